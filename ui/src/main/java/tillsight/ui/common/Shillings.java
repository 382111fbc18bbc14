package tillsight.ui.common;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** How amounts, counts and shares are written. */
public final class Shillings {

  private static final long MILLION = 100_000_000L;
  private static final long TEN_THOUSAND = 1_000_000L;

  /** A sum, to the shilling: {@code KES 1,234,567}. */
  public static String whole(long cents) {
    return "KES " + plain(cents);
  }

  /** A sum without its currency, for where the heading names it. */
  public static String plain(long cents) {
    return count(Math.round(cents / 100.0));
  }

  /** One payment, with its cents if it has any: {@code KES 1,500.50}. */
  public static String exact(long cents) {
    return cents % 100 == 0
        ? whole(cents)
        : "KES " + String.format(Locale.ROOT, "%,.2f", BigDecimal.valueOf(cents, 2));
  }

  /** A sum for a narrow place: {@code KES 1.23M}, {@code KES 45.6K}. */
  public static String brief(long cents) {
    if (Math.abs(cents) >= MILLION) {
      return "KES " + rounded(cents / (double) MILLION, 2) + "M";
    }
    return Math.abs(cents) >= TEN_THOUSAND
        ? "KES " + rounded(cents / 100_000.0, 1) + "K"
        : whole(cents);
  }

  public static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** A mean: two figures after the point while small, none when large. */
  public static String mean(double number) {
    return number >= 20 ? count(Math.round(number)) : rounded(number, number < 1 ? 2 : 1);
  }

  public static String percent(double share) {
    var percent = share * 100;
    return percent != 0 && percent < 10 ? rounded(percent, 1) + "%" : Math.round(percent) + "%";
  }

  /** A share that looks whole only if it is: 0.99996 is {@code 99.99%}. */
  public static String share(double share) {
    var percent = BigDecimal.valueOf(share).movePointRight(2).setScale(2, RoundingMode.FLOOR);
    return percent.stripTrailingZeros().toPlainString() + "%";
  }

  /** A count with its noun: {@code 1 day}, {@code 2 days}. */
  public static String count(long number, String one, String many) {
    return count(number) + " " + (number == 1 ? one : many);
  }

  private static String rounded(double number, int places) {
    return BigDecimal.valueOf(number)
        .setScale(places, RoundingMode.HALF_UP)
        .stripTrailingZeros()
        .toPlainString();
  }

  private Shillings() {}
}
