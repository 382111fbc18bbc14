package tillsight.server.simulator;

import java.time.Duration;
import java.time.Instant;
import tillsight.server.simulator.Dice.Subject;

/**
 * The times at which nothing gets through to a business: one span in every period, somewhere in it,
 * as the seed has it.
 */
final class Darkness {

  private final long seed;
  private final Fault fault;
  private final double share;
  private final long periodMs;

  /**
   * @param share of each period
   */
  Darkness(long seed, Fault fault, double share, Duration period) {
    this.seed = seed;
    this.fault = fault;
    this.share = share;
    periodMs = Math.max(1, period.toMillis());
  }

  boolean covers(Instant at) {
    return share > 0 && spent(at) >= 0 && spent(at) < length();
  }

  /** When it gets light; what was held back keeps its order, before all that comes later. */
  Instant end(Instant at) {
    return at.plusMillis(length() - spent(at) - 1).plusNanos(spent(at));
  }

  /** Milliseconds since this period's span began; below zero before it. */
  private long spent(Instant at) {
    var period = Math.floorDiv(at.toEpochMilli(), periodMs);
    var dice = Dice.of(seed, Subject.DARKNESS, period, fault.ordinal());
    var begins = (long) (dice.share() * (periodMs - length()));
    return at.toEpochMilli() - period * periodMs - begins;
  }

  private long length() {
    return (long) (share * periodMs);
  }
}
