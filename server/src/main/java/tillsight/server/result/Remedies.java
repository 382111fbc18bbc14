package tillsight.server.result;

import tillsight.server.callback.Doubt;

/** What to do about a result that is held. */
final class Remedies {

  /** What is wrong, and what to do about it. */
  static String with(Doubt doubt) {
    return doubt.sentence() + " " + of(doubt);
  }

  static String of(Doubt doubt) {
    return switch (doubt) {
      case ORIGINAL_UNKNOWN ->
          "It is taken off by itself once Pull, a statement or a callback brings the payment.";
      case REVERSAL_TOO_LARGE ->
          "Compare it with the statement, and dismiss it if it is in the ledger already.";
      case REVERSAL_UNDATED ->
          "It is settled by itself once the statement of that time has been loaded.";
      case RECEIPT_DISOWNED ->
          "It is left out of the takings. Accept this if the payment is on the statement after all,"
              + " which counts it again; dismiss this if it is forged.";
      case STATUS_DIFFERS ->
          "Compare it with the statement, say of the payment whether it is takings, and dismiss"
              + " this.";
      case OUTCOME_CHANGED ->
          "The success is kept. Compare it with the statement, and dismiss this.";
      case BALANCE_UNREADABLE ->
          "None of it is kept. Accept it to keep the accounts that can be read, or dismiss it.";
      case RESULT_UNSETTLED -> "Accept it to try again.";
      case TIME_IN_FUTURE -> "Accept it if it is true, or dismiss it.";
      case CONFLICT -> "Compare it with the statement, and accept or dismiss it.";
      default -> "Look it up in the M-PESA portal, and dismiss this.";
    };
  }

  private Remedies() {}
}
