package tillsight.server.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.stream.Stream;
import tillsight.server.simulator.Dice.Subject;

/**
 * What goes wrong between M-PESA and a business: callbacks that come twice, late, or never.
 *
 * <p>The fate of a callback follows from the seed and its receipt alone.
 *
 * @param duplicates share of the payments that are announced twice
 * @param reorder share that arrives after its successors
 * @param loss share that is never announced
 * @param lateMax longest delay of a late one
 */
public record Faults(long seed, double duplicates, double reorder, double loss, Duration lateMax) {

  public static final Faults NONE = new Faults(0, 0, 0, 0, Duration.ofMinutes(10));

  private static final double DUPLICATES = 0.05;
  private static final double REORDER = 0.20;
  private static final double LOSS = 0.02;
  private static final String REMEDY =
      "; write a list such as duplicates,reorder,loss or duplicates=0.05,loss=0.1";

  // A healthy callback is one to three seconds behind its payment.
  private static final long DELAY_MS_MIN = 1_000;
  private static final long DELAY_MS_MAX = 3_000;

  public Faults {
    for (var share : new double[] {duplicates, reorder, loss}) {
      if (!(share >= 0 && share <= 1)) {
        throw new IllegalArgumentException("a fault's share must be 0 to 1, not " + share);
      }
    }
    if (lateMax.isNegative()) {
      throw new IllegalArgumentException("the longest delay must not be negative");
    }
  }

  /** Reads {@code duplicates,reorder,loss} with or without shares; {@code none} is no fault. */
  public static Faults parse(String text, long seed) {
    var faults = new Faults(seed, 0, 0, 0, NONE.lateMax);
    if (text.isBlank() || text.strip().equals("none")) {
      return faults;
    }
    for (var item : text.split(",", -1)) {
      var sign = item.indexOf('=');
      var name = (sign < 0 ? item : item.substring(0, sign)).strip();
      var share = sign < 0 ? -1 : share(item.substring(sign + 1).strip(), name);
      faults = faults.with(name, share);
    }
    return faults;
  }

  public Faults withLateMax(Duration longest) {
    return new Faults(seed, duplicates, reorder, loss, longest);
  }

  /**
   * The callbacks of payments that come in order of time, in the order in which they arrive; lost
   * ones stand where they would have arrived.
   */
  public Iterator<Delivery> deliveries(Stream<SimulatedPayment> payments, PayerMix mix) {
    return new Arrivals(payments.iterator(), mix);
  }

  private Faults with(String name, double share) {
    return switch (name) {
      case "duplicates" -> new Faults(seed, share < 0 ? DUPLICATES : share, reorder, loss, lateMax);
      case "reorder" -> new Faults(seed, duplicates, share < 0 ? REORDER : share, loss, lateMax);
      case "loss" -> new Faults(seed, duplicates, reorder, share < 0 ? LOSS : share, lateMax);
      default -> throw new IllegalArgumentException("there is no fault '" + name + "'" + REMEDY);
    };
  }

  private static double share(String text, String name) {
    try {
      var share = Double.parseDouble(text);
      if (share >= 0 && share <= 1) {
        return share;
      }
    } catch (NumberFormatException e) {
      // Said below, together with numbers out of range.
    }
    throw new IllegalArgumentException(
        "the share of " + name + " is '" + text + "'; it must be a number from 0 to 1" + REMEDY);
  }

  /** Adds to a queue what becomes of a payment's callback. */
  private void send(SimulatedPayment payment, PayerMix mix, Queue<Delivery> way) {
    var dice = Dice.of(seed, Subject.DELIVERY, payment.receipt());
    var late = dice.falls(reorder) ? dice.between(0.05, 1) * lateMax.toMillis() : 0;
    var at = payment.paidAt().plusMillis((long) (dice.between(DELAY_MS_MIN, DELAY_MS_MAX) + late));
    var lost = dice.falls(loss);
    var body = ConfirmationBody.of(payment, mix.form(payment));
    way.add(new Delivery(at, payment, body, false, lost));
    if (dice.falls(duplicates) && !lost) {
      var again = at.plusMillis((long) (dice.share() * lateMax.toMillis() / 2));
      way.add(new Delivery(again, payment, body, true, false));
    }
  }

  /** Holds callbacks back until no payment yet to come can overtake them. */
  private final class Arrivals implements Iterator<Delivery> {

    private final Iterator<SimulatedPayment> payments;
    private final PayerMix mix;
    private final PriorityQueue<Delivery> way =
        new PriorityQueue<>(Comparator.comparing(Delivery::at).thenComparing(Delivery::receipt));
    private final ArrayDeque<Delivery> due = new ArrayDeque<>();
    private Instant reached = Instant.MIN;

    Arrivals(Iterator<SimulatedPayment> payments, PayerMix mix) {
      this.payments = payments;
      this.mix = mix;
    }

    @Override
    public boolean hasNext() {
      while (due.isEmpty() && (payments.hasNext() || !way.isEmpty())) {
        advance();
      }
      return !due.isEmpty();
    }

    @Override
    public Delivery next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return due.removeFirst();
    }

    private void advance() {
      if (payments.hasNext()) {
        var payment = payments.next();
        send(payment, mix, way);
        reached = payment.paidAt().plusMillis(DELAY_MS_MIN);
      } else {
        reached = Instant.MAX;
      }
      while (!way.isEmpty() && way.element().at().isBefore(reached)) {
        due.add(way.remove());
      }
    }
  }
}
