package tillsight.server.simulator;

import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;
import tillsight.server.simulator.Delivery.Kind;
import tillsight.server.simulator.Dice.Subject;

/** The way from M-PESA to a business: callbacks leave it in the order of their arrival. */
final class Way {

  private static final int TAMPERED_SHILLINGS_MAX = 900;

  private final PriorityQueue<Delivery> under =
      new PriorityQueue<>(
          Comparator.comparing(Delivery::at)
              .thenComparing(Delivery::receipt)
              .thenComparing(Delivery::kind));
  private final Faults faults;
  private final PayerMix mix;

  Way(Faults faults, PayerMix mix) {
    this.faults = faults;
    this.mix = mix;
  }

  /** Sends off what is told of a payment. */
  void send(SimulatedPayment payment) {
    var fate = faults.fate(payment);
    var body = ConfirmationBody.of(payment, mix.form(payment));
    under.add(new Delivery(fate.at(), payment, body, fate.lost() ? Kind.LOST : Kind.FIRST));
    if (fate.again() != null) {
      under.add(new Delivery(fate.again(), payment, body, Kind.REPEAT));
    }
    if (fate.tampered() != null) {
      under.add(new Delivery(fate.tampered(), payment, tampered(payment), Kind.TAMPERED));
    }
  }

  /** The next that has arrived before a moment, if any. */
  @Nullable Delivery before(Instant moment) {
    var next = under.peek();
    return next != null && next.at().isBefore(moment) ? under.poll() : null;
  }

  /** When the next one arrives; {@link Instant#MAX} if none is on its way. */
  Instant next() {
    var next = under.peek();
    return next == null ? Instant.MAX : next.at();
  }

  private byte[] tampered(SimulatedPayment payment) {
    var dice = Dice.of(faults.seed(), Subject.TAMPERING, payment.receipt() + " amount");
    var more = (1 + dice.below(TAMPERED_SHILLINGS_MAX)) * 100L;
    return ConfirmationBody.of(payment.withAmount(payment.amountCents() + more), mix.form(payment));
  }
}
