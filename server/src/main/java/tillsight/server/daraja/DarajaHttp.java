package tillsight.server.daraja;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import tillsight.server.daraja.DarajaRefusal.Why;

/** One request to Daraja, sent once. It ends in time, with an answer or with a refusal. */
final class DarajaHttp {

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(15);

  /** Short, so that hardly a request meets a connection that the other side is just closing. */
  private static final Duration KEPT_ALIVE = Duration.ofSeconds(5);

  private static final int CONNECTIONS_MAX = 8;
  private static final int WAITING_MAX = 256;

  private final WebClient client;
  private final URI base;
  private final MeterRegistry meters;

  DarajaHttp(Vertx vertx, URI base, MeterRegistry meters) {
    this.base = base;
    this.meters = meters;
    this.client =
        WebClient.wrap(
            vertx
                .httpClientBuilder()
                .with(options(base))
                .with(
                    new PoolOptions()
                        .setHttp1MaxSize(CONNECTIONS_MAX)
                        .setMaxWaitQueueSize(WAITING_MAX))
                .build(),
            new WebClientOptions().setUserAgent("Tillsight").setFollowRedirects(false));
  }

  private static WebClientOptions options(URI base) {
    var options = new WebClientOptions();
    options
        .setConnectTimeout((int) CONNECT.toMillis())
        .setKeepAliveTimeout((int) KEPT_ALIVE.toSeconds())
        .setSsl("https".equals(base.getScheme()))
        .setVerifyHost(true)
        .setDecompressionSupported(false)
        .setDefaultHost(base.getHost())
        .setDefaultPort(port(base));
    return options;
  }

  private static int port(URI base) {
    return base.getPort() > 0 ? base.getPort() : "https".equals(base.getScheme()) ? 443 : 80;
  }

  /** Asks for a token with the keys of an app. */
  Future<Answer> token(DarajaAccount account) {
    var keys = account.consumerKey() + ":" + account.consumerSecret();
    var request =
        request(HttpMethod.GET, "/oauth/v1/generate?grant_type=client_credentials")
            .putHeader(
                HttpHeaders.AUTHORIZATION.toString(),
                "Basic " + Base64.getEncoder().encodeToString(keys.getBytes(UTF_8)));
    return timed("token", request.send());
  }

  Future<Answer> post(String name, String path, String token, JsonObject body) {
    var request =
        request(HttpMethod.POST, path)
            .bearerTokenAuthentication(token)
            .putHeader(HttpHeaders.CONTENT_TYPE.toString(), "application/json");
    return timed(name, request.sendBuffer(body.toBuffer()));
  }

  private HttpRequest<Buffer> request(HttpMethod method, String path) {
    return client
        .request(method, port(base), base.getHost(), prefix() + path)
        .putHeader(HttpHeaders.ACCEPT.toString(), "application/json")
        .timeout(ANSWER.toMillis())
        .as(BoundedBody.codec());
  }

  private String prefix() {
    return base.getPath() == null ? "" : base.getPath().replaceFirst("/+$", "");
  }

  private Future<Answer> timed(String name, Future<HttpResponse<Buffer>> sent) {
    var timer = Timer.start(meters);
    return sent.timeout(ANSWER.plus(CONNECT).toMillis(), TimeUnit.MILLISECONDS)
        .map(DarajaHttp::answer)
        .recover(broken -> Future.failedFuture(refusal(broken)))
        .onComplete(
            done ->
                timer.stop(
                    meters.timer(
                        "tillsight.daraja.call",
                        "api",
                        name,
                        "answer",
                        done.succeeded() ? done.result().status() / 100 + "xx" : "none")));
  }

  private static Answer answer(HttpResponse<Buffer> response) {
    var body = response.body();
    return new Answer(
        response.statusCode(),
        body == null ? Buffer.buffer() : body,
        date(response.getHeader(HttpHeaders.DATE)));
  }

  private static @Nullable Instant date(@Nullable String header) {
    try {
      return header == null
          ? null
          : ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** Only what fails before the request is sent is UNREACHABLE: nothing has happened then. */
  private static DarajaRefusal refusal(Throwable broken) {
    return switch (broken) {
      case DarajaRefusal refusal -> refusal;
      case ConnectException e -> new DarajaRefusal(Why.UNREACHABLE);
      case UnknownHostException e -> new DarajaRefusal(Why.UNREACHABLE, null, "unknown host");
      case SSLHandshakeException e ->
          new DarajaRefusal(Why.UNREACHABLE, null, "TLS: " + CleanText.of(said(e)));
      default -> new DarajaRefusal(Why.NO_ANSWER);
    };
  }

  private static String said(Exception e) {
    var message = e.getMessage();
    return (message == null ? e.getClass().getSimpleName() : message).toLowerCase(Locale.ROOT);
  }
}
