package tillsight.server.reconciliation;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** A stretch of time that Daraja is asked about. */
record Window(Instant from, Instant to) {

  /** Nearly all that Pull reaches back: the margin is for clocks and for the time it takes. */
  private static final Duration ALL = PullClock.REACH.minusMinutes(10);

  /** Shorter ones are not halved: what does not fit in there is more than anybody is paid. */
  private static final Duration HALVED_MIN = Duration.ofMinutes(2);

  static Window upTo(Instant now) {
    var to = now.truncatedTo(ChronoUnit.SECONDS);
    return new Window(to.minus(ALL), to);
  }

  boolean canBeHalved() {
    return Duration.between(from, to).compareTo(HALVED_MIN) >= 0;
  }

  /** The later half first. Both hold the second between them, as it is not said which would. */
  List<Window> halves() {
    var middle = from.plus(Duration.between(from, to).dividedBy(2)).truncatedTo(ChronoUnit.SECONDS);
    return List.of(new Window(middle, to), new Window(from, middle));
  }
}
