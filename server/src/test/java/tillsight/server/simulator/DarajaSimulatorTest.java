package tillsight.server.simulator;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DarajaSimulatorTest {

  private static final Instant NOON = Instant.parse("2026-03-02T09:00:00Z");
  private static final Shop SHOP = new Shop(11, Profile.DEMO);

  private final ConcurrentLinkedQueue<String> receipts = new ConcurrentLinkedQueue<>();
  private final AtomicReference<String> path = new AtomicReference<>("");
  private final AtomicReference<String> contentType = new AtomicReference<>("");
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicInteger awaited = new AtomicInteger(Integer.MAX_VALUE);
  private final Promise<Void> arrived = Promise.promise();
  private volatile IntUnaryOperator status = _ -> 200;
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
  void deliversAtTheGivenRate() throws Exception {
    var options = options().withRate(500, Duration.ofSeconds(1));

    var result = DarajaSimulator.run(vertx, options).await(30, SECONDS);

    assertThat(result.sent()).isEqualTo(500);
    assertThat(result.accepted()).isEqualTo(500);
    assertThat(result.refused() + result.failed() + result.lost()).isZero();
    assertThat(result.elapsed()).isBetween(Duration.ofMillis(900), Duration.ofSeconds(20));
    assertThat(result.p50Ms()).isPositive().isLessThanOrEqualTo(result.p99Ms());
    assertThat(result.trouble()).isEmpty();
    assertThat(receipts).hasSize(500).doesNotHaveDuplicates();
    assertThat(path.get()).isEqualTo("/c2b/tok_en-1/confirmation");
    assertThat(contentType.get()).isEqualTo("application/json;charset=UTF-8");
  }

  @Test
  void repeatsAndLosesAndTellsTheWitness() throws Exception {
    var outcomes = new ConcurrentLinkedQueue<Outcome>();
    var options =
        options()
            .withRate(1_000, Duration.ofSeconds(1))
            .withFaults(Faults.parse("duplicates=0.1,reorder=0.2,loss=0.1", 2))
            .withWitness(outcomes::add);

    var result = DarajaSimulator.run(vertx, options).await(30, SECONDS);

    assertThat(result.repeats()).isPositive();
    assertThat(result.lost()).isPositive();
    assertThat(result.sent()).isEqualTo(1_000 - result.lost() + result.repeats());
    assertThat(outcomes.stream().filter(outcome -> outcome.delivery().lost()))
        .hasSize((int) result.lost());
    assertThat(receipts)
        .containsExactlyInAnyOrderElementsOf(
            outcomes.stream()
                .filter(Outcome::isAccepted)
                .map(o -> o.delivery().receipt())
                .toList());
  }

  @Test
  void leavesTheWarmUpOutOfTheLatencies() throws Exception {
    var slow = new AtomicInteger();
    var options =
        options()
            .withRate(100, Duration.ofSeconds(1))
            .withWarmUp(Duration.ofMillis(500))
            .withWitness(
                outcome -> slow.accumulateAndGet((int) outcome.latency().toMillis(), Math::max));

    var result = DarajaSimulator.run(vertx, options).await(30, SECONDS);

    assertThat(result.accepted()).isEqualTo(100);
    assertThat(result.maxMs()).isPositive().isLessThanOrEqualTo(slow.get() + 1);
    assertThatThrownBy(() -> options.withWarmUp(Duration.ofSeconds(1)))
        .hasMessageContaining("shorter");
  }

  @Test
  void countsRefusalsAndDoesNotRetryUnasked() throws Exception {
    status = _ -> 503;

    var result =
        DarajaSimulator.run(vertx, options().withRate(20, Duration.ofSeconds(1)))
            .await(30, SECONDS);

    assertThat(result.refused()).isEqualTo(20);
    assertThat(result.retried()).isZero();
    assertThat(result.trouble()).isEqualTo("answered 503");
  }

  @Test
  void retriesWhenAskedTo() throws Exception {
    status = request -> request <= 5 ? 503 : 200;

    var result =
        DarajaSimulator.run(vertx, options().withRate(20, Duration.ofSeconds(1)).withRetry(true))
            .await(30, SECONDS);

    assertThat(result.accepted()).isEqualTo(20);
    assertThat(result.retried()).isEqualTo(5);
    assertThat(requests).hasValue(25);
  }

  @Test
  void countsWhatNobodyAnswered() throws Exception {
    server.close().await(10, SECONDS);

    var result =
        DarajaSimulator.run(vertx, options().withRate(10, Duration.ofSeconds(1)))
            .await(30, SECONDS);

    assertThat(result.failed()).isEqualTo(10);
    assertThat(result.trouble()).contains("Connection refused");
  }

  @Test
  void stopsEarly() throws Exception {
    var run = DarajaSimulator.start(vertx, options().withRate(50, Duration.ofHours(1)));

    var result = run.stop().await(30, SECONDS);

    assertThat(result.sent()).isLessThan(5_000);
  }

  @Test
  void followsTheClockOfTheShop() throws Exception {
    var clock = new AtomicReference<>(NOON);
    var until = NOON.plus(Duration.ofMinutes(30));
    var expected =
        List.copyOf(
            SHOP.between(NOON, until.minusSeconds(3)).map(SimulatedPayment::receipt).toList());
    awaited.set(expected.size());
    var live = DarajaSimulator.live(vertx, target(), "tok_en-1", SHOP, clock::get);

    clock.set(until);
    arrived.future().await(30, SECONDS);

    assertThat(receipts).containsAll(expected);
    live.stop().await(10, SECONDS);
    assertThat(live.result().await(10, SECONDS).sent()).isGreaterThanOrEqualTo(expected.size());
  }

  @Test
  void someonePassesByWhenTradeIsSlack() throws Exception {
    var midnight = Instant.parse("2026-03-02T22:00:00Z");
    var clock = new AtomicReference<>(midnight);
    InstantSource ticking = () -> clock.updateAndGet(now -> now.plusSeconds(20));
    awaited.set(3);
    var options = options().withClock(ticking);

    var live = DarajaSimulator.live(vertx, options, midnight, Duration.ofSeconds(15));
    arrived.future().await(30, SECONDS);

    assertThat(receipts).doesNotHaveDuplicates();
    live.stop().await(10, SECONDS);
  }

  @Test
  void saysWhatIsWrongWithTheOptions() {
    assertThatThrownBy(() -> SimulatorOptions.to(URI.create("localhost:8088"), "t", SHOP))
        .hasMessageContaining("http://localhost:8088");
    assertThatThrownBy(() -> SimulatorOptions.to(target(), "../t", SHOP))
        .hasMessageContaining("callback token")
        .hasMessageNotContaining("../t");
    assertThatThrownBy(() -> options().withRate(0, Duration.ofSeconds(1)))
        .hasMessageContaining("rate");
    assertThatThrownBy(() -> options().withConnections(0)).hasMessageContaining("connections");
  }

  private void answer(HttpServerRequest request) {
    request
        .body()
        .onSuccess(
            body -> {
              path.set(request.path());
              contentType.set(request.getHeader("Content-Type"));
              var code = status.applyAsInt(requests.incrementAndGet());
              if (code == 200) {
                receipts.add(new JsonObject(body).getString("TransID"));
              }
              request
                  .response()
                  .setStatusCode(code)
                  .end("{\"ResultCode\":0,\"ResultDesc\":\"Success\"}");
              if (requests.get() >= awaited.get()) {
                arrived.tryComplete();
              }
            });
  }

  private SimulatorOptions options() {
    return SimulatorOptions.to(target(), "tok_en-1", SHOP).withClock(InstantSource.fixed(NOON));
  }

  private URI target() {
    return URI.create("http://127.0.0.1:" + server.actualPort() + "/");
  }
}
