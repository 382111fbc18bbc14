package tillsight.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.PoolOptions;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tillsight.db.EmbeddedDatabase;
import tillsight.db.Migrate;
import tillsight.server.access.Seal;
import tillsight.server.business.BusinessFile;
import tillsight.server.business.Businesses;
import tillsight.server.payment.Receipt;

/**
 * Kills the server under load, again and again. What it has acknowledged must be in the tables
 * exactly once, and the figures must equal a recount.
 */
@Tag("slow")
class CrashTest {

  private static final Logger log = LoggerFactory.getLogger(CrashTest.class);

  private static final long SEED = Long.getLong("tillsight.seed", 20_260_302L);
  private static final int KILLS = 10;
  private static final int CALLERS = 24;
  private static final int LIFE_MS_MIN = 400;
  private static final int LIFE_MS_MAX = 2_000;
  private static final String CONFIRMATION = "/c2b/" + TestServer.TOKEN + "/confirmation";
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");
  private static final String[] TILLS = {"600984", "5120001"};

  private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private final AtomicInteger sent = new AtomicInteger();
  private final Map<String, Integer> acknowledged = new ConcurrentHashMap<>();
  private volatile CountDownLatch up = new CountDownLatch(1);
  private volatile boolean enough;

  @Test
  @Timeout(value = 240, unit = TimeUnit.SECONDS)
  void losesNothingAndCountsNothingTwice() throws Exception {
    log.info("The seed is {}", SEED);
    var folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "crash");
    var vertx = Vertx.vertx();
    try (var database = EmbeddedDatabase.open(folder.resolve("db"))) {
      database.adopt();
      Migrate.run(database.jdbc());
      var postgres = pool(vertx, database);
      new Businesses(postgres, new Seal(new byte[32]))
          .apply(BusinessFile.read(TestServer.BUSINESS), false);

      crashAgainAndAgain(vertx, settings(database));

      log.info("{} receipts sent, {} acknowledged", sent.get(), acknowledged.size());
      assertNothingIsLost(postgres);
      assertThat(Ledger.contradictions(postgres)).isEmpty();
      postgres.close().await();
    } finally {
      vertx.close().await();
    }
  }

  private void crashAgainAndAgain(Vertx vertx, Map<String, String> settings) throws Exception {
    var random = new SplittableRandom(SEED);
    var port = Integer.parseInt(settings.get("TILLSIGHT_HTTP_PORT"));
    var callers = new ArrayList<Thread>();
    for (var i = 0; i < CALLERS; i++) {
      var own = random.split();
      var client = client(vertx, port);
      callers.add(Thread.ofVirtual().start(() -> call(client, own)));
    }
    for (var kill = 0; kill < KILLS; kill++) {
      var server = ServerProcess.start(settings);
      up.countDown();
      var life = Duration.ofMillis(random.nextInt(LIFE_MS_MIN, LIFE_MS_MAX));
      assertThat(server.endsWithin(life)).as("dies on its own\n" + server.said()).isFalse();
      up = new CountDownLatch(1);
      server.kill();
      log.info("Killed after {} ms, {} acknowledged", life.toMillis(), acknowledged.size());
    }
    try (var last = ServerProcess.start(settings)) {
      up.countDown();
      last.endsWithin(Duration.ofMillis(LIFE_MS_MIN));
      enough = true;
      // A graceful stop leaves no statement behind that could still commit.
      last.stop();
    }
    for (var caller : callers) {
      caller.join();
    }
  }

  /** Sends new confirmations and repeats of earlier ones until it is enough. */
  private void call(WebClient client, SplittableRandom random) {
    while (!enough) {
      var known = sent.get();
      var number =
          known > 0 && random.nextInt(5) == 0 ? random.nextInt(known) : sent.getAndIncrement();
      try {
        up.await();
        var response = client.post(CONFIRMATION).sendBuffer(Buffer.buffer(body(number))).await();
        if (response.statusCode() == 200) {
          acknowledged.merge(receipt(number), 1, Integer::sum);
        }
      } catch (Exception killed) {
        // Whether it was stored is unknown to the caller: just what the test is about.
      }
    }
  }

  /** One in fifty cannot be booked and must be held. */
  private static boolean isDoubtful(int number) {
    return number % 50 == 49;
  }

  private static String receipt(int number) {
    return "CRASH%07d".formatted(number);
  }

  private static long cents(int number) {
    return new SplittableRandom(SEED + number).nextLong(1_00, 9_999_00);
  }

  private Instant paidAt(int number) {
    return now.minusSeconds(new SplittableRandom(SEED - number).nextInt(5 * 3600));
  }

  private static String till(int number) {
    return TILLS[number % TILLS.length];
  }

  private byte[] body(int number) {
    return """
    {"TransactionType": "", "TransID": "%s", "TransTime": "%s", "TransAmount": "%s",
     "BusinessShortCode": "%s", "MSISDN": "2547%08d", "FirstName": "WANJIRU"}
    """
        .formatted(
            receipt(number),
            TIME.format(LocalDateTime.ofInstant(paidAt(number), Receipt.EAT)),
            isDoubtful(number)
                ? "1,0"
                : "%d.%02d".formatted(cents(number) / 100, cents(number) % 100),
            till(number),
            number % 997)
        .getBytes(UTF_8);
  }

  private void assertNothingIsLost(Pool postgres) {
    var arrivals = new HashMap<String, Long>();
    Ledger.rows(postgres, "SELECT receipt, count(*) AS n FROM callback GROUP BY receipt")
        .forEach(row -> arrivals.put(row.getString("receipt"), row.getLong("n")));
    assertThat(acknowledged)
        .as("each answer of 200 has its row")
        .allSatisfy(
            (receipt, times) ->
                assertThat(arrivals.getOrDefault(receipt, 0L))
                    .isGreaterThanOrEqualTo(times.longValue()));

    var booked = new HashMap<String, String>();
    Ledger.rows(
            postgres,
            """
            SELECT p.receipt, p.amount_cents, p.paid_at, t.code
            FROM payment p JOIN till t ON t.business_id = p.business_id AND t.id = p.till_id
            """)
        .forEach(
            row ->
                booked.put(
                    row.getString("receipt"),
                    facts(
                        row.getLong("amount_cents"),
                        row.getOffsetDateTime("paid_at").toInstant(),
                        row.getString("code"))));
    var lost = new ArrayList<String>();
    for (var number = 0; number < sent.get(); number++) {
      var expected = facts(cents(number), paidAt(number), till(number));
      var found = booked.get(receipt(number));
      var mustBeThere = acknowledged.containsKey(receipt(number)) && !isDoubtful(number);
      if (found == null ? mustBeThere : isDoubtful(number) || !found.equals(expected)) {
        lost.add(receipt(number) + " expected " + expected + " found " + found);
      }
    }
    assertThat(lost).isEmpty();
    assertThat(acknowledged.size()).as("there was a load").isGreaterThan(KILLS * 100);
  }

  private static String facts(long cents, Instant paidAt, String till) {
    return cents + " cents at " + paidAt + " to " + till;
  }

  private static Map<String, String> settings(EmbeddedDatabase database) {
    return Map.of(
        "TILLSIGHT_DB",
        "postgresql://%s:x@localhost:%d/%s"
            .formatted(database.user(), database.port(), database.name()),
        "TILLSIGHT_HTTP_PORT",
        Integer.toString(TestServer.freePort()),
        "TILLSIGHT_MANAGEMENT_PORT",
        Integer.toString(TestServer.freePort()));
  }

  private static WebClient client(Vertx vertx, int port) {
    return WebClient.create(
        vertx,
        new WebClientOptions().setDefaultHost("localhost").setDefaultPort(port),
        new PoolOptions().setHttp1MaxSize(1));
  }

  private static Pool pool(Vertx vertx, EmbeddedDatabase database) {
    return PgBuilder.pool()
        .connectingTo(
            new PgConnectOptions()
                .setHost("localhost")
                .setPort(database.port())
                .setDatabase(database.name())
                .setUser(database.user())
                .setPassword(""))
        .using(vertx)
        .build();
  }
}
