package tillsight.server.reconciliation;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How long confirmations took from the payment to us. */
record Delays(@Nullable Double p50, @Nullable Double p99) {

  static Delays of(List<LedgerPayment> payments) {
    var seconds =
        payments.stream()
            .filter(LedgerPayment::isLive)
            .mapToDouble(paid -> seconds(Duration.between(paid.paidAt(), paid.receivedAt())))
            .sorted()
            .toArray();
    return seconds.length == 0
        ? new Delays(null, null)
        : new Delays(rank(seconds, 0.5), rank(seconds, 0.99));
  }

  /** Clocks that disagree by a second make for no delay below zero. */
  private static double seconds(Duration delay) {
    return Math.max(0, delay.toMillis()) / 1000.0;
  }

  private static double rank(double[] sorted, double share) {
    return Arrays.stream(sorted)
        .skip((long) Math.ceil(share * sorted.length) - 1)
        .findFirst()
        .orElse(0);
  }
}
