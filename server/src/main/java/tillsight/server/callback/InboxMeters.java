package tillsight.server.callback;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/** What Prometheus is told of the inbox: outcomes, batch sizes, commit and answer times, queue. */
public final class InboxMeters {

  private final MeterRegistry registry;
  private final List<IntSupplier> queues = new CopyOnWriteArrayList<>();
  private final DistributionSummary batchSize;
  private final Timer commitTime;
  private final Timer answerTime;
  private final Counter failures;
  private final Map<String, Counter[]> outcomes = new ConcurrentHashMap<>();

  public InboxMeters(MeterRegistry registry) {
    this.registry = registry;
    this.batchSize =
        DistributionSummary.builder("tillsight.inbox.batch.size")
            .description("Callbacks in one commit")
            .serviceLevelObjectives(1, 4, 16, 64, 256, Inbox.BATCH_MAX)
            .register(registry);
    this.commitTime = timer("tillsight.inbox.commit", "From sending a batch to its commit");
    this.answerTime = timer("tillsight.inbox.ack", "From the arrival of a callback to its answer");
    this.failures =
        Counter.builder("tillsight.inbox.commit.failures")
            .description("Commits that failed and were tried again")
            .register(registry);
    Gauge.builder(
            "tillsight.inbox.queue", () -> queues.stream().mapToInt(IntSupplier::getAsInt).sum())
        .description("Callbacks that wait for a commit")
        .strongReference(true)
        .register(registry);
  }

  /** A callback that was turned away before it reached the inbox. */
  public void refused(String kind, String reason) {
    Counter.builder("tillsight.callbacks.refused")
        .description("Callbacks that were answered with an error")
        .tags("kind", kind, "reason", reason)
        .register(registry)
        .increment();
  }

  void queue(IntSupplier length) {
    queues.add(length);
  }

  void commit(int size, long nanos) {
    batchSize.record(size);
    commitTime.record(Duration.ofNanos(nanos));
  }

  void failed() {
    failures.increment();
  }

  void answered(String kind, Outcome outcome, long nanos) {
    answerTime.record(nanos, TimeUnit.NANOSECONDS);
    stored(kind, outcome);
  }

  /** One that was answered before, from the spool. */
  void stored(String kind, Outcome outcome) {
    outcomes.computeIfAbsent(kind, this::counters)[outcome.ordinal()].increment();
  }

  private Counter[] counters(String kind) {
    return Arrays.stream(Outcome.values())
        .map(
            outcome ->
                Counter.builder("tillsight.callbacks")
                    .description("Callbacks stored, by what became of them")
                    .tags("kind", kind, "outcome", outcome.name().toLowerCase(Locale.ROOT))
                    .register(registry))
        .toArray(Counter[]::new);
  }

  private Timer timer(String name, String description) {
    return Timer.builder(name)
        .description(description)
        .serviceLevelObjectives(
            Duration.ofMillis(1),
            Duration.ofMillis(5),
            Duration.ofMillis(15),
            Duration.ofMillis(60),
            Duration.ofMillis(250),
            Duration.ofSeconds(1),
            Duration.ofSeconds(5))
        .register(registry);
  }
}
