package tillsight.server.simulator;

import static java.util.stream.Collectors.joining;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tillsight.server.simulator.Dice.Subject;

/**
 * What goes wrong between M-PESA and a business: callbacks that come twice, late, changed, or
 * never; and what M-PESA does without a word.
 *
 * <p>The fate of a callback follows from the seed, its receipt and its time alone.
 *
 * @param shares how often each happens; one that is missing never does
 * @param lateMax longest delay of a late one
 */
public record Faults(long seed, Map<Fault, Double> shares, Duration lateMax) {

  public static final Faults NONE = new Faults(0, Map.of(), Duration.ofMinutes(10));

  private static final String REMEDY =
      "; write a list such as duplicates,reorder,loss or duplicates=0.05,loss=0.1, of "
          + Stream.of(Fault.values()).map(Fault::word).collect(joining(", "));

  /** A healthy callback is one to three seconds behind its payment. */
  static final Duration DELAY_MIN = Duration.ofSeconds(1);

  private static final Duration DELAY_MAX = Duration.ofSeconds(3);

  public Faults {
    shares = Map.copyOf(shares);
    for (var share : shares.values()) {
      if (!(share >= 0 && share <= 1)) {
        throw new IllegalArgumentException("a fault's share must be 0 to 1, not " + share);
      }
    }
    if (lateMax.isNegative()) {
      throw new IllegalArgumentException("the longest delay must not be negative");
    }
  }

  /** Reads a list of faults with or without shares; {@code none} is no fault. */
  public static Faults parse(String text, long seed) {
    var shares = new EnumMap<Fault, Double>(Fault.class);
    if (!text.isBlank() && !text.strip().equals("none")) {
      for (var item : text.split(",", -1)) {
        var sign = item.indexOf('=');
        var name = (sign < 0 ? item : item.substring(0, sign)).strip();
        var fault = fault(name);
        shares.put(fault, sign < 0 ? fault.share() : share(item.substring(sign + 1), name));
      }
    }
    return new Faults(seed, shares, NONE.lateMax);
  }

  public Faults with(Fault fault, double share) {
    var other = new EnumMap<Fault, Double>(Fault.class);
    other.putAll(shares);
    other.put(fault, share);
    return new Faults(seed, other, lateMax);
  }

  public Faults withSeed(long other) {
    return new Faults(other, shares, lateMax);
  }

  public Faults withLateMax(Duration longest) {
    return new Faults(seed, shares, longest);
  }

  public double share(Fault fault) {
    return shares.getOrDefault(fault, 0.0);
  }

  /** If a callback of this payment is sent, whatever becomes of it on the receiving side. */
  public boolean announces(SimulatedPayment payment) {
    return !fate(payment).lost();
  }

  /**
   * The callbacks of payments that come in order of time, in the order in which they arrive; lost
   * ones stand where they would have arrived.
   */
  public Iterator<Delivery> deliveries(Stream<SimulatedPayment> payments, PayerMix mix) {
    return new Arrivals(payments.iterator(), new Way(this, mix), DELAY_MIN);
  }

  Fate fate(SimulatedPayment payment) {
    var dice = Dice.of(seed, Subject.DELIVERY, payment.receipt());
    var late = dice.falls(share(Fault.REORDER)) ? dice.between(0.05, 1) * lateMax.toMillis() : 0;
    var healthy = dice.between((double) DELAY_MIN.toMillis(), (double) DELAY_MAX.toMillis());
    var delay = healthy + late;
    var at = afterBurst(payment.paidAt().plusMillis((long) delay));
    var lost = dice.falls(share(Fault.LOSS)) || isOut(at);
    var again = dice.falls(share(Fault.DUPLICATES)) && !lost ? later(at, dice.share() / 2) : null;
    var tampering = Dice.of(seed, Subject.TAMPERING, payment.receipt());
    var tampered =
        tampering.falls(share(Fault.TAMPER)) && !lost ? later(at, tampering.share() / 2) : null;
    return new Fate(at, lost, again, tampered);
  }

  /** When something else arrives after the first; null if it does not. */
  private @Nullable Instant later(Instant first, double shareOfDelay) {
    var at = first.plusMillis(1 + (long) (shareOfDelay * lateMax.toMillis()));
    return isOut(at) ? null : afterBurst(at);
  }

  private Instant afterBurst(Instant at) {
    var dark = darkness(Fault.BURST);
    return dark.covers(at) ? dark.end(at) : at;
  }

  private boolean isOut(Instant at) {
    return darkness(Fault.OUTAGE).covers(at);
  }

  private Darkness darkness(Fault fault) {
    return new Darkness(seed, fault, share(fault), lateMax.multipliedBy(2));
  }

  private static Fault fault(String name) {
    for (var fault : Fault.values()) {
      if (fault.word().equals(name)) {
        return fault;
      }
    }
    throw new IllegalArgumentException("there is no fault '" + name + "'" + REMEDY);
  }

  private static double share(String text, String name) {
    try {
      var share = Double.parseDouble(text.strip());
      if (share >= 0 && share <= 1) {
        return share;
      }
    } catch (NumberFormatException e) {
      // Said below, together with numbers out of range.
    }
    throw new IllegalArgumentException(
        "the share of "
            + name
            + " is '"
            + text.strip()
            + "'; it must be a number from 0 to 1"
            + REMEDY);
  }
}
