package tillsight.server.result;

import tillsight.server.callback.Doubt;
import tillsight.server.request.DarajaRequest;
import tillsight.server.request.DarajaRequest.Kind;
import tillsight.server.request.DarajaRequest.State;

/** What follows when Daraja did not do what it was asked, or not in time. */
final class FailureSettlement {

  private static final String DISOWNED = "Safaricom does not know this receipt.";
  private static final String RECEIPT_UNKNOWN = "2032";
  private static final String REVERSED_BEFORE = "R000001";

  static Settlement of(Result.Failed said, Facts facts) {
    var asked = facts.asked();
    var payment = facts.payment();
    var settled = Settlement.NOTHING.about(payment == null ? null : payment.receipt());
    if (asked != null) {
      settled =
          settled.ending(
              new DarajaRequest.End(
                  State.FAILED,
                  said.code(),
                  "It failed (%s): %s; %s.".formatted(said.code(), said.meaning(), said.remedy())));
    }
    if (said.code().equals(RECEIPT_UNKNOWN)) {
      return disowned(settled, facts);
    }
    if (said.code().equals(REVERSED_BEFORE)) {
      return reversedBefore(settled, facts);
    }
    return asked == null
        ? settled
        : tell(
            settled,
            facts,
            "Safaricom could not be asked: %s; %s.".formatted(said.meaning(), said.remedy()));
  }

  static Settlement ofTimeout(Facts facts) {
    if (facts.asked() == null) {
      return Settlement.NOTHING;
    }
    var sentence = "Daraja did not get round to it in time. Ask again.";
    if (facts.asked(Kind.REVERSAL)) {
      sentence =
          "Daraja did not get round to it in time. Look in the M-PESA portal whether the payment was"
              + " given back before you ask again.";
    }
    return tell(
        Settlement.NOTHING.ending(new DarajaRequest.End(State.TIMED_OUT, null, sentence)),
        facts,
        sentence);
  }

  /** Quarantined: that is evidence. Booked: no takings, if it was us who asked for this receipt. */
  private static Settlement disowned(Settlement settled, Facts facts) {
    var told = tell(settled, facts, DISOWNED);
    var payment = facts.payment();
    if (payment == null || payment.disowned() || !facts.asked(Kind.STATUS)) {
      return told;
    }
    return told.disowning(payment.receipt())
        .holding(hold(Doubt.RECEIPT_DISOWNED, payment, payment.amountCents()));
  }

  /** Never netted from this: it does not say when, how much, or under which receipt. */
  private static Settlement reversedBefore(Settlement settled, Facts facts) {
    var payment = facts.payment();
    return payment == null || payment.reversedCents() > 0
        ? settled
        : settled.holding(hold(Doubt.REVERSAL_UNDATED, payment, payment.rest()));
  }

  static Settlement.Hold hold(Doubt doubt, Facts.Booked payment, long amount) {
    return new Settlement.Hold(
        doubt, Remedies.with(doubt), payment.receipt(), payment.till(), amount, payment.paidAt());
  }

  private static Settlement tell(Settlement settled, Facts facts, String sentence) {
    var told = settled;
    for (var open : facts.open()) {
      told = told.telling(open.id(), sentence);
    }
    return told;
  }

  private FailureSettlement() {}
}
