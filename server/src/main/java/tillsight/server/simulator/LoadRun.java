package tillsight.server.simulator;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;

/**
 * Lets customers pay at a fixed rate and tells of it, however the server fares.
 *
 * <p>An open loop: what a slow server holds up counts from the moment it was due, so waiting shows
 * in the latencies instead of lowering the load.
 */
public final class LoadRun {

  private static final int UNDER_WAY_MAX = 50_000;
  private static final long TICK_MS = 1;

  private final Vertx vertx;
  private final SimulatorOptions options;
  private final Context context;
  private final Promise<DarajaSimulator.Result> result = Promise.promise();
  private final Instant began;
  private final Agenda agenda;
  private final Courier courier;
  private long timer;
  private long started;
  private boolean exhausted;

  LoadRun(Vertx vertx, SimulatorOptions options) {
    this.vertx = vertx;
    this.options = options;
    context = vertx.getOrCreateContext();
    courier = new Courier(vertx, options);
    began = options.clock().instant();
    var payments = Math.max(1, Math.round(options.rate() * options.duration().toNanos() / 1e9));
    // Late ones must arrive while the run lasts, not minutes after it.
    var lateMax = min(options.faults().lateMax(), options.duration().dividedBy(5));
    var shop = options.shop();
    // The first payments are made a moment earlier, so that their callbacks are due at once. The
    // shop's population is made here, before the clock starts, or it would count as latency.
    agenda =
        new Agenda(
            shop.rush(began.minus(Faults.DELAY_MIN), options.rate())
                .limit(payments)
                .map(Planned.Payment::new),
            options.mpesa() == null ? Mpesa.withoutMemory(shop) : options.mpesa(),
            options.faults().withLateMax(lateMax),
            options.mix());
    context.runOnContext(_ -> start());
  }

  /** Completes once every callback has been answered or given up. */
  public Future<DarajaSimulator.Result> result() {
    return result.future();
  }

  /** Sends nothing more, waits for what is under way, and tells the result so far. */
  public Future<DarajaSimulator.Result> stop() {
    context.runOnContext(
        _ -> {
          exhausted = true;
          courier.leave();
        });
    return result();
  }

  private void start() {
    started = System.nanoTime();
    courier.measureFrom(started + options.warmUp().toNanos());
    timer = vertx.setPeriodic(TICK_MS, _ -> tick());
  }

  private void tick() {
    var now = began.plusNanos(System.nanoTime() - started);
    if (!exhausted) {
      agenda.until(now);
    }
    while (!exhausted && courier.under() < UNDER_WAY_MAX) {
      var delivery = agenda.arrived(now);
      if (delivery == null) {
        exhausted = agenda.isDone();
        break;
      }
      courier.deliver(delivery, started + Duration.between(began, delivery.at()).toNanos());
    }
    if (exhausted && courier.under() == 0) {
      vertx.cancelTimer(timer);
      var counted = courier.result();
      courier.close().onComplete(_ -> result.tryComplete(counted));
    }
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
