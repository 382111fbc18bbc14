package tillsight.server.simulator;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What callbacks tell against the books of those who send them. */
class BooksOfARunTest {

  private static final Instant NOON = Instant.parse("2026-03-02T09:00:00Z");
  private static final Shop SHOP = new Shop(11, Profile.DEMO);

  private final ConcurrentLinkedQueue<String> receipts = new ConcurrentLinkedQueue<>();
  private final AtomicInteger awaited = new AtomicInteger(Integer.MAX_VALUE);
  private final AtomicInteger requests = new AtomicInteger();
  private final Promise<Void> arrived = Promise.promise();
  private Vertx vertx;
  private HttpServer server;

  @BeforeEach
  void listen() throws Exception {
    vertx = Vertx.vertx();
    server =
        vertx
            .createHttpServer()
            .requestHandler(this::answer)
            .listen(0, "127.0.0.1")
            .await(10, SECONDS);
  }

  @AfterEach
  void close() throws Exception {
    vertx.close().await(10, SECONDS);
  }

  @Test
  void booksWhatIsPaidWhenItsTimeHasCome() throws Exception {
    var clock = new AtomicReference<>(NOON);
    var until = NOON.plus(Duration.ofMinutes(30));
    var mpesa = Mpesa.of(SHOP);
    awaited.set((int) SHOP.between(NOON, until.minusSeconds(3)).count());
    var options = options().withClock(clock::get).withMpesa(mpesa);

    var live = DarajaSimulator.live(vertx, options, NOON, null);
    clock.set(until);
    arrived.future().await(30, SECONDS);
    live.stop().await(10, SECONDS);

    MpesaTest.assertChains(mpesa);
    assertThat(mpesa.truth(null, Instant.MIN, Instant.MAX))
        .extracting(Movement::receipt)
        .containsAll(receipts)
        .hasSize((int) SHOP.plan(NOON, until.plusNanos(1)).count());
  }

  @Test
  void aRunBooksWhatItLosesToo() throws Exception {
    var mpesa = Mpesa.of(SHOP);
    var options =
        options()
            .withRate(300, Duration.ofSeconds(2))
            .withFaults(Faults.parse("loss=0.2,tamper=0.1,outage=0.1,burst=0.1", 2))
            .withMpesa(mpesa);

    var result = DarajaSimulator.run(vertx, options).await(30, SECONDS);

    var truth = mpesa.truth(null, Instant.MIN, Instant.MAX);
    MpesaTest.assertChains(mpesa);
    assertThat(truth).hasSize(600);
    assertThat(truth.stream().filter(movement -> !movement.announced()))
        .hasSize((int) result.lost());
    assertThat(result.tampered()).isPositive();
    assertThat(new HashSet<>(receipts)).hasSize(600 - (int) result.lost());
  }

  private void answer(HttpServerRequest request) {
    request
        .body()
        .onSuccess(
            body -> {
              receipts.add(body.toJsonObject().getString("TransID"));
              request.response().end();
              if (requests.incrementAndGet() >= awaited.get()) {
                arrived.tryComplete();
              }
            });
  }

  private SimulatorOptions options() {
    return SimulatorOptions.to(
            URI.create("http://127.0.0.1:" + server.actualPort()), "tok_en-1", SHOP)
        .withClock(InstantSource.fixed(NOON));
  }
}
