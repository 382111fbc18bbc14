package tillsight.server.statement;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Amounts as statements write them, in whole cents. */
public final class Shillings {

  private static final long CENTS_MAX = 1_000_000_000_000_000L;
  private static final int CHARS_MAX = 40;
  private static final Pattern CURRENCY =
      Pattern.compile("^(kes|ksh)s?\\.?\\s*", Pattern.CASE_INSENSITIVE);
  private static final Pattern AMOUNT =
      Pattern.compile("(?:\\d{1,3}(?:,\\d{3})+|\\d+)(?:\\.\\d{1,2}0*)?");
  // Spreadsheets count in binary: 0.1 + 0.2 is not quite 0.3 in them.
  private static final BigDecimal ROUNDING = new BigDecimal("0.000001");

  /** The cents of an amount, with its sign; null when it is none or larger than any can be. */
  static @Nullable Long cents(Cell cell) {
    return switch (cell.kind()) {
      case TEXT -> cents(cell.text());
      case NUMBER -> rounded(new BigDecimal(cell.text()));
      case FORMULA, ERROR -> null;
    };
  }

  static @Nullable Long cents(String given) {
    var text = CURRENCY.matcher(given.strip()).replaceFirst("");
    var bracketed = text.startsWith("(") && text.endsWith(")") && text.length() > 2;
    var negative = bracketed || text.startsWith("-");
    var digits =
        bracketed
            ? text.substring(1, text.length() - 1)
            : negative ? text.substring(1).strip() : text;
    if (digits.length() > CHARS_MAX || !AMOUNT.matcher(digits).matches()) {
      return null;
    }
    var amount = new BigDecimal(digits.replace(",", ""));
    return rounded(negative ? amount.negate() : amount);
  }

  /** An amount for people. */
  public static String text(long cents) {
    return String.format(
        Locale.ROOT,
        "KES %s%,d.%02d",
        cents < 0 ? "-" : "",
        Math.abs(cents) / 100,
        Math.abs(cents) % 100);
  }

  private static @Nullable Long rounded(BigDecimal amount) {
    var cents = amount.setScale(2, RoundingMode.HALF_EVEN);
    if (cents.subtract(amount).abs().compareTo(ROUNDING) > 0
        || cents.unscaledValue().abs().bitLength() > Long.SIZE - 2) {
      return null;
    }
    var value = cents.unscaledValue().longValueExact();
    return Math.abs(value) > CENTS_MAX ? null : Long.valueOf(value);
  }

  private Shillings() {}
}
