package tillsight.server.simulator;

import java.time.Instant;

/** Something that is going to happen at M-PESA. */
public sealed interface Planned {

  Instant at();

  /** Somebody pays; the balance is not known yet. */
  record Payment(SimulatedPayment payment) implements Planned {
    @Override
    public Instant at() {
      return payment.paidAt();
    }
  }

  /** A payment is given back. Without a receipt it is asked for, and refused if money is short. */
  record Reversal(SimulatedReversal reversal) implements Planned {
    @Override
    public Instant at() {
      return reversal.at();
    }
  }

  /** The takings of an account are settled. */
  record Settlement(Instant at, String receipt, String shortCode) implements Planned {}
}
