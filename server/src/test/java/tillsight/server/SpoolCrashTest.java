package tillsight.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kills PostgreSQL and the server under load, one, the other and both. What was acknowledged must
 * be in the tables exactly once in the end.
 */
@Tag("soak")
@Timeout(value = 240, unit = TimeUnit.SECONDS)
class SpoolCrashTest {

  private static final Logger log = LoggerFactory.getLogger(SpoolCrashTest.class);

  private static final long SEED = Long.getLong("tillsight.seed", 20_260_302L);
  private static final int CALLERS = 16;

  private final Path folder = TestServer.spoolFolder().toAbsolutePath();
  private final KillablePostgres postgres = new KillablePostgres();
  private final List<ServerProcess> servers = new ArrayList<>();
  private final Callers callers = new Callers(postgres.vertx(), "SPCRA", SEED);

  @AfterEach
  void close() throws InterruptedException {
    callers.stop();
    servers.forEach(ServerProcess::close);
    servers.forEach(server -> log.info("It said:\n{}", server.said()));
    postgres.close();
  }

  @Test
  void losesNothingWhenPostgresAndTheServerAreKilledInTurns() throws Exception {
    var settings = settings();
    callers.start(CALLERS, port(settings));
    var server = start(settings);
    callers.awaitMore(500);
    postgres.kill();
    callers.awaitMore(1_000);
    server.kill();

    for (var life = 0; life < 2; life++) {
      log.info("Starting without PostgreSQL, {} acknowledged", callers.acknowledged());
      server = start(settings);
      callers.awaitMore(2_000);
      server.kill();
    }

    // While it drains, too: the files of the lives before are drained from their beginnings.
    server = start(settings);
    callers.awaitMore(500);
    for (var life = 0; life < 3; life++) {
      postgres.start();
      awaitDrained(100);
      server.kill();
      postgres.kill();
      log.info("Both killed while draining, {} acknowledged", callers.acknowledged());
      server = start(settings);
      callers.awaitMore(500);
    }

    postgres.start();
    callers.awaitMore(500);
    callers.stop();
    awaitEmpty(settings);
    server.stop();
    callers.assertStored(postgres.pool());
  }

  @Test
  void goesOnWhilePostgresIsFrozen() throws Exception {
    var settings = settings();
    callers.start(CALLERS, port(settings));
    var server = start(settings);
    callers.awaitMore(500);
    for (var times = 0; times < 2; times++) {
      postgres.freeze();
      var start = System.nanoTime();
      callers.awaitMore(CALLERS + 1);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
      callers.awaitMore(1_000);
      assertThat(ready(settings)).contains("\"to\":\"spool\"", "\"away\"");
      assertApiSaysSoInTime(settings);
      postgres.thaw();
      awaitEmpty(settings);
      callers.awaitMore(500);
    }
    callers.stop();
    awaitEmpty(settings);
    server.stop();
    callers.assertStored(postgres.pool());
  }

  @Test
  void drainsWhatANeighbourThatDiedHasLeft() throws Exception {
    var one = settings();
    var other = settings();
    callers.start(CALLERS, port(one));
    callers.start(CALLERS, port(other));
    var dying = start(one);
    var staying = start(other);
    callers.awaitMore(500);
    postgres.kill();
    callers.awaitMore(2_000);
    assertThat(files("slot-0")).isPositive();
    assertThat(files("slot-1")).isPositive();

    dying.kill();
    callers.awaitMore(200);
    postgres.start();
    callers.stop();

    awaitEmpty(other);
    var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (files("slot-0") + files("slot-1") > 0) {
      assertThat(System.nanoTime()).as("adopted in time").isLessThan(deadline);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
    staying.stop();
    callers.assertStored(postgres.pool());
  }

  private ServerProcess start(Map<String, String> settings) {
    var server = ServerProcess.start(settings);
    servers.add(server);
    return server;
  }

  private Map<String, String> settings() {
    return new HashMap<>(
        Map.of(
            "TILLSIGHT_DB",
            postgres.uri(),
            "TILLSIGHT_SPOOL_DIR",
            folder.toString(),
            "TILLSIGHT_HTTP_PORT",
            Integer.toString(TestServer.freePort()),
            "TILLSIGHT_MANAGEMENT_PORT",
            Integer.toString(TestServer.freePort())));
  }

  private static int port(Map<String, String> settings) {
    return Integer.parseInt(settings.get("TILLSIGHT_HTTP_PORT"));
  }

  private long files(String slot) throws IOException {
    try (var files = Files.list(folder.resolve(slot))) {
      return files.filter(file -> file.toString().endsWith(".spool")).count();
    }
  }

  /** Waits until so many more callbacks have come into the tables. */
  private void awaitDrained(int more) {
    var goal = stored() + more;
    var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (stored() < goal) {
      assertThat(System.nanoTime()).as("drains").isLessThan(deadline);
    }
  }

  private long stored() {
    return Ledger.count(postgres.pool(), "SELECT count(*) FROM callback");
  }

  private static void awaitEmpty(Map<String, String> settings) throws Exception {
    var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    for (var now = ready(settings);
        !now.contains("\"to\":\"database\",\"waiting\":0");
        now = ready(settings)) {
      assertThat(System.nanoTime()).as("drained in time, now " + now).isLessThan(deadline);
    }
  }

  private static String ready(Map<String, String> settings) throws Exception {
    var response = send(request("TILLSIGHT_MANAGEMENT_PORT", "/health/ready", settings).build());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return response.body();
  }

  private static void assertApiSaysSoInTime(Map<String, String> settings) throws Exception {
    var signIn = BodyPublishers.ofString("{\"username\":\"x\",\"password\":\"y\"}");
    // More calls than the pool has connections.
    for (var call = 0; call < 12; call++) {
      var start = System.nanoTime();
      var response =
          send(
              request("TILLSIGHT_HTTP_PORT", "/api/v1/sessions", settings)
                  .header("Content-Type", "application/json")
                  .POST(signIn)
                  .build());
      assertThat(response.statusCode()).as(response.body()).isEqualTo(503);
      assertThat(response.headers().firstValue("Retry-After")).isPresent();
      assertThat(response.body()).contains("The database cannot be reached");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
    }
  }

  private static HttpRequest.Builder request(
      String port, String path, Map<String, String> settings) {
    var address = URI.create("http://localhost:" + settings.get(port) + path);
    return HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(10));
  }

  private static HttpResponse<String> send(HttpRequest request) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      return client.send(request, BodyHandlers.ofString());
    }
  }
}
