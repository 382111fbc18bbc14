package tillsight.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Asks a server process where its callbacks go. */
final class SpoolWatch {

  private static final String EMPTY = "\"to\":\"database\",\"waiting\":0";
  private static final long PATIENCE_SECONDS = 120;

  /** Returns once all that was spooled is in the tables. */
  static void awaitEmpty(Map<String, String> settings) throws Exception {
    var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!ready(settings).contains(EMPTY)) {
      assertThat(System.nanoTime()).as("drained in time").isLessThan(deadline);
    }
  }

  private static String ready(Map<String, String> settings) throws Exception {
    var port = settings.get("TILLSIGHT_MANAGEMENT_PORT");
    var address = URI.create("http://localhost:" + port + "/health/ready");
    var request = HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(10)).build();
    try (var client = HttpClient.newHttpClient()) {
      var response = client.send(request, BodyHandlers.ofString());
      assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
      return response.body();
    }
  }

  private SpoolWatch() {}
}
