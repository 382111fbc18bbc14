package tillsight.server.payment;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tillsight.server.http.Cursor;
import tillsight.server.payer.PhoneNumbers;

/**
 * Which payments are looked for.
 *
 * @param text what the user typed: a receipt, account, first name or amount
 * @param cursor where the page before ended
 */
public record PaymentSearch(
    int businessId,
    Collection<Integer> tills,
    Instant start,
    Instant end,
    @Nullable String text,
    @Nullable String revenue,
    @Nullable Cursor cursor,
    int limit) {

  public static final String CURSOR_LIST = "payments";
  public static final int CURSOR_PARTS = 2;

  // Ten characters so far. A name that looks like one costs a lookup that finds nothing.
  private static final Pattern RECEIPT = Pattern.compile("[A-Z0-9]{8,20}");
  private static final Pattern SHILLINGS =
      Pattern.compile("\\d{1,3}(,\\d{3})+(\\.\\d{1,2})?|\\d{1,12}(\\.\\d{1,2})?");

  /** Numbers are looked for as the ledger shows them. */
  public PaymentSearch {
    text = text == null ? null : PhoneNumbers.hide(text);
  }

  /** The text as a whole receipt, if it is one. */
  Optional<String> receipt() {
    return Optional.ofNullable(text)
        .map(typed -> typed.toUpperCase(Locale.ROOT))
        .filter(typed -> RECEIPT.matcher(typed).matches());
  }

  /** The text as an amount, if it is one. */
  OptionalLong cents() {
    if (text == null || !SHILLINGS.matcher(text).matches()) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(
        new BigDecimal(text.replace(",", "")).movePointRight(2).longValueExact());
  }
}
