package tillsight.server.reconciliation;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Counts what came of Pulls, and shows how far behind each short code is. */
final class PullMeters {

  private final MeterRegistry registry;
  private final MultiGauge lag;

  PullMeters(MeterRegistry registry) {
    this.registry = registry;
    this.lag =
        MultiGauge.builder("tillsight.pull.lag")
            .baseUnit("seconds")
            .description("how long ago the ledger last held all that Daraja told")
            .register(registry);
  }

  void ran(String outcome) {
    registry.counter("tillsight.pull.runs", "outcome", outcome).increment();
  }

  void lag(List<PullAccount> accounts, Instant now) {
    lag.register(accounts.stream().flatMap(account -> row(account, now)).toList(), true);
  }

  private static Stream<MultiGauge.Row<Number>> row(PullAccount account, Instant now) {
    var until = account.provenUntil();
    return until == null
        ? Stream.empty()
        : Stream.of(
            MultiGauge.Row.of(
                Tags.of(
                    "business",
                    Integer.toString(account.businessId()),
                    "short_code",
                    account.shortCode()),
                Duration.between(until, now).toSeconds()));
  }
}
