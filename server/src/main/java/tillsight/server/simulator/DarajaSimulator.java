package tillsight.server.simulator;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Plays Safaricom: tells a business about the payments of a simulated shop. */
public final class DarajaSimulator {

  /** Most connections that are open at once. */
  public static final int CONNECTIONS_MAX = 4_096;

  private DarajaSimulator() {}

  /** Sends at a fixed rate for a while and tells how it went. */
  public static Future<Result> run(Vertx vertx, Options options) {
    return start(vertx, options).result();
  }

  /** The same, for a caller that may want to stop early. */
  public static LoadRun start(Vertx vertx, Options options) {
    return new LoadRun(vertx, options);
  }

  /** Follows the clock from now on. */
  public static LiveFeed live(
      Vertx vertx, URI target, String token, Shop shop, InstantSource clock) {
    var options = Options.to(target, token, shop).withClock(clock);
    return live(vertx, options, clock.instant(), null);
  }

  /**
   * Follows the options' clock, beginning with what was paid at {@code from}; rate and duration do
   * not apply. With {@code quietMax} no pause lasts longer: someone passes by and pays.
   */
  public static LiveFeed live(
      Vertx vertx, Options options, Instant from, @Nullable Duration quietMax) {
    return new LiveFeed(vertx, options, from, quietMax);
  }

  /**
   * What to send, where to, and how.
   *
   * @param target address of the server, without the callback's path
   * @param rate callbacks a second
   * @param retry if an unanswered or 503 callback is tried again; reports differ on what Safaricom
   *     does
   * @param clock what the payments' times are taken from
   * @param witness is told what became of each, lost ones included
   */
  public record Options(
      URI target,
      String token,
      Shop shop,
      double rate,
      Duration duration,
      Faults faults,
      PayerMix mix,
      int connections,
      boolean retry,
      InstantSource clock,
      Consumer<Outcome> witness) {

    public Options {
      var scheme = String.valueOf(target.getScheme()).toLowerCase(Locale.ROOT);
      if (target.getHost() == null || !scheme.equals("http") && !scheme.equals("https")) {
        throw new IllegalArgumentException(
            "the target is '" + target + "'; it must be like http://localhost:8088");
      }
      if (!token.matches("[A-Za-z0-9_~.-]+")) {
        throw new IllegalArgumentException(
            "that is no callback token; take the one that apply printed");
      }
      if (!(rate > 0 && rate <= Shop.RUSH_A_SECOND_MAX)) {
        throw new IllegalArgumentException("the rate must be above 0, not " + rate);
      }
      if (duration.isNegative() || duration.isZero()) {
        throw new IllegalArgumentException("the duration must be longer than nothing");
      }
      if (connections < 1 || connections > CONNECTIONS_MAX) {
        throw new IllegalArgumentException(
            "connections must be 1 to " + CONNECTIONS_MAX + ", not " + connections);
      }
    }

    /** Ten a second for a minute, without faults, over at most 64 connections. */
    public static Options to(URI target, String token, Shop shop) {
      return new Options(
          target,
          token,
          shop,
          10,
          Duration.ofMinutes(1),
          Faults.NONE,
          PayerMix.DEFAULT,
          64,
          false,
          InstantSource.system(),
          _ -> {});
    }

    public Options withRate(double aSecond, Duration length) {
      return new Options(
          target, token, shop, aSecond, length, faults, mix, connections, retry, clock, witness);
    }

    public Options withFaults(Faults other) {
      return new Options(
          target, token, shop, rate, duration, other, mix, connections, retry, clock, witness);
    }

    public Options withMix(PayerMix other) {
      return new Options(
          target, token, shop, rate, duration, faults, other, connections, retry, clock, witness);
    }

    public Options withConnections(int most) {
      return new Options(
          target, token, shop, rate, duration, faults, mix, most, retry, clock, witness);
    }

    public Options withRetry(boolean wanted) {
      return new Options(
          target, token, shop, rate, duration, faults, mix, connections, wanted, clock, witness);
    }

    public Options withClock(InstantSource other) {
      return new Options(
          target, token, shop, rate, duration, faults, mix, connections, retry, other, witness);
    }

    public Options withWitness(Consumer<Outcome> other) {
      return new Options(
          target, token, shop, rate, duration, faults, mix, connections, retry, clock, other);
    }

    /** Where callbacks of a kind go. */
    URI callback(String kind) {
      var base = target.toString().replaceAll("/+$", "");
      return URI.create(base + "/c2b/" + token + "/" + kind);
    }

    /** Leaves the token out. */
    @Override
    public String toString() {
      return rate + " a second to " + target + " for " + duration;
    }
  }

  /**
   * How a run went.
   *
   * @param sent callbacks that left, each counted once however often it was tried
   * @param refused answered with another status than 200
   * @param failed never answered
   * @param repeats how many of those sent were duplicates
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
