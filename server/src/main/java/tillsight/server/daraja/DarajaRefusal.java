package tillsight.server.daraja;

import org.jspecify.annotations.Nullable;

/**
 * Daraja said no, or could not be asked. The message says why and what to do; it holds neither
 * secrets nor phone numbers.
 */
public final class DarajaRefusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private static final String PORTAL = " on developer.safaricom.co.ke";
  private static final String SUPPORT = "apisupport@safaricom.co.ke";
  private static final String AGAIN = "try again in a few minutes";
  private static final String OPERATOR = "give the right ones under daraja in the apply file";

  /** Why it was refused, in a sentence, with the remedy, and whether a later try may succeed. */
  public enum Why {
    // Daraja could not be asked.
    UNREACHABLE(true, "Daraja cannot be reached", "check the network and TILLSIGHT_DARAJA_URL"),
    NO_ANSWER(true, "Daraja did not answer in time", AGAIN),
    UNAVAILABLE(true, "Daraja is not available at the moment", AGAIN),
    SPIKE_ARREST(true, "Daraja is busy, or was asked too often", AGAIN),
    QUOTA(true, "the quota of the Daraja app is used up", "wait, or ask for more: " + SUPPORT),
    DARAJA_FAULT(true, "Daraja has a fault of its own", AGAIN + "; if it stays: " + SUPPORT),
    UNREADABLE("Daraja's answer cannot be read", "check that TILLSIGHT_DARAJA_URL is Daraja's"),
    UNKNOWN("Daraja refused, and it is not known why", "ask " + SUPPORT + " with the code"),
    FORBIDDEN("Daraja keeps this server out", "ask " + SUPPORT + " whether its address is blocked"),
    WRONG_PATH("Daraja knows no such call", "check that TILLSIGHT_DARAJA_URL is Daraja's"),
    WRONG_METHOD("Daraja takes this call in another form", "check for a proxy that changes it"),

    // Keys and tokens.
    NO_CREDENTIALS("no Daraja credentials are stored", "add daraja to the apply file"),
    WRONG_CREDENTIALS(
        "Daraja does not know this consumer key and secret",
        "copy both from My Apps" + PORTAL + "; the sandbox's do not work in production"),
    WRONG_GRANT_TYPE("Daraja refused the grant type", "check for a proxy that changes requests"),
    WRONG_AUTHENTICATION("Daraja refused how we sign in", "check for a proxy that drops headers"),
    TOKEN_REFUSED(
        true,
        "Daraja does not take its own token",
        "make sure that no other program uses the same app: each new token ends the last"),
    PRODUCT_MISSING(
        "the product for this call is not on the Daraja app",
        "add it to the app under My Apps" + PORTAL + ", or ask " + SUPPORT),

    // What was asked.
    BAD_REQUEST("Daraja refused a value", "correct what it names"),
    INVALID_FIELD("Daraja refused a field", "correct what it names"),
    INVALID_PAYLOAD("Daraja could not read the request", "ask " + SUPPORT + " with the code"),
    WRONG_SHORT_CODE(
        "Daraja does not take this short code",
        "use the one that the app went live with; for a till its store number or head office"),
    FORBIDDEN_WORD(
        "an address has a word that Safaricom refuses",
        "use another host name in TILLSIGHT_PUBLIC_URL, or another callbackToken"),
    BAD_ADDRESS("Safaricom would not take an address", "correct TILLSIGHT_PUBLIC_URL"),
    ALREADY_REGISTERED(
        "addresses are registered already",
        "to change them, delete them first under Self Services > URL Management" + PORTAL),
    OLD_PLATFORM(
        "addresses of this short code are live on Safaricom's old platform",
        "ask " + SUPPORT + " to delete them there, then register again"),
    MERCHANT_UNKNOWN(
        "Daraja knows no merchant with this short code",
        "use the short code that the passkey was issued for"),
    WRONG_PASSKEY("the passkey does not fit the short code", "copy it from the go-live e-mail"),
    STILL_PROCESSING(true, "the request is still under way", "ask again in half a minute"),

    // What a call needs and the apply file does not give.
    PASSKEY_MISSING("STK pushes need a passkey", "add passkey under daraja in the apply file"),
    INITIATOR_MISSING(
        "this call needs an API operator",
        "add initiator and initiatorPassword under daraja in the apply file"),
    CERTIFICATE_MISSING(
        "this call needs Safaricom's certificate",
        "add certificate under daraja in the apply file; get it" + PORTAL),
    CERTIFICATE_WRONG(
        "the certificate is none of Safaricom's for passwords",
        "get the one of your environment" + PORTAL + " and store it in PEM form"),
    CERTIFICATE_EXPIRED("the certificate is not valid any more", "get the new one" + PORTAL),
    PASSWORD_CHARACTERS(
        "the API operator's password has one of @ . ( ), which Daraja garbles",
        "set another on the M-PESA portal, and in the apply file"),
    NUMBER_MISSING(
        "Pull needs the number in the short code's details",
        "add nominatedNumber under daraja in the apply file"),

    // What came of it: result codes.
    INSUFFICIENT_BALANCE("the balance is too low", "top the account up, or try a smaller amount"),
    BELOW_MINIMUM("the amount is below M-PESA's minimum", "ask for KES 1 or more"),
    ABOVE_MAXIMUM("the amount is above M-PESA's maximum", "ask for less at once"),
    DAILY_LIMIT("the payer's limit for the day is reached", "try again tomorrow"),
    BALANCE_LIMIT("the receiver's balance would exceed its limit", "withdraw first, or ask less"),
    DEBIT_PARTY_STATE("the paying account is not active", "ask Safaricom about its state"),
    REPEATED_TOO_SOON(true, "the same amount was just asked for", "wait two minutes"),
    NOT_ALLOWED("the API operator may not do this", "give it the role on the M-PESA portal"),
    SUBSCRIBER_BUSY(true, "the customer's phone is busy with another request", "wait a minute"),
    EXPIRED(true, "the request expired before it was answered", "send it again"),
    PUSH_FAILED(true, "the prompt could not be sent to the phone", "send it again, with less text"),
    CANCELLED("the customer cancelled", "ask the customer before sending it again"),
    NO_REPLY(true, "the customer's phone was not reached", "send it again when it is on"),
    WRONG_PIN("the customer's PIN was wrong", "send it again"),
    PIN_LOCKED("the customer's PIN is locked", "the customer has to ask Safaricom's care"),
    WRONG_INITIATOR(
        "the API operator's name or password is wrong, or the password has expired",
        "set it anew on the M-PESA portal (it lives for 90 days), and " + OPERATOR),
    ACCOUNT_RULE("a rule of the account forbids it", "ask Safaricom about the account's state"),
    PRODUCT_ASSIGNMENT(
        "the short code is not set up for this",
        "mind the difference between Paybill and till, and use the other"),
    RECEIPT_UNKNOWN("M-PESA knows no such receipt", "check the receipt and the short code"),
    CREDENTIAL_LOCKED(
        "the API operator's access is locked", "unlock it on the M-PESA portal, and " + OPERATOR),
    OPERATOR_UNKNOWN("M-PESA knows no such operator or till", "check till and store number"),
    ALREADY_REVERSED("it was given back already", "nothing is left to do"),
    ORIGINAL_INVALID("the payment cannot be given back", "check its receipt and amount");

    private final boolean retryHelps;
    private final String sentence;
    private final String remedy;

    Why(boolean retryHelps, String sentence, String remedy) {
      this.retryHelps = retryHelps;
      this.sentence = sentence;
      this.remedy = remedy;
    }

    Why(String sentence, String remedy) {
      this(false, sentence, remedy);
    }

    public String sentence() {
      return sentence;
    }

    public String remedy() {
      return remedy;
    }

    /** Whether the same request may succeed later, without anybody correcting anything. */
    public boolean retryHelps() {
      return retryHelps;
    }
  }

  private final Why why;
  private final @Nullable String code;
  private final String said;

  DarajaRefusal(Why why) {
    this(why, null, "");
  }

  /**
   * With what is known besides.
   *
   * @param said clean already; empty if there is nothing to add
   */
  DarajaRefusal(Why why, @Nullable String code, String said) {
    super(message(why, code, said), null, false, false);
    this.why = why;
    this.code = code;
    this.said = said;
  }

  /** The same without what must not be seen, should Daraja have repeated it. */
  DarajaRefusal without(Iterable<String> secrets) {
    var clean = said;
    for (var secret : secrets) {
      clean = clean.replace(secret, "…");
    }
    return clean.equals(said) ? this : new DarajaRefusal(why, code, clean);
  }

  public Why why() {
    return why;
  }

  /** Daraja's own code, if it gave one. */
  public @Nullable String code() {
    return code;
  }

  private static String message(Why why, @Nullable String code, String said) {
    var more = ((code == null ? "" : code) + " " + said).strip();
    return why.sentence() + (more.isEmpty() ? "" : " (" + more + ")") + "; " + why.remedy();
  }
}
