package tillsight.server.reconciliation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tillsight.server.callback.CsvPayment;
import tillsight.server.callback.Intake;
import tillsight.server.callback.PullPayment;
import tillsight.server.callback.StatementPayment;
import tillsight.server.payment.Flag;
import tillsight.server.reconciliation.AccountStep.Kind;

/**
 * A payment as the ledger has it, with who vouches for it.
 *
 * @param witnesses kinds of callbacks that told of it, as bits
 */
record LedgerPayment(
    int tillId,
    String receipt,
    Instant paidAt,
    Instant receivedAt,
    long amountCents,
    @Nullable Long balanceCents,
    String source,
    String revenue,
    String account,
    int flags,
    int witnesses) {

  /** Kinds of callbacks as bits. */
  static final int CONFIRMATION = 1;

  static final int STK = 2;
  static final int PULL = 4;
  static final int STATEMENT = 8;
  static final int FILE = 16;

  static int bit(String kind) {
    return switch (kind) {
      case Intake.CONFIRMATION -> CONFIRMATION;
      case Intake.STK -> STK;
      case PullPayment.PULL -> PULL;
      case StatementPayment.STATEMENT -> STATEMENT;
      case CsvPayment.CSV -> FILE;
      case String other -> 0;
    };
  }

  /** Everything that vouches for it. */
  private int all() {
    return witnesses | bit(source);
  }

  /** Whether it was told without having been asked for. */
  boolean isReceived() {
    return (all() & (CONFIRMATION | STK | FILE)) != 0;
  }

  boolean isByCallback() {
    return (all() & (CONFIRMATION | STK)) != 0;
  }

  boolean isRecoveredByStatement() {
    return !isReceived() && (all() & PULL) == 0;
  }

  /** Whether two that know nothing of each other vouch for it. */
  boolean isVouchedTwice() {
    return Integer.bitCount(all()) > 1;
  }

  /** Money on its way between own accounts. */
  boolean isSettlement() {
    return revenue.equals("no");
  }

  /** Whether how long it took says something about callbacks. */
  boolean isLive() {
    return source.equals(Intake.CONFIRMATION) && (flags & Flag.FROM_QUARANTINE.bit()) == 0;
  }

  AccountStep step() {
    return new AccountStep(
        receipt,
        isReceived() ? Kind.PAYMENT : Kind.RECOVERED,
        paidAt,
        amountCents,
        balanceCents,
        receivedAt);
  }
}
