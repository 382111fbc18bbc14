package tillsight.server.simulator;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;

/** Posts callbacks to a business over HTTP as Safaricom does. Used on one Vert.x context. */
final class Courier {

  /** Safaricom gives a business eight seconds to answer. */
  private static final long ANSWER_MS_MAX = 8_000;

  private static final int CONNECT_MS_MAX = 3_000;
  private static final int RETRIES_MAX = 12;
  private static final long BACKOFF_MS = 200;
  private static final long BACKOFF_MS_MAX = 5_000;

  private final Vertx vertx;
  private final SimulatorOptions options;
  private final HttpClient client;
  private final RequestOptions address;
  private final Tally tally = new Tally();
  private int under;
  private boolean leaving;

  Courier(Vertx vertx, SimulatorOptions options) {
    this.vertx = vertx;
    this.options = options;
    client =
        vertx.createHttpClient(
            new HttpClientOptions().setConnectTimeout(CONNECT_MS_MAX),
            new PoolOptions().setHttp1MaxSize(options.connections()).setMaxWaitQueueSize(-1));
    var uri = options.callback("confirmation");
    address =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setAbsoluteURI(uri.toString())
            .setIdleTimeout(ANSWER_MS_MAX)
            .putHeader("Content-Type", "application/json;charset=UTF-8");
  }

  /** Deliveries under way, those that wait for another try included. */
  int under() {
    return under;
  }

  void measureFrom(long nanos) {
    tally.measureFrom(nanos);
  }

  /** Sends one; what became of it is in the tally, and told to the witness. */
  Future<Void> deliver(Delivery delivery, long dueNanos) {
    if (delivery.lost()) {
      tally.lost();
      options.witness().accept(new Outcome(delivery, 0, Duration.ZERO));
      return Future.succeededFuture();
    }
    under++;
    return attempt(delivery, dueNanos, 0).onComplete(_ -> under--);
  }

  DarajaSimulator.Result result() {
    return tally.result();
  }

  /** Lets what is under way be answered, but tries nothing again. */
  void leave() {
    leaving = true;
  }

  Future<Void> close() {
    leave();
    return client.close();
  }

  private Future<Void> attempt(Delivery delivery, long dueNanos, int attempt) {
    return client
        .request(address)
        .compose(request -> request.send(Buffer.buffer(delivery.body())))
        .compose(Courier::status)
        .transform(
            answer -> {
              var refused = answer.succeeded() && answer.result() == 503;
              if ((refused || answer.failed()) && mayRetry(attempt)) {
                tally.retried(refused ? "answered 503" : why(answer.cause()));
                return again(delivery, dueNanos, attempt + 1);
              }
              if (answer.succeeded()) {
                answered(delivery, answer.result(), dueNanos);
              } else {
                tally.failed(delivery, why(answer.cause()));
                options.witness().accept(new Outcome(delivery, 0, since(dueNanos)));
              }
              return Future.succeededFuture();
            });
  }

  private static Future<Integer> status(HttpClientResponse response) {
    return response.end().map(response.statusCode());
  }

  private boolean mayRetry(int attempt) {
    return options.retry() && !leaving && attempt < RETRIES_MAX;
  }

  private Future<Void> again(Delivery delivery, long dueNanos, int attempt) {
    var pause = Math.min(BACKOFF_MS_MAX, BACKOFF_MS << attempt);
    return vertx.timer(pause).compose(_ -> attempt(delivery, dueNanos, attempt));
  }

  private void answered(Delivery delivery, int status, long dueNanos) {
    var latency = since(dueNanos);
    tally.answered(delivery, status, dueNanos, latency.toNanos());
    options.witness().accept(new Outcome(delivery, status, latency));
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }

  private static String why(Throwable cause) {
    var message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }
}
