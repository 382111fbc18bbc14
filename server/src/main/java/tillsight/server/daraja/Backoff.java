package tillsight.server.daraja;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How often, and after how long, something is tried again: longer each time, and at random, so that
 * many who were refused together do not come back together.
 *
 * @param attempts in all, the first included
 * @param base the longest first wait; it doubles each time
 * @param waitMax no wait is longer
 */
record Backoff(int attempts, Duration base, Duration waitMax) {

  static final Backoff USUAL = new Backoff(4, Duration.ofMillis(500), Duration.ofSeconds(8));

  /** How long to wait after so many attempts; at least a millisecond, as timers want it. */
  long waitMs(int attemptsMade) {
    var longest = Math.min(base.toMillis() << Math.min(attemptsMade - 1, 16), waitMax.toMillis());
    return 1 + ThreadLocalRandom.current().nextLong(longest + 1);
  }
}
