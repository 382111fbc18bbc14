package tillsight.server.result;

import static java.util.Objects.requireNonNullElse;

import java.util.stream.Collectors;
import tillsight.server.callback.Doubt;
import tillsight.server.payment.Shillings;
import tillsight.server.request.DarajaRequest;

/** What follows when Daraja tells what is on the accounts of a short code. */
final class BalanceSettlement {

  /**
   * All of it is held if any of it cannot be read, because the rest may then have been taken apart
   * wrongly; whoever accepts it vouches for the rest.
   */
  static Settlement of(Result.Balance said, Facts facts, boolean vouched) {
    var asked = facts.asked();
    // An answer to nobody's question does not say whose accounts these are.
    var shortCode = asked == null ? facts.onlyPaybill() : asked.shortCode();
    if (shortCode == null) {
      return held(Doubt.SHORT_CODE_MISSING, said, facts);
    }
    if (said.accounts().isEmpty() || (said.unreadable() > 0 && !vouched)) {
      return held(Doubt.BALANCE_UNREADABLE, said, facts);
    }
    var settled =
        Settlement.NOTHING.keeping(
            new Settlement.Balances(
                shortCode, requireNonNullElse(said.at(), facts.receivedAt()), said.accounts()));
    return asked == null
        ? settled
        : settled.ending(new DarajaRequest.End(DarajaRequest.State.DONE, "0", sentence(said)));
  }

  private static Settlement held(Doubt doubt, Result.Balance said, Facts facts) {
    var asked = facts.asked();
    var held =
        Settlement.NOTHING.holding(
            new Settlement.Hold(
                doubt,
                Remedies.with(doubt),
                null,
                asked == null ? facts.onlyPaybill() : asked.shortCode(),
                null,
                said.at()));
    return asked == null
        ? held
        : held.ending(
            new DarajaRequest.End(
                DarajaRequest.State.DONE, "0", "The answer is in doubt: see the quarantine."));
  }

  private static String sentence(Result.Balance said) {
    return said.accounts().stream()
        .map(account -> account.name() + " " + Shillings.of(account.currentCents()))
        .collect(Collectors.joining(", ", "", "."));
  }

  private BalanceSettlement() {}
}
