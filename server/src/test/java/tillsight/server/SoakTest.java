package tillsight.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tillsight.server.access.Seal;
import tillsight.server.business.BusinessFile;
import tillsight.server.business.Businesses;
import tillsight.server.cli.Terminal;
import tillsight.server.simulator.DarajaSimulator;
import tillsight.server.simulator.Faults;
import tillsight.server.simulator.LoadRun;
import tillsight.server.simulator.Movement;
import tillsight.server.simulator.Mpesa;
import tillsight.server.simulator.Outcome;
import tillsight.server.simulator.Outlet;
import tillsight.server.simulator.Profile;
import tillsight.server.simulator.Shop;
import tillsight.server.simulator.SimulatorOptions;
import tillsight.server.simulator.safaricom.DarajaApp;
import tillsight.server.simulator.safaricom.DarajaOptions;
import tillsight.server.simulator.safaricom.DarajaServer;
import tillsight.server.simulator.safaricom.PullClock;
import tillsight.server.simulator.safaricom.Quirk;
import tillsight.server.simulator.safaricom.Quirks;

/**
 * A bad day, all at once: callbacks are lost, repeated and overtaken, PostgreSQL is killed and
 * stays away, the server is killed and killed again. After the next Pull the ledger must hold what
 * M-PESA's own books hold, to the cent, and what was acknowledged must have been stored without its
 * help.
 *
 * <p>At full length, five minutes, with {@code ./tillsight test --soak}.
 */
@Tag("soak")
class SoakTest {

  private static final Logger log = LoggerFactory.getLogger(SoakTest.class);

  private static final long SEED = Long.getLong("tillsight.seed", 20_260_302L);
  private static final Duration LENGTH = Duration.ofSeconds(Long.getLong("soak.seconds", 50));
  private static final int RATE = 300;
  private static final String DARAJA =
      """
          daraja:
            consumerKey: "%s"
            consumerSecret: "%s"
            shortcode: "600984"
            c2bVersion: v2
      """;

  private final Profile profile =
      Profile.of(
          "Acme Stores",
          List.of(
              new Outlet("600984", Outlet.Kind.PAYBILL, "Westlands", null),
              new Outlet("5120001", Outlet.Kind.BUY_GOODS, "Westlands", "5120000"),
              new Outlet("5120000", Outlet.Kind.HEAD_OFFICE, null, null)));
  private final Vertx vertx = Vertx.vertx();
  private final KillablePostgres postgres = new KillablePostgres();
  private final ConcurrentLinkedQueue<Outcome> outcomes = new ConcurrentLinkedQueue<>();
  private final Map<String, String> settings = new HashMap<>();

  @AfterEach
  void close() {
    vertx.close().await();
    postgres.close();
  }

  @Test
  @Timeout(value = 20, unit = TimeUnit.MINUTES)
  void holdsWhatMpesaHoldsAfterTheNextPull() throws Exception {
    log.info("The seed is {}, the length {} s", SEED, LENGTH.toSeconds());
    var shop = new Shop(SEED, profile);
    var mpesa = Mpesa.of(shop);
    var app = DarajaApp.of(profile);
    var daraja = DarajaServer.start(vertx, mpesa, options(app)).await();
    new Businesses(postgres.pool(), new Seal(new byte[32]))
        .apply(
            BusinessFile.read(
                TestServer.BUSINESS + DARAJA.formatted(app.consumerKey(), app.consumerSecret())),
            false);
    settings.putAll(settings(daraja.url()));

    trade(shop, mpesa);

    var heard = stored(null);
    assertThat(run("jobs", "run", "pull")).isZero();
    compare(mpesa, heard);
  }

  /**
   * Kills are spread over the run; the second of PostgreSQL lasts, and the server falls into it.
   */
  private void trade(Shop shop, Mpesa mpesa) throws Exception {
    var server = ServerProcess.start(settings);
    var run = start(shop, mpesa);
    pass(run, 0.10);
    server.kill();
    server = ServerProcess.start(settings);
    pass(run, 0.10);
    postgres.kill();
    postgres.start();
    pass(run, 0.15);
    postgres.kill();
    pass(run, 0.10);
    server.kill();
    server = ServerProcess.start(settings);
    pass(run, 0.10);
    postgres.start();
    pass(run, 0.15);
    server.kill();
    server = ServerProcess.start(settings);
    var result = run.result().await();
    SpoolWatch.awaitEmpty(settings);
    server.stop();
    // Louder than commands, which run in this process too and turn down what is only news.
    log.warn(
        "{} callbacks sent, {} accepted, {} never answered, {} lost on purpose, p99 {} ms",
        result.sent(),
        result.accepted(),
        result.failed(),
        result.lost(),
        result.p99Ms());
  }

