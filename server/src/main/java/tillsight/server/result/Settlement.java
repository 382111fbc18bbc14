package tillsight.server.result;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tillsight.server.callback.Doubt;
import tillsight.server.payment.Reversals.Reversal;
import tillsight.server.request.DarajaRequest;

/**
 * What follows from a result. Pure: decided from what it says and what is known, and written down
 * by {@link Settlements}.
 *
 * @param receipt the payment it is about
 * @param hold why a person has to look at it
 * @param reversal what to net
 * @param balances what to keep of the accounts
 * @param disown the payment to take out of the takings, because Safaricom does not know it
 * @param end what came of the request it answers
 * @param evidence what it proves or disproves in the quarantine
 */
record Settlement(
    @Nullable String receipt,
    @Nullable Hold hold,
    @Nullable Reversal reversal,
    @Nullable Balances balances,
    @Nullable String disown,
    DarajaRequest.@Nullable End end,
    List<Evidence> evidence) {

  /** Nothing follows. */
  static final Settlement NOTHING = new Settlement(null, null, null, null, null, null, List.of());

  /**
   * Something for a person.
   *
   * @param detail what is wrong, and what to do, in sentences
   */
  record Hold(
      Doubt doubt,
      String detail,
      @Nullable String receipt,
      @Nullable String till,
      @Nullable Long amountCents,
      @Nullable Instant at) {}

  /** Accounts of a short code at a moment. */
  record Balances(String shortCode, Instant at, List<Account> accounts) {}

  /** A sentence about a quarantined callback. */
  record Evidence(UUID id, String sentence) {}

  /**
   * @param vouched a person has looked at it and says that it holds, as far as it can be read
   */
  static Settlement of(ResultMessage message, Facts facts, boolean vouched) {
    var settlement =
        switch (message.says()) {
          case Result.Reversal reversal -> ReversalSettlement.of(reversal, facts, vouched);
          case Result.Status status -> StatusSettlement.of(status, facts, vouched);
          case Result.Balance balance -> BalanceSettlement.of(balance, facts, vouched);
          case Result.Failed failed -> FailureSettlement.of(failed, facts);
          case Result.Timeout _ -> FailureSettlement.ofTimeout(facts);
          case Result.Unclear unclear -> unclear(unclear, message, facts, vouched);
        };
    return message.contradictory() ? settlement.flagged() : settlement;
  }

  private static Settlement unclear(
      Result.Unclear unclear, ResultMessage message, Facts facts, boolean vouched) {
    var asked = facts.asked();
    var own = message.transaction();
    if (asked != null
        && asked.kind() == DarajaRequest.Kind.REVERSAL
        && asked.receipt() != null
        && own != null
        && message.succeeded()
        && unclear.equals(Result.Unclear.NOTHING)) {
      // It says no more than that what was asked for has been done; that is enough.
      return ReversalSettlement.of(
          new Result.Reversal(own, asked.receipt(), asked.amountCents(), null), facts, vouched);
    }
    var held =
        NOTHING
            .about(unclear.receipt())
            .holding(
                new Hold(
                    unclear.doubt(),
                    Remedies.with(unclear.doubt()),
                    unclear.receipt(),
                    asked == null ? null : asked.shortCode(),
                    unclear.amountCents(),
                    unclear.at()));
    return asked == null
        ? held
        : held.ending(
            new DarajaRequest.End(
                message.succeeded() ? DarajaRequest.State.DONE : DarajaRequest.State.FAILED,
                message.code(),
                "The answer is in doubt: see the quarantine."));
  }

  Settlement about(@Nullable String about) {
    return new Settlement(about, hold, reversal, balances, disown, end, evidence);
  }

  Settlement holding(Hold held) {
    return new Settlement(receipt, held, reversal, balances, disown, end, evidence);
  }

  Settlement netting(Reversal netted) {
    return new Settlement(receipt, hold, netted, balances, disown, end, evidence);
  }

  Settlement keeping(Balances kept) {
    return new Settlement(receipt, hold, reversal, kept, disown, end, evidence);
  }

  Settlement disowning(String payment) {
    return new Settlement(receipt, hold, reversal, balances, payment, end, evidence);
  }

  Settlement ending(DarajaRequest.End ended) {
    return new Settlement(receipt, hold, reversal, balances, disown, ended, evidence);
  }

  Settlement telling(UUID id, String sentence) {
    var more = new ArrayList<>(evidence);
    more.add(new Evidence(id, sentence));
    return new Settlement(receipt, hold, reversal, balances, disown, end, List.copyOf(more));
  }

  private Settlement flagged() {
    return end == null
        ? this
        : ending(
            new DarajaRequest.End(
                end.state(),
                end.code(),
                end.sentence()
                    + " The text of the answer says the opposite of its code; the code counts."));
  }
}
