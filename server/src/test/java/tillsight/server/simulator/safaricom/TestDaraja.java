package tillsight.server.simulator.safaricom;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import tillsight.server.simulator.Mpesa;
import tillsight.server.simulator.Profile;
import tillsight.server.simulator.Shop;

/** Daraja played over a day's trade, and a business beside it that is called back. */
final class TestDaraja implements AutoCloseable {

  static final Instant MIDNIGHT = Instant.parse("2026-03-01T21:00:00Z");
  static final Instant NOON = MIDNIGHT.plus(Duration.ofHours(12));
  static final DarajaApp APP = DarajaApp.of(Profile.DEMO).withNominatedNumber("254722000000");
  static final String PAYBILL = "600731";
  static final String TILL = "5270011";

  /** Something that Safaricom brought. */
  record Brought(String path, JsonObject body) {}

  final Shop shop = new Shop(11, Profile.DEMO);
  final Mpesa mpesa = Mpesa.of(shop);
  final AtomicReference<Instant> clock = new AtomicReference<>(NOON);
  private final Vertx vertx = Vertx.vertx();
  private final BlockingQueue<Brought> brought = new LinkedBlockingQueue<>();
  private final HttpServer business;
  private final DarajaServer daraja;
  private final HttpClient client = HttpClient.newHttpClient();
  private String token = "";

  TestDaraja(Quirks quirks) throws Exception {
    this(quirks, options -> options);
  }

  TestDaraja(Quirks quirks, UnaryOperator<DarajaOptions> more) throws Exception {
    mpesa.replay(shop.plan(MIDNIGHT, NOON), _ -> true);
    business =
        vertx
            .createHttpServer()
            .requestHandler(
                request ->
                    request
                        .body()
                        .onSuccess(
                            body -> {
                              brought.add(new Brought(request.path(), body.toJsonObject()));
                              request.response().end();
                            }))
            .listen(0, "127.0.0.1")
            .await(10, SECONDS);
    var options =
        DarajaOptions.of(APP)
            .withSeed(5)
            .withClock(clock::get)
            .withQuirks(quirks.with(Quirk.RESULT_DELAY_MS, 1));
    daraja = DarajaServer.start(vertx, mpesa, more.apply(options)).await(10, SECONDS);
  }

  static TestDaraja plain() throws Exception {
    return new TestDaraja(Quirks.DEFAULT.with(Quirk.ODD_RESULTS, 0));
  }

  URI url() {
    return daraja.url();
  }

  DarajaServer server() {
    return daraja;
  }

  String certificate() throws Exception {
    return daraja.certificate().await(60, SECONDS);
  }

  /** An address of the business. */
  String at(String path) {
    return "http://127.0.0.1:" + business.actualPort() + path;
  }

  /** What is brought next. */
  Brought next() throws InterruptedException {
    var next = brought.poll(30, SECONDS);
    if (next == null) {
      throw new AssertionError("nothing was brought");
    }
    return next;
  }

  boolean broughtNothingElse() {
    return brought.isEmpty();
  }

  HttpResponse<String> get(String path) {
    return send(HttpRequest.newBuilder(url().resolve(path)));
  }

  HttpResponse<String> token(String key, String secret) {
    var pair = Base64.getEncoder().encodeToString((key + ":" + secret).getBytes(UTF_8));
    return send(
        HttpRequest.newBuilder(url().resolve("/oauth/v1/generate?grant_type=client_credentials"))
            .header("Authorization", "Basic " + pair));
  }

  String newToken() {
    var answer = token(APP.consumerKey(), APP.consumerSecret());
    return new JsonObject(answer.body()).getString("access_token");
  }

  /** With a token that is fetched at the first call. */
  HttpResponse<String> post(String path, JsonObject body) {
    if (token.isEmpty()) {
      token = newToken();
    }
    return post(path, body.encode(), token);
  }

  JsonObject ok(String path, JsonObject body) {
    var answer = post(path, body);
    if (answer.statusCode() != 200) {
      throw new AssertionError(answer.statusCode() + " " + answer.body());
    }
    return new JsonObject(answer.body());
  }

  HttpResponse<String> post(String path, String body, String bearer) {
    return send(
        HttpRequest.newBuilder(url().resolve(path))
            .header("Authorization", "Bearer " + bearer)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    client.close();
    daraja.stop().await();
    vertx.close().await();
  }
}