  private void compare(Mpesa mpesa, Set<String> heard) {
    var truth =
        mpesa.truth(null, Instant.MIN, Instant.MAX).stream()
            .filter(line -> line.kind() == Movement.Kind.PAYMENT)
            .collect(Collectors.toMap(Movement::receipt, SoakTest::facts));
    var ledger = ledger();
    var acknowledged =
        outcomes.stream()
            .filter(Outcome::isAccepted)
            .map(outcome -> outcome.delivery().receipt())
            .collect(Collectors.toSet());
    log.warn(
        "{} paid, {} acknowledged, {} stored by themselves, {} recovered by Pull",
        truth.size(),
        acknowledged.size(),
        heard.size(),
        stored("pull").size());

    assertThat(heard).as("acknowledged, so stored without Pull").containsAll(acknowledged);
    assertThat(ledger).isEqualTo(truth);
    assertThat(cents("SELECT sum(amount_cents)::bigint AS n FROM payment"))
        .isEqualTo(
            mpesa.truth(null, Instant.MIN, Instant.MAX).stream()
                .filter(line -> line.kind() == Movement.Kind.PAYMENT)
                .mapToLong(Movement::amountCents)
                .sum());
    assertThat(Ledger.contradictions(postgres.pool())).isEmpty();
    assertThat(cents("SELECT count(*) AS n FROM quarantine")).isZero();
    assertThat(truth.size()).as("there was a load").isGreaterThan((int) LENGTH.toSeconds() * 200);
    assertThat(stored("pull")).as("something had to be recovered").isNotEmpty();
  }

  private LoadRun start(Shop shop, Mpesa mpesa) {
    var target = URI.create("http://localhost:" + settings.get("TILLSIGHT_HTTP_PORT"));
    return DarajaSimulator.start(
        vertx,
        SimulatorOptions.to(target, TestServer.TOKEN, shop)
            .withRate(RATE, LENGTH)
            .withFaults(Faults.parse("loss=0.1,duplicates=0.05,reorder=0.2", SEED))
            .withWitness(outcomes::add)
            .withMpesa(mpesa));
  }

  /** Lets a share of the run pass by; it must not end meanwhile. */
  private static void pass(LoadRun run, double share) throws Exception {
    var millis = (long) (LENGTH.toMillis() * share);
    try {
      run.result().toCompletionStage().toCompletableFuture().get(millis, TimeUnit.MILLISECONDS);
      throw new AssertionError("the run ended too early");
    } catch (TimeoutException goesOn) {
      log.info("{} ms of the run have passed", millis);
    }
  }

  private static DarajaOptions options(DarajaApp app) {
    return DarajaOptions.of(app)
        .withSeed(SEED)
        .withQuirks(
            Quirks.DEFAULT
                .with(Quirk.PULL_REGISTRATION, 0)
                .with(Quirk.SPIKES, 0.02)
                .withPullClock(PullClock.NAIROBI_AS_Z));
  }

  private Map<String, String> settings(URI daraja) {
    return Map.of(
        "TILLSIGHT_DB",
        postgres.uri(),
        "TILLSIGHT_SPOOL_DIR",
        TestServer.spoolFolder().toAbsolutePath().toString(),
        "TILLSIGHT_DARAJA_URL",
        daraja.toString(),
        "TILLSIGHT_MODE",
        "demo",
        "TILLSIGHT_SECRETS_KEY",
        Base64.getEncoder().encodeToString(new byte[32]),
        "TILLSIGHT_HTTP_PORT",
        Integer.toString(TestServer.freePort()),
        "TILLSIGHT_MANAGEMENT_PORT",
        Integer.toString(TestServer.freePort()));
  }

  private int run(String... command) {
    var out = new StringWriter();
    var print = new PrintWriter(out, true);
    var code = Main.run(new Terminal(settings, print, print), command);
    log.info("{} said: {}", String.join(" ", command), out);
    return code;
  }

  /** Receipts that came in this way, or by callback. */
  private Set<String> stored(String kind) {
    var receipts = ConcurrentHashMap.<String>newKeySet();
    var by =
        kind == null ? "kind = 'confirmation'" : "kind = '" + kind + "' AND outcome = 'booked'";
    Ledger.rows(postgres.pool(), "SELECT receipt FROM callback WHERE " + by)
        .forEach(row -> receipts.add(row.getString("receipt")));
    return receipts;
  }

  private Map<String, String> ledger() {
    var ledger = new HashMap<String, String>();
    Ledger.rows(
            postgres.pool(),
            """
            SELECT p.receipt, p.amount_cents, p.paid_at, t.code
            FROM payment p JOIN till t ON t.business_id = p.business_id AND t.id = p.till_id
            """)
        .forEach(
            row ->
                ledger.put(
                    row.getString("receipt"),
                    facts(
                        row.getString("code"),
                        row.getLong("amount_cents"),
                        row.getOffsetDateTime("paid_at").toInstant())));
    return ledger;
  }

  private static String facts(Movement line) {
    return facts(line.shortCode(), line.amountCents(), line.at());
  }

  private static String facts(String code, long cents, Instant at) {
    return cents + " cents to " + code + " at " + at.truncatedTo(ChronoUnit.SECONDS);
  }

  private long cents(String sql) {
    return Ledger.rows(postgres.pool(), sql).getFirst().getLong("n");
  }
}
