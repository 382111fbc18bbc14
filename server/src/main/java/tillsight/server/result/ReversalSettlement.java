package tillsight.server.result;

import static java.util.Objects.requireNonNullElse;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tillsight.server.callback.Doubt;
import tillsight.server.payment.Reversals;
import tillsight.server.payment.Shillings;
import tillsight.server.request.DarajaRequest;

/** What follows when Daraja says that a payment was given back. */
final class ReversalSettlement {

  private static final Duration CLOCK_SKEW = Duration.ofMinutes(15);

  static Settlement of(Result.Reversal said, Facts facts, boolean vouched) {
    var settled = Settlement.NOTHING.about(said.original());
    var known = facts.reversal();
    if (known != null) {
      return isSame(known, said)
          ? end(settled, said.receipt(), known.amountCents(), facts)
          : held(
              settled,
              said,
              Doubt.CONFLICT,
              "The reversal is in the ledger already, with another amount or for another payment.",
              facts);
    }
    var doubt = facts.payment() == null ? Doubt.ORIGINAL_UNKNOWN : null;
    if (doubt == null && facts.ownIsPayment()) {
      return held(settled, said, Doubt.CONFLICT, "Its receipt is that of a payment.", facts);
    }
    if (doubt == null && !vouched) {
      doubt = time(said, facts);
    }
    var rest = facts.payment() == null ? 0 : facts.payment().rest();
    var amount = requireNonNullElse(said.amountCents(), rest);
    if (doubt == null && (amount > rest || amount <= 0)) {
      doubt = Doubt.REVERSAL_TOO_LARGE;
    }
    if (doubt != null) {
      return held(settled, said, doubt, sentence(doubt, facts), facts);
    }
    var at = requireNonNullElse(said.at(), facts.receivedAt());
    return end(
        settled.netting(new Reversals.Reversal(said.receipt(), said.original(), amount, at)),
        said.receipt(),
        amount,
        facts);
  }

  private static boolean isSame(Facts.Netted known, Result.Reversal said) {
    var amount = said.amountCents();
    return known.original().equals(said.original())
        && (amount == null || amount == known.amountCents());
  }

  private static @Nullable Doubt time(Result.Reversal said, Facts facts) {
    var at = said.at();
    var payment = facts.payment();
    if (at == null || payment == null) {
      return null;
    }
    if (at.isAfter(facts.receivedAt().plus(CLOCK_SKEW))) {
      return Doubt.TIME_IN_FUTURE;
    }
    return at.isBefore(payment.paidAt().minus(CLOCK_SKEW)) ? Doubt.CONFLICT : null;
  }

  private static String sentence(Doubt doubt, Facts facts) {
    var payment = facts.payment();
    return switch (doubt) {
      case CONFLICT -> "It says that it was given back before it was paid.";
      case TIME_IN_FUTURE -> "The time at which it was given back lies in the future.";
      case REVERSAL_TOO_LARGE ->
          payment == null
              ? doubt.sentence()
              : "More was given back than is left of the payment, which is "
                  + Shillings.of(payment.rest())
                  + ".";
      default -> doubt.sentence();
    };
  }

  private static Settlement held(
      Settlement settled, Result.Reversal said, Doubt doubt, String sentence, Facts facts) {
    var payment = facts.payment();
    var held =
        settled.holding(
            new Settlement.Hold(
                doubt,
                sentence + " " + Remedies.of(doubt),
                said.original(),
                payment == null ? null : payment.till(),
                said.amountCents(),
                said.at()));
    return facts.asked() == null
        ? held
        : held.ending(
            new DarajaRequest.End(
                DarajaRequest.State.DONE, "0", "Given back, but in doubt: see the quarantine."));
  }

  private static Settlement end(Settlement settled, String receipt, long amount, Facts facts) {
    return facts.asked() == null
        ? settled
        : settled.ending(
            new DarajaRequest.End(
                DarajaRequest.State.DONE,
                "0",
                Shillings.of(amount) + " given back under receipt " + receipt + "."));
  }

  private ReversalSettlement() {}
}
