package tillsight.server.spool;

import java.time.Duration;

/**
 * Lets the spool become empty however much arrives. While it is drained, what goes in beyond a part
 * of what goes out waits for a moment: callers who wait for their answers then send less. It holds
 * nobody up for longer than that, and nobody at all at a rate that is below any drain's.
 */
final class Pace {

  private static final int A_SECOND = 1_000;
  private static final int PART = 4;
  private static final long BURST_MAX = 1_000;
  private static final long DELAY_MAX = Duration.ofMillis(200).toNanos();
  private static final long STALE = Duration.ofSeconds(1).toNanos();
  private static final long NANOS = Duration.ofSeconds(1).toNanos();

  private double free = BURST_MAX;
  private long countedAt;
  private long drainedAt = System.nanoTime() - STALE;

  void drained(int records, long now) {
    drainedAt = now;
    free = Math.min(free + (double) records / PART, BURST_MAX);
  }

  /** Milliseconds to wait before what has waited since then is taken; 0 to take it now. */
  long delayMs(long since, long now) {
    free = Math.min(free + (double) (now - countedAt) * A_SECOND / NANOS, BURST_MAX);
    countedAt = now;
    var left = DELAY_MAX - (now - since);
    return now - drainedAt > STALE || free > 0 || left <= 0
        ? 0
        : Duration.ofNanos(left).toMillis() / PART + 1;
  }

  void took(int records) {
    free = Math.max(free - records, -BURST_MAX);
  }
}
