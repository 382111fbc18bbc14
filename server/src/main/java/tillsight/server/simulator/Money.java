package tillsight.server.simulator;

/** Amounts as M-PESA writes them. */
public final class Money {

  private Money() {}

  /** Shillings with two decimals, as in {@code 1250.00}. */
  public static String shillings(long cents) {
    var whole = Math.abs(cents);
    var text = whole / 100 + (whole % 100 < 10 ? ".0" : ".") + whole % 100;
    return cents < 0 ? "-" + text : text;
  }

  /** The same with thousands apart, as statements have it: {@code 1,250.00}. */
  static String grouped(long cents) {
    var text = new StringBuilder(shillings(cents));
    for (var at = text.length() - 6; at > (cents < 0 ? 1 : 0); at -= 3) {
      text.insert(at, ',');
    }
    return text.toString();
  }
}
