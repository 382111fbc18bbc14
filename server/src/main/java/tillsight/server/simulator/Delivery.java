package tillsight.server.simulator;

import java.time.Instant;

/**
 * One callback on its way, or one that got lost on it.
 *
 * @param at when it arrives, or would have
 * @param payment what happened at M-PESA, whatever the body says
 */
@SuppressWarnings("ArrayRecordComponent") // Bodies are sent, never compared.
public record Delivery(Instant at, SimulatedPayment payment, byte[] body, Kind kind) {

  /** What sets a callback apart from others about the same payment. */
  public enum Kind {
    FIRST,
    /** The same bytes were on their way already. */
    REPEAT,
    /** Another amount than the one that was paid. */
    TAMPERED,
    /** Never arrives; nobody is told. */
    LOST
  }

  public String receipt() {
    return payment.receipt();
  }

  public boolean repeat() {
    return kind == Kind.REPEAT;
  }

  public boolean tampered() {
    return kind == Kind.TAMPERED;
  }

  public boolean lost() {
    return kind == Kind.LOST;
  }

  /** Leaves out the body, which names people. */
  @Override
  public String toString() {
    return receipt() + " at " + at + (kind == Kind.FIRST ? "" : " " + kind);
  }
}
