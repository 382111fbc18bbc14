package tillsight.server.simulator;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Plays Safaricom: tells a business about the payments of a simulated shop. */
public final class DarajaSimulator {

  private DarajaSimulator() {}

  /** Lets customers pay at a fixed rate for a while and tells how telling of it went. */
  public static Future<Result> run(Vertx vertx, SimulatorOptions options) {
    return start(vertx, options).result();
  }

  /** The same, for a caller that may want to stop early. */
  public static LoadRun start(Vertx vertx, SimulatorOptions options) {
    return new LoadRun(vertx, options);
  }

  /** Follows the clock from now on. */
  public static LiveFeed live(
      Vertx vertx, URI target, String token, Shop shop, InstantSource clock) {
    var options = SimulatorOptions.to(target, token, shop).withClock(clock);
    return live(vertx, options, clock.instant(), null);
  }

  /**
   * Follows the options' clock, beginning with what was paid at {@code from}; rate and duration do
   * not apply. With {@code quietMax} no pause lasts longer: someone passes by and pays.
   */
  public static LiveFeed live(
      Vertx vertx, SimulatorOptions options, Instant from, @Nullable Duration quietMax) {
    return new LiveFeed(vertx, options, from, quietMax);
  }

  /**
   * How a run went.
   *
   * @param sent callbacks that left, each counted once however often it was tried
   * @param refused answered with another status than 200
   * @param failed never answered
   * @param repeats how many of those sent were duplicates
   * @param tampered how many of them told another amount than was paid
   * @param lost payments nobody was told about
   * @param trouble the first thing that went wrong; empty if nothing did
   */
  public record Result(
      long sent,
      long accepted,
      long refused,
      long failed,
      long retried,
      long repeats,
      long tampered,
      long lost,
      Duration elapsed,
      double p50Ms,
      double p99Ms,
      double maxMs,
      String trouble) {

    /** Answers a second over the whole run. */
    public double acceptedASecond() {
      return accepted / Math.max(1e-9, elapsed.toNanos() / 1e9);
    }
  }
}
