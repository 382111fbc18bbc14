package tillsight.server.reconciliation;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something that is known to have moved money on an account.
 *
 * @param at when M-PESA did it
 * @param amountCents below zero for what left the account
 * @param balanceCents balance of the account afterwards; null where nobody said
 * @param toldAt when we learned of it
 */
record AccountStep(
    String receipt,
    Kind kind,
    Instant at,
    long amountCents,
    @Nullable Long balanceCents,
    Instant toldAt) {

  /** What kind of thing it was. */
  enum Kind {
    /** Told by itself, when it was paid. */
    PAYMENT,
    /** A payment that only Pull or a statement told. */
    RECOVERED,
    REVERSAL,
    /** Charges, settlements, withdrawals: known from statements. */
    MOVEMENT
  }

  /** Whether its place in the chain is known from its balance. */
  boolean isAnchored() {
    return balanceCents != null;
  }

  boolean isPayment() {
    return kind == Kind.PAYMENT || kind == Kind.RECOVERED;
  }

  /** Balance afterwards, of one that states it. */
  long after() {
    return Objects.requireNonNull(balanceCents);
  }

  /** Balance before it, of one that states its balance. */
  long before() {
    return after() - amountCents;
  }
}
