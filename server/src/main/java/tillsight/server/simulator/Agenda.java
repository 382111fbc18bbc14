package tillsight.server.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Iterator;
import java.util.PriorityQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tillsight.server.simulator.Dice.Subject;
import tillsight.server.simulator.Movement.Kind;

/**
 * Carries out in M-PESA's books what is planned, when its time has come, and sends off what is told
 * of it. Nothing is booked before it happens, so what others do at M-PESA falls in its place.
 */
final class Agenda {

  private static final Duration SOON = Duration.ofSeconds(1);

  private final Iterator<? extends Planned> plan;
  // What the faults add to the plan while it is carried out.
  private final PriorityQueue<Planned> added =
      new PriorityQueue<>(Comparator.comparing(Planned::at));
  private final Mpesa mpesa;
  private final Faults faults;
  private final Way way;
  private @Nullable Planned next;

  Agenda(Stream<? extends Planned> plan, Mpesa mpesa, Faults faults, PayerMix mix) {
    this.plan = plan.iterator();
    this.mpesa = mpesa;
    this.faults = faults;
    way = new Way(faults, mix);
    advance();
  }

  /** Books all that happens up to a moment. */
  void until(Instant now) {
    for (var due = due(now); due != null; due = due(now)) {
      mpesa.carryOut(due, faults::announces).forEach(this::booked);
    }
  }

  /** Books a payment that was not planned. */
  void passBy(SimulatedPayment payment) {
    booked(mpesa.pay(payment, faults::announces));
  }

  /** The next callback that has arrived by now. */
  @Nullable Delivery arrived(Instant now) {
    return way.before(now.plusNanos(1));
  }

  /** When there is something to do next. */
  Instant next() {
    var happens = next == null ? Instant.MAX : next.at();
    var arrives = way.next();
    return happens.isBefore(arrives) ? happens : arrives;
  }

  /** If nothing is planned and nothing on its way. */
  boolean isDone() {
    return next == null && way.next().equals(Instant.MAX);
  }

  private @Nullable Planned due(Instant now) {
    var extra = added.peek();
    if (extra != null
        && !extra.at().isAfter(now)
        && (next == null || extra.at().isBefore(next.at()))) {
      return added.poll();
    }
    if (next == null || next.at().isAfter(now)) {
      return null;
    }
    var due = next;
    advance();
    return due;
  }

  private void advance() {
    next = plan.hasNext() ? plan.next() : null;
  }

  private void booked(Movement movement) {
    if (!movement.isIncoming()) {
      return;
    }
    var payment = movement.payment();
    way.send(payment);
    if (movement.kind() == Kind.PAYMENT && payment.isCustomers()) {
      addFaults(payment);
    }
  }

  private void addFaults(SimulatedPayment payment) {
    var undoing = Dice.of(faults.seed(), Subject.UNDOING, payment.receipt());
    if (undoing.falls(faults.share(Fault.REVERSALS))) {
      var delay = (long) (undoing.between(0.05, 1) * faults.lateMax().toMillis());
      var at = payment.paidAt().plus(SOON).plusMillis(delay);
      added.add(
          new Planned.Reversal(
              new SimulatedReversal(
                  at, "", payment.receipt(), payment.shortCode(), payment.amountCents())));
    }
    if (Dice.of(faults.seed(), Subject.SWEEP, payment.receipt())
        .falls(faults.share(Fault.SETTLEMENTS))) {
      added.add(new Planned.Settlement(payment.paidAt().plus(SOON), "", payment.shortCode()));
    }
  }
}
