package tillsight.server.simulator;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Lets a shop trade in real time: each callback is sent when the clock reaches it.
 *
 * <p>If asked to, it sends passers-by when trade is slack, so that there is something to see at
 * night as well.
 */
public final class LiveFeed implements AutoCloseable {

  private static final Duration AHEAD = Duration.ofDays(3650);
  private static final long CLOCK_READ_MS = 1_000;

  // After a long sleep of the machine all that was missed is due at once.
  private static final int BURST_MAX = 500;

  private final Vertx vertx;
  private final SimulatorOptions options;
  private final @Nullable Duration quietMax;
  private final Context context;
  private final Courier courier;
  private final Iterator<Delivery> deliveries;
  private final Promise<Void> stopped = Promise.promise();
  private Delivery next;
  private Instant lastSent;
  private boolean stopping;

  LiveFeed(Vertx vertx, SimulatorOptions options, Instant from, @Nullable Duration quietMax) {
    this.vertx = vertx;
    this.options = options;
    this.quietMax = quietMax;
    context = vertx.getOrCreateContext();
    courier = new Courier(vertx, options);
    deliveries =
        options.faults().deliveries(options.shop().between(from, from.plus(AHEAD)), options.mix());
    next = deliveries.next();
    lastSent = options.clock().instant();
    context.runOnContext(_ -> tick());
  }

  /** What has been sent so far. */
  public Future<DarajaSimulator.Result> result() {
    var result = Promise.<DarajaSimulator.Result>promise();
    context.runOnContext(_ -> result.complete(courier.result()));
    return result.future();
  }

  /** Sends nothing more; completes when the connections are closed. */
  public Future<Void> stop() {
    context.runOnContext(
        _ -> {
          stopping = true;
          courier.close().onComplete(_ -> stopped.tryComplete());
        });
    return stopped.future();
  }

  @Override
  public void close() {
    stop();
  }

  private void tick() {
    if (stopping) {
      return;
    }
    var now = options.clock().instant();
    for (var i = 0; i < BURST_MAX && !next.at().isAfter(now); i++) {
      send(next, now);
      next = deliveries.next();
    }
    if (quietMax != null && !now.isBefore(lastSent.plus(quietMax))) {
      send(passerBy(now), now);
    }
    var pause = Duration.between(now, next.at()).toMillis();
    vertx.setTimer(Math.clamp(pause, 1, CLOCK_READ_MS), _ -> tick());
  }

  private void send(Delivery delivery, Instant now) {
    lastSent = now;
    courier.deliver(delivery, System.nanoTime());
  }

  private Delivery passerBy(Instant now) {
    var payment = options.shop().passerBy(now.minusSeconds(1));
    var body = ConfirmationBody.of(payment, options.mix().form(payment));
    return new Delivery(now, payment, body, false, false);
  }
}
