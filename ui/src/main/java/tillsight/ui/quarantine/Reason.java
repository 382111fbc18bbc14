package tillsight.ui.quarantine;

import java.util.Locale;

/** Why something waits, as a heading. */
final class Reason {

  static String words(String reason) {
    return switch (reason) {
      case "amount-missing" -> "No amount";
      case "amount-unreadable" -> "Amount not readable";
      case "amount-not-positive" -> "Amount is zero or negative";
      case "amount-too-large" -> "Amount too large to be true";
      case "time-missing" -> "No time of payment";
      case "time-unreadable" -> "Time not readable";
      case "time-too-early" -> "Time before M-PESA existed";
      case "time-in-future" -> "Time lies in the future";
      case "receipt-unusual" -> "Unusual receipt number";
      case "short-code-missing" -> "No till named";
      case "short-code-unknown" -> "Unknown till";
      case "field-twice" -> "A field says two things";
      case "not-utf8" -> "Damaged text";
      case "conflict" -> "Contradicts a booked payment";
      case "unstorable" -> "Refused by the database";
      case "original-unknown" -> "Given back, but never booked";
      case "reversal-too-large" -> "More given back than was paid";
      case "reversal-undated" -> "Given back, nobody says when";
      case "receipt-disowned" -> "Safaricom does not know the receipt";
      case "status-differs" -> "Safaricom's record is another";
      case "outcome-changed" -> "The push succeeded before";
      case "balance-unreadable" -> "Balance not readable";
      case "result-unclear" -> "Answer not clear";
      case "result-unsettled" -> "Answer could not be applied";
      default -> plain(reason);
    };
  }

  private static String plain(String word) {
    var spaced = word.replace('-', ' ');
    return spaced.isEmpty()
        ? "Unknown reason"
        : spaced.substring(0, 1).toUpperCase(Locale.ROOT) + spaced.substring(1);
  }

  private Reason() {}
}
