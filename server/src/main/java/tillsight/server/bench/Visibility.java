package tillsight.server.bench;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.WebClient;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.HdrHistogram.Histogram;

/**
 * How long after a callback is sent the summary counts it. Asks for the summary again and again
 * while callbacks come in: one that was the nth to be sent is visible, at the latest, with the
 * first answer that counts n.
 */
final class Visibility {

  private static final ZoneId NAIROBI = ZoneId.of("Africa/Nairobi");

  private final Vertx vertx;
  private final int port;
  private final WebClient client;
  private final String bearer;
  private final List<long[]> answers = new CopyOnWriteArrayList<>();
  private volatile boolean asking;

  Visibility(Vertx vertx, int port, String username, String password) {
    this.vertx = vertx;
    this.port = port;
    this.client = WebClient.create(vertx);
    this.bearer = "Bearer " + signIn(username, password);
  }

  /** The 99th percentile in milliseconds, at so many callbacks a second. */
  double p99Ms(Load load, int perSecond, Duration measured) {
    asking = true;
    vertx.runOnContext(start -> ask());
    var result = load.open(perSecond, 64, Duration.ZERO, measured);
    asking = false;
    client.close();
    return p99Ms(result.sentAt());
  }

  private double p99Ms(List<Long> sentAt) {
    var delays = new Histogram(60_000_000, 3);
    var next = 0;
    for (var answer : answers) {
      for (; next < sentAt.size() && next < answer[1]; next++) {
        delays.recordValue(Math.max(0, (answer[0] - sentAt.get(next)) / 1000));
      }
    }
    if (delays.getTotalCount() == 0) {
      throw new IllegalStateException("the summary never counted a callback");
    }
    return delays.getValueAtPercentile(99) / 1000.0;
  }

  private void ask() {
    var today = LocalDate.now(NAIROBI);
    client
        .get(port, "localhost", "/api/v1/summary")
        .addQueryParam("from", today.toString())
        .addQueryParam("to", today.plusDays(1).toString())
        .addQueryParam("compare", "none")
        .putHeader("Authorization", bearer)
        .send()
        .onSuccess(
            response -> {
              var payments = response.bodyAsJsonObject().getLong("payments", 0L);
              answers.add(new long[] {System.nanoTime(), payments});
              if (asking) {
                ask();
              }
            });
  }

  private String signIn(String username, String password) {
    var response =
        client
            .post(port, "localhost", "/api/v1/sessions")
            .sendJsonObject(new JsonObject().put("username", username).put("password", password))
            .await();
    return response.bodyAsJsonObject().getString("accessToken");
  }
}
