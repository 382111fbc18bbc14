package tillsight.server.bench;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import tillsight.db.EmbeddedDatabase;
import tillsight.server.Config;
import tillsight.server.Nodes;
import tillsight.server.Server;
import tillsight.server.access.Seal;

/**
 * What callers get while PostgreSQL is away: it is killed under load, stays away, and comes back to
 * take what has waited.
 */
public final class SpoolBench {

  private static final int RATE = 500;
  private static final int CONNECTIONS = 64;
  private static final Duration WARM_UP = Duration.ofSeconds(8);

  /** Of the measured time, before it is killed: the moment of the kill is to count. */
  private static final Duration BEFORE = Duration.ofSeconds(1);

  private static final Duration LOOK = Duration.ofMillis(2);
  private static final Duration DRAIN_MAX = Duration.ofMinutes(10);
  private static final String[] TILLS = {"9900001", "9900002", "9900003", "9900004"};

  private final Config config;
  private final Path folder;
  private final Duration away;
  private final Consumer<String> say;
  private final Seal seal;
  private EmbeddedDatabase database;

  /**
   * @param rate answered a second
   * @param spooled callbacks that waited in the spool when PostgreSQL came back
   * @param lost acknowledged and not in the tables in the end
   * @param drainRate callbacks a second from the spool into the tables
   */
  public record Result(
      double rate,
      double p50Ms,
      double p99Ms,
      double maxMs,
      long answered,
      long failed,
      long spooled,
      long lost,
      double drainRate) {}

  /**
   * @param folder where the database lies; it is killed and opened again
   * @param config ports and key of the server that is measured
   * @param say told what is being measured
   */
  public SpoolBench(
      EmbeddedDatabase database, Path folder, Config config, Duration away, Consumer<String> say) {
    this.database = database;
    this.folder = folder;
    this.config = config;
    this.away = away;
    this.say = say;
    this.seal = new Seal(config.requiredSecretsKey().bytes());
  }

  /** Leaves the database running; {@link #close} it. */
  public Result run() throws IOException {
    var node = Nodes.start(config).await();
    try {
      var token = new BenchBusiness("Bench", "owner", TILLS).apply(node.vertx(), options(), seal);
      var server = Server.start(node, config, options(), options()).await();
      try {
        return measure(token, node.registry());
      } finally {
        server.stop().await();
      }
    } finally {
      node.vertx().close().await();
    }
  }

  /** Stops whichever PostgreSQL runs now. */
  public void close() {
    database.close();
  }

  private Result measure(String token, MeterRegistry registry) throws IOException {
    // A generator of its own, so that it shares no event loop with what it measures.
    var vertx =
        Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(1));
    try {
      say.accept("Warming up");
      load(vertx, token, "BNA0").open(RATE, CONNECTIONS, Duration.ZERO, WARM_UP);
      say.accept("PostgreSQL goes away for %d s".formatted(away.toSeconds()));
      var kill = CompletableFuture.runAsync(this::killSoon);
      var load =
          load(vertx, token, "BNB0").open(RATE, CONNECTIONS, Duration.ZERO, BEFORE.plus(away));
      kill.join();
      var waiting = (long) registry.get("tillsight.spool.waiting").gauge().value();
      say.accept("PostgreSQL comes back; %,d callbacks wait".formatted(waiting));
      database = EmbeddedDatabase.open(folder, database.port());
      var drainRate = drain(registry, waiting);
      return new Result(
          load.rate(),
          load.ms(50),
          load.ms(99),
          load.ms(100),
          load.answered(),
          load.failed(),
          waiting,
          lost(vertx, load.acknowledged()),
          drainRate);
    } finally {
      vertx.close().await();
    }
  }

  private Load load(Vertx vertx, String token, String prefix) {
    return new Load(vertx, config.httpPort(), new Requests(token, TILLS, prefix, RATE));
  }

  private void killSoon() {
    LockSupport.parkNanos(BEFORE.toNanos());
    try {
      database.kill();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** From the first that comes into the tables to the last. */
  private static double drain(MeterRegistry registry, long waiting) {
    var gauge = registry.get("tillsight.spool.waiting").gauge();
    var deadline = System.nanoTime() + DRAIN_MAX.toNanos();
    var start = System.nanoTime();
    while (gauge.value() > 0) {
      if (System.nanoTime() - deadline > 0) {
        throw new IllegalStateException("the spool was not drained");
      }
      if (gauge.value() >= waiting) {
        start = System.nanoTime();
      }
      LockSupport.parkNanos(LOOK.toNanos());
    }
    return waiting / ((System.nanoTime() - start) / 1e9);
  }

  private long lost(Vertx vertx, Collection<String> acknowledged) {
    var pool = PgBuilder.pool().connectingTo(options()).using(vertx).build();
    try {
      var lost = new HashSet<>(acknowledged);
      for (var row : pool.query("SELECT receipt FROM callback").execute().await()) {
        lost.remove(row.getString(0));
      }
      return lost.size();
    } finally {
      pool.close().await();
    }
  }

  private PgConnectOptions options() {
    return new PgConnectOptions()
        .setHost("localhost")
        .setPort(database.port())
        .setDatabase(database.name())
        .setUser(database.user())
        .setPassword("")
        .setCachePreparedStatements(true);
  }
}
