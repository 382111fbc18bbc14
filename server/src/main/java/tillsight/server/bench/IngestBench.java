package tillsight.server.bench;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.pgclient.PgConnectOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import tillsight.server.Config;
import tillsight.server.Nodes;
import tillsight.server.Server;
import tillsight.server.access.Seal;

/**
 * Durable confirmations a second through the whole production path, beside plain inserts into the
 * same PostgreSQL. Both are measured in turns, so that the ratios survive a noisy machine.
 */
public final class IngestBench {

  private static final int OPEN_RATE = 1_000;
  private static final Duration WARM_UP = Duration.ofSeconds(15);
  private static final Duration SETTLE = Duration.ofSeconds(2);
  private static final String[] TILLS = {
    "9900001", "9900002", "9900003", "9900004", "9900005", "9900006", "9900007", "9900008"
  };
  private static final String[] OTHER_TILL = {"9900009"};

  private final PgConnectOptions options;
  private final Config config;
  private final int rounds;
  private final Duration measured;
  private final Consumer<String> say;
  private final Seal seal;
  private int loads;

  /** One round, ours and the yardsticks'. */
  private record Round(Load.Result few, Load.Result many, double batched, double single) {}

  /** Medians over all rounds; latencies in milliseconds. */
  public record Result(
      double rate,
      double p50Ms,
      double p99Ms,
      double rate64,
      double p50Ms64,
      double p99Ms64,
      double batchedInsertRate,
      double singleInsertRate,
      double ratioToSingle,
      double ratioToBatched,
      double openLoopP50Ms,
      double openLoopP99Ms,
      double visibleP99Ms,
      long failed) {}

  /**
   * @param config ports and key of the server that is measured
   * @param say told what is being measured
   */
  public IngestBench(
      PgConnectOptions options,
      Config config,
      int rounds,
      Duration measured,
      Consumer<String> say) {
    this.options = options;
    this.config = config;
    this.rounds = rounds;
    this.measured = measured;
    this.say = say;
    this.seal = new Seal(config.requiredSecretsKey().bytes());
  }

  /** Blocks: call it from main or a virtual thread. */
  public Result run() {
    var node = Nodes.start(new Config.Cluster.Off()).await();
    try {
      var token =
          new BenchBusiness("Tillsight bench", "bench", TILLS).apply(node.vertx(), options, seal);
      var other =
          new BenchBusiness("Tillsight bench, visibility", "visible", OTHER_TILL)
              .apply(node.vertx(), options, seal);
      var server = Server.start(node, config, options, options).await();
      try {
        return measure(token, other);
      } finally {
        server.stop().await();
      }
    } finally {
      node.vertx().close().await();
    }
  }

  private Result measure(String token, String other) {
    // A generator of its own, so that it shares no event loop with what it measures.
    var vertx =
        Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(1));
    var yardstick = new Yardstick(vertx, options);
    try {
      yardstick.prepare();
      say.accept("Warming up");
      load(vertx, token).closed(512, Duration.ZERO, WARM_UP);
      yardstick.single(64, SETTLE);
      yardstick.batched(2, WARM_UP);
      var done = new ArrayList<Round>();
      for (var round = 1; round <= rounds; round++) {
        say.accept("Round %d of %d".formatted(round, rounds));
        yardstick.tidy();
        done.add(
            new Round(
                load(vertx, token).closed(64, SETTLE, measured),
                load(vertx, token).closed(512, SETTLE, measured),
                yardstick.batched(2, measured),
                yardstick.single(64, measured)));
      }
      say.accept("At " + OPEN_RATE + " a second");
      yardstick.tidy();
      var open = load(vertx, token).open(OPEN_RATE, 64, SETTLE, measured);
      var visibility =
          new Visibility(vertx, config.httpPort(), "visible@bench", BenchBusiness.PASSWORD);
      var visible =
          visibility.p99Ms(
              new Load(vertx, config.httpPort(), new Requests(other, OTHER_TILL, prefix(), loads)),
              OPEN_RATE,
              measured);
      return result(done, open, visible);
    } finally {
      yardstick.drop();
      vertx.close().await();
    }
  }

  private static Result result(List<Round> rounds, Load.Result open, double visible) {
    return new Result(
        median(rounds, round -> round.many().rate()),
        median(rounds, round -> round.many().ms(50)),
        median(rounds, round -> round.many().ms(99)),
        median(rounds, round -> round.few().rate()),
        median(rounds, round -> round.few().ms(50)),
        median(rounds, round -> round.few().ms(99)),
        median(rounds, Round::batched),
        median(rounds, Round::single),
        median(rounds, round -> round.many().rate() / round.single()),
        median(rounds, round -> round.many().rate() / round.batched()),
        open.ms(50),
        open.ms(99),
        visible,
        open.failed() + rounds.stream().mapToLong(r -> r.few().failed() + r.many().failed()).sum());
  }

  private static double median(List<Round> rounds, ToDoubleFunction<Round> figure) {
    var sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
    var middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private Load load(Vertx vertx, String token) {
    return new Load(vertx, config.httpPort(), new Requests(token, TILLS, prefix(), loads));
  }

  /** Receipts of each load begin with characters of their own. */
  private String prefix() {
    loads++;
    return "BN%c%c".formatted('A' + loads / 26, 'A' + loads % 26);
  }
}
