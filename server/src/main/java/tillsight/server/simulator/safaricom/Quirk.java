package tillsight.server.simulator.safaricom;

import java.util.Locale;

/**
 * A way in which the real Daraja differs from what one would expect. Its value is a share for what
 * happens at a rate, 1 or 0 for what is on or off, and a number for the rest.
 */
public enum Quirk {
  /** Pull's rows come as a list in a list. */
  NESTED_ROWS(1),
  /** Pull's registration answers with keys such as "Response Status". */
  SPACED_KEYS(1),
  /** A token's lifetime comes as text. */
  EXPIRES_IN_TEXT(1),
  /** A new token makes the app's earlier ones invalid. */
  TOKEN_INVALIDATES(1),
  /** Pull pays no attention to OffSetValue: it tells the first page again. */
  OFFSET_IGNORED(0),
  /** Rows that Pull tells at once. */
  PAGE_SIZE(100),
  /** Pull says "Transaction": "[[]]" when it has nothing. */
  EMPTY_AS_TEXT(0),
  /** Pull refuses to look back more than 48 hours, where it would leave the older rows out. */
  WINDOW_REFUSED(0),
  /** Pull has nothing to tell about a short code that was not registered with it. */
  PULL_REGISTRATION(1),
  /** Share of Pull's rows whose sender is just MPESA. */
  NAMELESS_SENDERS(0.1),
  /** Pull tells of settlements too. */
  SETTLEMENT_ROWS(1),
  /** URLs can be registered only once, as in production. */
  REGISTER_ONCE(1),
  /** URLs must be HTTPS, as in production. */
  HTTPS_ONLY(0),
  /** Share of the calls that a gateway answers with 503 and a web page. */
  HTML_ERRORS(0),
  /** Share of the calls that are refused as too many. */
  SPIKES(0),
  /** Milliseconds until a result is sent. */
  RESULT_DELAY_MS(300),
  /** Share of the results in an odd shape: numbers as text, one parameter without a list. */
  ODD_RESULTS(0.25),
  /** Share of the requests that time out: nothing is done, and the timeout URL is told. */
  TIMEOUTS(0),
  /** An operator's name and sealed password are checked. */
  CREDENTIALS_CHECKED(1),
  /** Share of the pushes that the customer cancels; numbers that end in 1032 always do. */
  STK_CANCELLED(0),
  /** Share of the pushes that reach nobody; numbers that end in 1037 never answer. */
  STK_UNREACHABLE(0),
  /** Share of the pushes for which money is short; numbers that end in 0001 never have any. */
  STK_POOR(0),
  /** Share of the pushes with a wrong PIN; numbers that end in 2001 never know it. */
  STK_WRONG_PIN(0);

  private final double otherwise;

  Quirk(double otherwise) {
    this.otherwise = otherwise;
  }

  /** Its value unless said otherwise. */
  double otherwise() {
    return otherwise;
  }

  /** As it is written on a command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
