package tillsight.server.spool;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** What Prometheus is told of the spool: how much waits and for how long, and what is wrong. */
final class SpoolMeters {

  private final MeterRegistry registry;
  private final Counter appended;
  private final Counter refused;
  private final Counter drained;
  private final Timer appendTime;

  SpoolMeters(MeterRegistry registry) {
    this.registry = registry;
    this.appended = counter("appended", "Callbacks that were made safe in the spool");
    this.refused = counter("refused", "Callbacks that the spool could not take");
    this.drained = counter("drained", "Callbacks of the spool that PostgreSQL has got");
    this.appendTime =
        Timer.builder("tillsight.spool.append")
            .description("From handing a callback to the spool until it is safe on the disk")
            .serviceLevelObjectives(
                Duration.ofMillis(1),
                Duration.ofMillis(5),
                Duration.ofMillis(15),
                Duration.ofMillis(60),
                Duration.ofMillis(250),
                Duration.ofSeconds(1))
            .register(registry);
  }

  void watch(Supplier<SpoolState> state) {
    gauge("waiting", "Callbacks that wait in the spool", state, SpoolState::waiting);
    gauge("bytes", "What they take of the disk", state, SpoolState::bytes);
    gauge(
        "oldest.seconds",
        "For how long the first of them has waited",
        state,
        SpoolState::oldestSeconds);
    gauge("full", "1 if the spool takes nothing more", state, now -> now.full() ? 1 : 0);
    gauge(
        "set.aside",
        "Files with damaged or unreadable records, kept for a person",
        state,
        SpoolState::setAside);
  }

  void appended(int records, long nanos) {
    appended.increment(records);
    appendTime.record(nanos, TimeUnit.NANOSECONDS);
  }

  void refused(int records) {
    refused.increment(records);
  }

  void drained(int records) {
    drained.increment(records);
  }

  private Counter counter(String name, String description) {
    return Counter.builder("tillsight.spool." + name).description(description).register(registry);
  }

  private void gauge(
      String name,
      String description,
      Supplier<SpoolState> state,
      ToDoubleFunction<SpoolState> figure) {
    Gauge.builder("tillsight.spool." + name, () -> figure.applyAsDouble(state.get()))
        .description(description)
        .strongReference(true)
        .register(registry);
  }
}
