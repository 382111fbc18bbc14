package tillsight.server.simulator;

import java.time.Duration;
import org.HdrHistogram.Histogram;

/** Counts what became of deliveries, and how long the answers took. Used by one thread. */
final class Tally {

  private static final long LATENCY_NANOS_MAX = Duration.ofMinutes(10).toNanos();

  private final Histogram latencies = new Histogram(LATENCY_NANOS_MAX, 3);
  private final long started = System.nanoTime();
  private long measuredFrom = started;
  private long accepted;
  private long refused;
  private long failed;
  private long retried;
  private long repeats;
  private long tampered;
  private long lost;
  private String trouble = "";

  /** Leaves out the latencies of what was due earlier. */
  void measureFrom(long nanos) {
    measuredFrom = nanos;
  }

  void lost() {
    lost++;
  }

  void retried(String why) {
    retried++;
    trouble(why);
  }

  void answered(Delivery delivery, int status, long dueNanos, long nanos) {
    repeats += delivery.repeat() ? 1 : 0;
    tampered += delivery.tampered() ? 1 : 0;
    if (status == 200) {
      accepted++;
      if (dueNanos >= measuredFrom) {
        latencies.recordValue(Math.clamp(nanos, 0, LATENCY_NANOS_MAX));
      }
    } else {
      refused++;
      trouble("answered " + status);
    }
  }

  void failed(Delivery delivery, String why) {
    repeats += delivery.repeat() ? 1 : 0;
    tampered += delivery.tampered() ? 1 : 0;
    failed++;
    trouble(why);
  }

  DarajaSimulator.Result result() {
    return new DarajaSimulator.Result(
        accepted + refused + failed,
        accepted,
        refused,
        failed,
        retried,
        repeats,
        tampered,
        lost,
        Duration.ofNanos(System.nanoTime() - started),
        milliseconds(50),
        milliseconds(99),
        milliseconds(100),
        trouble);
  }

  private void trouble(String why) {
    if (trouble.isEmpty()) {
      trouble = why;
    }
  }

  private double milliseconds(double percentile) {
    return latencies.getValueAtPercentile(percentile) / 1e6;
  }
}
