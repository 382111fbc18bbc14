package tillsight.server.simulator;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Iterator;

/**
 * Sends callbacks at a fixed rate, however the server fares.
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
  private final Iterator<Delivery> deliveries;
  private final Courier courier;
  private long timer;
  private long started;
  private long sent;
  private boolean exhausted;

  LoadRun(Vertx vertx, SimulatorOptions options) {
    this.vertx = vertx;
    this.options = options;
    context = vertx.getOrCreateContext();
    courier = new Courier(vertx, options);
    var payments = Math.max(1, Math.round(options.rate() * options.duration().toNanos() / 1e9));
    // Late ones must arrive while the run lasts, not minutes after it.
    var lateMax = min(options.faults().lateMax(), options.duration().dividedBy(5));
    deliveries =
        options
            .faults()
            .withLateMax(lateMax)
            .deliveries(
                options.shop().rush(options.clock().instant(), options.rate()).limit(payments),
                options.mix());
    // The shop's population is made before the clock starts, or it would count as latency.
    exhausted = !deliveries.hasNext();
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
    var due = (long) ((System.nanoTime() - started) * options.rate() / 1e9) + 1;
    while (!exhausted && sent < due && courier.under() < UNDER_WAY_MAX) {
      if (deliveries.hasNext()) {
        send(deliveries.next());
      } else {
        exhausted = true;
      }
    }
    if (exhausted && courier.under() == 0) {
      vertx.cancelTimer(timer);
      var counted = courier.result();
      courier.close().onComplete(_ -> result.tryComplete(counted));
    }
  }

  private void send(Delivery delivery) {
    courier.deliver(delivery, started + (long) (sent * 1e9 / options.rate()));
    sent += delivery.lost() ? 0 : 1;
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
