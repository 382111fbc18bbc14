package tillsight.server.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Holds callbacks back until no payment yet to come can overtake them. */
final class Arrivals implements Iterator<Delivery> {

  private final Iterator<SimulatedPayment> payments;
  private final Way way;
  private final Duration delayMin;
  private Instant reached = Instant.MIN;
  private @Nullable Delivery next;

  /**
   * @param delayMin no callback arrives sooner after its payment
   */
  Arrivals(Iterator<SimulatedPayment> payments, Way way, Duration delayMin) {
    this.payments = payments;
    this.way = way;
    this.delayMin = delayMin;
  }

  @Override
  public boolean hasNext() {
    if (next == null) {
      next = advance();
    }
    return next != null;
  }

  @Override
  public Delivery next() {
    if (!hasNext() || next == null) {
      throw new NoSuchElementException();
    }
    var delivery = next;
    next = null;
    return delivery;
  }

  private @Nullable Delivery advance() {
    var ready = way.before(reached);
    while (ready == null && payments.hasNext()) {
      var payment = payments.next();
      way.send(payment);
      reached = payment.paidAt().plus(delayMin);
      ready = way.before(reached);
    }
    return ready == null ? way.before(Instant.MAX) : ready;
  }
}
