package tillsight.server.callback;

import java.util.Locale;

/** Why a callback is held for a person rather than booked. All the reasons there are. */
public enum Doubt {
  AMOUNT_MISSING("The callback has a receipt but no amount."),
  AMOUNT_UNREADABLE("The amount is not a plain number with at most two decimals."),
  AMOUNT_NOT_POSITIVE("The amount is zero or negative; a confirmation never is."),
  AMOUNT_TOO_LARGE("The amount is larger than any M-PESA transaction can be."),
  TIME_MISSING("The callback does not say when it was paid."),
  TIME_UNREADABLE("The time of payment is not a date and time that exists."),
  TIME_TOO_EARLY("The time of payment lies before M-PESA existed."),
  TIME_IN_FUTURE("The time of payment lies in the future."),
  RECEIPT_UNUSUAL("The receipt number does not look like one of M-PESA's."),
  SHORT_CODE_MISSING("The callback does not say which till or Paybill was paid."),
  SHORT_CODE_UNKNOWN("The till or Paybill number is not one of this business's."),
  FIELD_TWICE("A field occurs twice with different values."),
  NOT_UTF8("The text is not valid UTF-8; names may be damaged."),
  CONFLICT("The receipt is booked already, with another amount, till or time."),
  TILL_AMBIGUOUS("Pull told this payment, but not which of several tills was paid; say which."),
  TIME_OUTSIDE_WINDOW("Its time lies outside of the 48 hours that Pull reaches back."),
  UNSTORABLE("The database refused the payment; its raw form is kept."),
  ORIGINAL_UNKNOWN(
      "It takes back a payment that has not arrived yet; it is settled by itself when that does."),
  REVERSAL_TOO_LARGE("More was given back than is left of the payment."),
  REVERSAL_UNDATED("Safaricom says it was given back, but not when: upload the statement."),
  RECEIPT_DISOWNED("Safaricom does not know the receipt of a payment that was booked."),
  STATUS_DIFFERS("Safaricom's record of a booked payment is another."),
  OUTCOME_CHANGED("The push has succeeded already; this result says that it failed."),
  BALANCE_UNREADABLE("A balance in the answer cannot be read."),
  RESULT_UNCLEAR("The answer of Daraja does not say what happened."),
  RESULT_UNSETTLED("The answer of Daraja could not be applied; its raw form is kept.");

  private final String sentence;

  Doubt(String sentence) {
    this.sentence = sentence;
  }

  /** The word used in tables and answers. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What was wrong, for people, without personal data. */
  public String sentence() {
    return sentence;
  }
}
