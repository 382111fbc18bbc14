package tillsight.server.simulator;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
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
  private final Agenda agenda;
  private final Promise<Void> stopped = Promise.promise();
  private Instant lastSent;
  private boolean stopping;

  LiveFeed(Vertx vertx, SimulatorOptions options, Instant from, @Nullable Duration quietMax) {
    this.vertx = vertx;
    this.options = options;
    this.quietMax = quietMax;
    context = vertx.getOrCreateContext();
    courier = new Courier(vertx, options);
    agenda =
        new Agenda(
            options.shop().plan(from, from.plus(AHEAD)),
            mpesa(from),
            options.faults(),
            options.mix());
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
    agenda.until(now);
    var delivery = agenda.arrived(now);
    for (var sent = 1; delivery != null; sent++) {
      lastSent = now;
      courier.deliver(delivery, System.nanoTime());
      delivery = sent < BURST_MAX ? agenda.arrived(now) : null;
    }
    if (quietMax != null && !now.isBefore(lastSent.plus(quietMax))) {
      lastSent = now;
      agenda.passBy(options.shop().passerBy(now));
    }
    var pause = Duration.between(now, agenda.next()).toMillis();
    vertx.setTimer(Math.clamp(pause, 1, CLOCK_READ_MS), _ -> tick());
  }

  /** The books of the options, or new ones that know the day so far. */
  private Mpesa mpesa(Instant from) {
    if (options.mpesa() != null) {
      return options.mpesa();
    }
    var mpesa = Mpesa.withoutMemory(options.shop());
    mpesa.replay(options.shop().plan(midnight(from), from), _ -> true);
    return mpesa;
  }

  private static Instant midnight(Instant at) {
    var date = at.atOffset(WallTime.NAIROBI).toLocalDate();
    return date.atStartOfDay().toInstant(WallTime.NAIROBI);
  }
}
