package tillsight.server.payment;

import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What people see in place of a payer's number. */
public final class PayerDisplay {

  public static final String CUSTOMER = "Customer ";
  private static final int DIGITS = 4;

  /** The masked number, else a short name made from the pseudonym. */
  public static String of(@Nullable UUID payer, @Nullable String mask) {
    if (mask != null) {
      return mask;
    }
    return payer == null
        ? "Unknown payer"
        : CUSTOMER + payer.toString().substring(0, DIGITS).toUpperCase(Locale.ROOT);
  }

  private PayerDisplay() {}
}
