package tillsight.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.PoolOptions;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import tillsight.server.payment.Receipt;

/**
 * Many who send confirmations to servers that come and go, new ones and repeats, and remember which
 * were acknowledged.
 */
final class Callers {

  private static final String CONFIRMATION = "/c2b/" + TestServer.TOKEN + "/confirmation";
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");
  private static final Duration ANSWER_MAX = Duration.ofSeconds(15);
  private static final Duration PAUSE = Duration.ofMillis(20);

  private final Vertx vertx;
  private final String prefix;
  private final long seed;
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private final AtomicInteger sent = new AtomicInteger();
  private final AtomicInteger answers = new AtomicInteger();
  private final Map<String, Integer> acknowledged = new ConcurrentHashMap<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean enough;

  /**
   * @param prefix of their receipts: five characters
   */
  Callers(Vertx vertx, String prefix, long seed) {
    this.vertx = vertx;
    this.prefix = prefix;
    this.seed = seed;
  }

  /** So many more of them, who call the server on this port, or wait for one to be there. */
  void start(int callers, int port) {
    for (var i = 0; i < callers; i++) {
      var random = new SplittableRandom(seed + threads.size());
      var client =
          WebClient.create(
              vertx,
              new WebClientOptions().setDefaultHost("localhost").setDefaultPort(port),
              new PoolOptions().setHttp1MaxSize(1));
      threads.add(Thread.ofVirtual().start(() -> call(client, random)));
    }
  }

  /** Waits until so many more have been acknowledged. */
  void awaitMore(int answersMore) {
    var goal = answers.get() + answersMore;
    var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (answers.get() < goal) {
      assertThat(System.nanoTime()).as("acknowledged in time").isLessThan(deadline);
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  void stop() throws InterruptedException {
    enough = true;
    for (var thread : threads) {
      thread.join();
    }
  }

  int acknowledged() {
    return answers.get();
  }

  /** Each answer of 200 has its row, and each payment stands once, with its facts. */
  void assertStored(Pool postgres) {
    var arrivals = new HashMap<String, Long>();
    Ledger.rows(
            postgres,
            "SELECT receipt, count(*) AS n FROM callback WHERE receipt LIKE $1 GROUP BY receipt",
            prefix + "%")
        .forEach(row -> arrivals.put(row.getString("receipt"), row.getLong("n")));
    var payments = new HashMap<String, String>();
    Ledger.rows(
            postgres,
            "SELECT receipt, amount_cents, paid_at FROM payment WHERE receipt LIKE $1",
            prefix + "%")
        .forEach(
            row ->
                assertThat(
                        payments.put(
                            row.getString("receipt"),
                            facts(
                                row.getLong("amount_cents"),
                                row.getOffsetDateTime("paid_at").toInstant())))
                    .isNull());
    var wrong = new ArrayList<String>();
    for (var number = 0; number < sent.get(); number++) {
      var receipt = receipt(number);
      var times = acknowledged.getOrDefault(receipt, 0);
      var expected = facts(cents(number), paidAt(number));
      if (arrivals.getOrDefault(receipt, 0L) < times
          || (times > 0 && !expected.equals(payments.get(receipt)))) {
        wrong.add(
            "%s acknowledged %d times, found %s as %s"
                .formatted(receipt, times, arrivals.get(receipt), payments.get(receipt)));
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(Ledger.contradictions(postgres)).isEmpty();
    assertThat(Ledger.count(postgres, "SELECT count(*) FROM quarantine")).isZero();
  }

  private void call(WebClient client, SplittableRandom random) {
    while (!enough) {
      var known = sent.get();
      var number =
          known > 0 && random.nextInt(5) == 0 ? random.nextInt(known) : sent.getAndIncrement();
      try {
        var response =
            client
                .post(CONFIRMATION)
                .sendBuffer(Buffer.buffer(body(number)))
                .timeout(ANSWER_MAX.toMillis(), TimeUnit.MILLISECONDS)
                .await();
        if (response.statusCode() == 200) {
          acknowledged.merge(receipt(number), 1, Integer::sum);
          answers.incrementAndGet();
        }
      } catch (Exception killed) {
        // Whether it was stored is unknown to the caller: just what the test is about.
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
    client.close();
  }

  private String receipt(int number) {
    return prefix + "%07d".formatted(number);
  }

  private long cents(int number) {
    return new SplittableRandom(seed + number).nextLong(1, 9_999) * 100;
  }

  private Instant paidAt(int number) {
    return now.minusSeconds(new SplittableRandom(seed - number).nextInt(5 * 3600));
  }

  private byte[] body(int number) {
    return """
    {"TransactionType": "", "TransID": "%s", "TransTime": "%s", "TransAmount": "%d",
     "BusinessShortCode": "600984", "MSISDN": "2547%08d", "FirstName": "WANJIRU"}
    """
        .formatted(
            receipt(number),
            TIME.format(LocalDateTime.ofInstant(paidAt(number), Receipt.EAT)),
            cents(number) / 100,
            number % 997)
        .getBytes(UTF_8);
  }

  private static String facts(long cents, Instant paidAt) {
    return cents + " cents at " + paidAt;
  }
}
