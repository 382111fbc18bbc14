package tillsight.server.reconciliation;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tillsight.server.reconciliation.StatedTime.Reading;

/**
 * Finds out how the times of a Pull are meant, because the zone behind them cannot be relied upon:
 * by receipts that both sides hold, else by what cannot be. Pure.
 */
final class PullClock {

  /** How far Pull reaches back. */
  static final Duration REACH = Duration.ofHours(48);

  /** How far two clocks may be apart and still mean the same. */
  static final Duration APART = Duration.ofSeconds(120);

  /** How far in the future a time may lie. */
  static final Duration AHEAD = Duration.ofMinutes(15);

  /** Something both sides hold: when Pull says it was paid, and when the ledger does. */
  record Overlap(StatedTime stated, Instant known) {}

  /**
   * What was found out.
   *
   * @param reading null if it cannot be told
   * @param seconds how far the stated times are ahead of the ledger's, in the middle; null without
   *     a receipt that both sides hold
   */
  record Verdict(@Nullable Reading reading, @Nullable Integer seconds) {

    /** What is wrong with the clock, in a sentence that says how far it is off. */
    String complaint() {
      return seconds == null
          ? "Its times could be UTC or Nairobi's, and no receipt that is known otherwise tells"
              + " which; nothing was stored. It is tried again; a confirmation or a statement with"
              + " one of its receipts settles it."
          : "Its times are %s those of payments that are known otherwise, and neither UTC nor Nairobi's wall clock explains that; nothing was stored. Compare a receipt on the M-PESA portal, and tell Safaricom's API support."
              .formatted(Spans.offBy(seconds));
    }
  }

  /** Whether it lies outside of what Pull reaches, however it is read. */
  static boolean isOutside(StatedTime time, Instant now) {
    return Arrays.stream(Reading.values()).noneMatch(reading -> isPossible(time.at(reading), now));
  }

  /**
   * Tells how all of these times are meant.
   *
   * @param last how they were meant the last time that this could be told
   */
  static Verdict judge(
      List<StatedTime> times, List<Overlap> overlaps, @Nullable Reading last, Instant now) {
    if (!overlaps.isEmpty()) {
      var seconds = median(overlaps, Reading.STATED);
      return new Verdict(fitting(overlaps).orElse(null), (int) seconds);
    }
    if (times.stream().noneMatch(StatedTime::saysUtc)) {
      return new Verdict(Reading.STATED, null);
    }
    Predicate<Reading> possible =
        reading -> times.stream().allMatch(time -> isPossible(time.at(reading), now));
    if (last != null && possible.test(last)) {
      return new Verdict(last, null);
    }
    var stated = possible.test(Reading.STATED);
    var nairobi = possible.test(Reading.NAIROBI);
    return new Verdict(stated == nairobi ? null : stated ? Reading.STATED : Reading.NAIROBI, null);
  }

  private static Optional<Reading> fitting(List<Overlap> overlaps) {
    return Arrays.stream(Reading.values())
        .filter(reading -> apart(overlaps, reading) < APART.toSeconds())
        .findFirst();
  }

  /** The middle one of the differences, whichever way they go. */
  private static long apart(List<Overlap> overlaps, Reading reading) {
    return middle(overlaps.stream().mapToLong(both -> Math.abs(ahead(both, reading))).toArray());
  }

  private static long median(List<Overlap> overlaps, Reading reading) {
    return middle(overlaps.stream().mapToLong(both -> ahead(both, reading)).toArray());
  }

  private static long ahead(Overlap both, Reading reading) {
    return Duration.between(both.known(), both.stated().at(reading)).toSeconds();
  }

  private static long middle(long[] values) {
    Arrays.sort(values);
    return values[(values.length - 1) / 2];
  }

  private static boolean isPossible(Instant at, Instant now) {
    return !at.isAfter(now.plus(AHEAD)) && !at.isBefore(now.minus(REACH).minus(AHEAD));
  }

  private PullClock() {}
}
