package tillsight.server.simulator;

import java.time.Instant;

/**
 * One callback on its way, or one that got lost on it.
 *
 * @param at when it arrives, or would have
 * @param repeat if the same callback was on its way already
 * @param lost if it never arrives; nobody is told
 */
@SuppressWarnings("ArrayRecordComponent") // Bodies are sent, never compared.
public record Delivery(
    Instant at, SimulatedPayment payment, byte[] body, boolean repeat, boolean lost) {

  public String receipt() {
    return payment.receipt();
  }

  /** Leaves out the body, which names people. */
  @Override
  public String toString() {
    return receipt() + " at " + at + (repeat ? " again" : "") + (lost ? " lost" : "");
  }
}
