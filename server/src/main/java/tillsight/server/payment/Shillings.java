package tillsight.server.payment;

import java.util.Locale;

/** Amounts as people read them in sentences. */
public final class Shillings {

  /** {@code KES 1,234}, with cents only if there are any. */
  public static String of(long cents) {
    return cents % 100 == 0
        ? String.format(Locale.ROOT, "KES %,d", cents / 100)
        : String.format(
            Locale.ROOT,
            "KES %s%,d.%02d",
            cents < 0 ? "-" : "",
            Math.abs(cents / 100),
            Math.abs(cents % 100));
  }

  private Shillings() {}
}
