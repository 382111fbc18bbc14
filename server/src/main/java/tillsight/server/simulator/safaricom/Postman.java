package tillsight.server.simulator.safaricom;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;

/** Brings results and callbacks to whatever address a business gave: once, as Safaricom does. */
final class Postman {

  /** Safaricom gives a business eight seconds to answer. */
  private static final long ANSWER_MS_MAX = 8_000;

  private static final int CONNECT_MS_MAX = 3_000;

  private final Vertx vertx;
  private final HttpClient client;
  private boolean closed;

  Postman(Vertx vertx) {
    this.vertx = vertx;
    client = vertx.createHttpClient(new HttpClientOptions().setConnectTimeout(CONNECT_MS_MAX));
  }

  /** Does something after a while, unless nothing goes out any more. */
  void after(long milliseconds, Runnable action) {
    vertx
        .timer(Math.max(1, milliseconds))
        .onSuccess(
            _ -> {
              if (!closed) {
                action.run();
              }
            });
  }

  /** What the receiver makes of it is not looked at, and nothing is brought a second time. */
  void bring(URI address, byte[] body) {
    var request =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setAbsoluteURI(address.toString())
            .setIdleTimeout(ANSWER_MS_MAX)
            .putHeader("Content-Type", "application/json;charset=UTF-8");
    client
        .request(request)
        .compose(sent -> sent.send(Buffer.buffer(body)))
        .compose(response -> response.end());
  }

  Future<Void> close() {
    closed = true;
    return client.close();
  }
}
