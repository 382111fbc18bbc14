package tillsight.server.reconciliation;

import java.time.Instant;
import java.util.List;

/**
 * Two steps of an account that follow each other, and what lies between their balances.
 *
 * @param missingCents by how much the later balance does not follow from the earlier
 * @param facts what is known to have happened in between and makes up for it
 * @param restCents what nothing known makes up for
 */
record ChainLink(
    AccountStep earlier,
    AccountStep later,
    long missingCents,
    List<AccountStep> facts,
    long restCents) {

  /** Whether the balances follow from each other, with all that is known. */
  boolean holds() {
    return restCents == 0;
  }

  /** Whether they do so by themselves, or with nothing but payments that stated no balance. */
  boolean isUnbroken() {
    return holds() && facts.stream().allMatch(step -> step.kind() == AccountStep.Kind.PAYMENT);
  }

  /** Whether a moment lies within it. */
  boolean contains(Instant at) {
    return !at.isBefore(earlier.at()) && !at.isAfter(later.at());
  }

  /** Whether it touches a stretch of time. */
  boolean touches(Instant from, Instant to) {
    return earlier.at().isBefore(to) && !later.at().isBefore(from);
  }

  /** The same with more that is known to have happened. */
  ChainLink with(List<AccountStep> more) {
    var all = new java.util.ArrayList<>(facts);
    all.addAll(more);
    var sum = more.stream().mapToLong(AccountStep::amountCents).sum();
    return new ChainLink(earlier, later, missingCents, List.copyOf(all), restCents - sum);
  }
}
