package tillsight.server.simulator;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What to send, where to, and how.
 *
 * @param target address of the server, without the callback's path
 * @param rate payments a second
 * @param warmUp first part of the duration, whose latencies are not measured
 * @param retry if an unanswered or 503 callback is tried again; reports differ on what Safaricom
 *     does
 * @param clock what the payments' times are taken from
 * @param witness is told what became of each, lost ones included
 * @param mpesa the books that all of it is booked in; without them only balances are kept
 */
public record SimulatorOptions(
    URI target,
    String token,
    Shop shop,
    double rate,
    Duration duration,
    Duration warmUp,
    Faults faults,
    PayerMix mix,
    int connections,
    boolean retry,
    InstantSource clock,
    Consumer<Outcome> witness,
    @Nullable Mpesa mpesa) {

  /** Most connections that are open at once. */
  public static final int CONNECTIONS_MAX = 4_096;

  public SimulatorOptions {
    var scheme = String.valueOf(target.getScheme()).toLowerCase(Locale.ROOT);
    if (target.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
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
    if (!duration.isPositive()) {
      throw new IllegalArgumentException("the duration must be longer than nothing");
    }
    if (warmUp.isNegative() || warmUp.compareTo(duration) >= 0) {
      throw new IllegalArgumentException("the warm-up must be shorter than the duration");
    }
    if (connections < 1 || connections > CONNECTIONS_MAX) {
      throw new IllegalArgumentException(
          "connections must be 1 to " + CONNECTIONS_MAX + ", not " + connections);
    }
  }

  /** Ten a second for a minute, without faults, over at most 64 connections. */
  public static SimulatorOptions to(URI target, String token, Shop shop) {
    return new SimulatorOptions(
        target,
        token,
        shop,
        10,
        Duration.ofMinutes(1),
        Duration.ZERO,
        Faults.NONE,
        PayerMix.DEFAULT,
        64,
        false,
        InstantSource.system(),
        _ -> {},
        null);
  }

  public SimulatorOptions withRate(double aSecond, Duration length) {
    return new SimulatorOptions(
        target,
        token,
        shop,
        aSecond,
        length,
        warmUp,
        faults,
        mix,
        connections,
        retry,
        clock,
        witness,
        mpesa);
  }

  /** Leaves the latencies of the first part out: cold code and new connections are slow. */
  public SimulatorOptions withWarmUp(Duration first) {
    return new SimulatorOptions(
        target,
        token,
        shop,
        rate,
        duration,
        first,
        faults,
        mix,
        connections,
        retry,
        clock,
        witness,
        mpesa);
  }

  public SimulatorOptions withFaults(Faults other) {
    return new SimulatorOptions(
        target,
        token,
        shop,
        rate,
        duration,
        warmUp,
        other,
        mix,
        connections,
        retry,
        clock,
        witness,
        mpesa);
  }

  public SimulatorOptions withMix(PayerMix other) {
    return new SimulatorOptions(
        target,
        token,
        shop,
        rate,
        duration,
        warmUp,
        faults,
        other,
        connections,
        retry,
        clock,
        witness,
        mpesa);
  }

  public SimulatorOptions withConnections(int most) {
    return new SimulatorOptions(
        target, token, shop, rate, duration, warmUp, faults, mix, most, retry, clock, witness,
        mpesa);
  }

  public SimulatorOptions withRetry(boolean wanted) {
    return new SimulatorOptions(
        target,
        token,
        shop,
        rate,
        duration,
        warmUp,
        faults,
        mix,
        connections,
        wanted,
        clock,
        witness,
        mpesa);
  }

  public SimulatorOptions withClock(InstantSource other) {
    return new SimulatorOptions(
        target,
        token,
        shop,
        rate,
        duration,
        warmUp,
        faults,
        mix,
        connections,
        retry,
        other,
        witness,
        mpesa);
  }

  public SimulatorOptions withWitness(Consumer<Outcome> other) {
    return new SimulatorOptions(
        target,
        token,
        shop,
        rate,
        duration,
        warmUp,
        faults,
        mix,
        connections,
        retry,
        clock,
        other,
        mpesa);
  }

  /** Books everything, lost or not, in the given books; they must be of the same seed and shop. */
  public SimulatorOptions withMpesa(Mpesa books) {
    return new SimulatorOptions(
        target,
        token,
        shop,
        rate,
        duration,
        warmUp,
        faults,
        mix,
        connections,
        retry,
        clock,
        witness,
        books);
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
