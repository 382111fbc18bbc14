package tillsight.server.reconciliation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tillsight.server.reconciliation.AccountStep.Kind;

/**
 * Money that moved on a till's account and is no payment: a reversal, a charge, a settlement.
 *
 * @param kind reversal, or that of the movement
 * @param amountCents below zero for what left
 * @param undoes receipt of the payment that a reversal takes back
 */
record Movement(
    int tillId,
    String kind,
    String receipt,
    Instant at,
    long amountCents,
    @Nullable Long balanceCents,
    @Nullable String undoes) {

  static final String REVERSAL = "reversal";
  static final String SETTLEMENT = "settlement";
  static final String CHARGE = "charge";

  boolean isReversal() {
    return kind.equals(REVERSAL);
  }

  AccountStep step() {
    return new AccountStep(
        receipt, isReversal() ? Kind.REVERSAL : Kind.MOVEMENT, at, amountCents, balanceCents, at);
  }
}
