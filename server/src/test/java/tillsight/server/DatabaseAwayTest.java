package tillsight.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import tillsight.server.callback.Bodies;

/** A server whose database goes away for a while and comes back. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class DatabaseAwayTest {

  private static final Path spool = TestServer.spoolFolder();

  @RegisterExtension
  static final TestServer server =
      new TestServer(
          Map.of(
              "TILLSIGHT_FIXED_CLOCK",
              "2026-03-02T12:00:00Z",
              "TILLSIGHT_SPOOL_DIR",
              spool.toString()));

  private static final String CONFIRMATION = "/c2b/" + TestServer.TOKEN + "/confirmation";
  private static final String VALIDATION = "/c2b/" + TestServer.TOKEN + "/validation";

  @AfterEach
  void letIn() {
    server.postgres().letIn(true);
  }

  @Test
  void takesCallbacksMeanwhileAndBooksThemAfterwards() {
    var receipt = Bodies.receipt();
    server.postgres().letIn(false);

    assertThat(server.post(CONFIRMATION, Bodies.confirmation(receipt)).statusCode()).isEqualTo(200);
    assertThat(server.post(CONFIRMATION, Bodies.confirmation(receipt)).statusCode()).isEqualTo(200);
    assertThat(server.post(CONFIRMATION, Bodies.edited(receipt, "-TransID")).statusCode())
        .isEqualTo(400);
    var asked = System.nanoTime();
    var validation = server.post(VALIDATION, Bodies.confirmation(receipt));
    assertThat(validation.bodyAsString()).contains("\"ResultCode\":\"0\"");
    assertThat(since(asked)).isLessThan(Duration.ofSeconds(1));

    server.postgres().letIn(true);

    awaitEmpty();
    assertThat(outcomes(receipt)).containsExactly("accepted", "booked", "duplicate");
    assertThat(server.post(CONFIRMATION, Bodies.confirmation(receipt)).statusCode()).isEqualTo(200);
    assertThat(outcomes(receipt)).hasSize(4);
    assertThat(Ledger.contradictions(server.postgres().pool())).isEmpty();
  }

  @Test
  void saysWhereCallbacksGo() {
    assertThat(check("callbacks").getString("to")).isEqualTo("database");
    server.postgres().letIn(false);
    server.post(CONFIRMATION, Bodies.confirmation(Bodies.receipt()));

    assertThat(server.manage("/health/ready").statusCode()).isEqualTo(200);
    assertThat(check("database").getString("state")).isEqualTo("away");
    assertThat(check("callbacks"))
        .isEqualTo(new JsonObject().put("to", "spool").put("waiting", 1).put("oldestSeconds", 0));
    assertThat(server.manage("/metrics").bodyAsString())
        .contains("tillsight_spool_waiting 1.0", "tillsight_spool_full 0.0")
        .containsPattern("tillsight_spool_bytes \\d{3}\\.0")
        .contains("tillsight_callbacks_total{kind=\"confirmation\",outcome=\"spooled\"}");
    assertThat(server.manage("/health/live").statusCode()).isBetween(200, 204);

    server.postgres().letIn(true);
    awaitEmpty();
    assertThat(server.manage("/health/ready").statusCode()).isEqualTo(200);
    assertThat(check("database").getString("state")).isEqualTo("there");
  }

  @Test
  void writesNothingToTheDiskThatTellsWhoPaidWhat() throws IOException {
    server.postgres().letIn(false);
    var body = Bodies.edited(Bodies.receipt(), "MSISDN=\"254722123456\"; TransAmount=\"4711.00\"");
    assertThat(server.post(CONFIRMATION, body).statusCode()).isEqualTo(200);

    String disk;
    try (var files = Files.walk(spool)) {
      disk =
          files
              .filter(Files::isRegularFile)
              .map(DatabaseAwayTest::content)
              .collect(Collectors.joining());
    }
    assertThat(disk).contains("confirmation");
    assertThat(disk)
        .doesNotContain("254722", "4711", "WANJIRU", "ACC001", "Acme", TestServer.TOKEN);
    server.postgres().letIn(true);
    awaitEmpty();
  }

  @Test
  void tellsCallersOfTheApiAtOnceToComeBack() {
    server.postgres().letIn(false);
    var start = System.nanoTime();
    var refused =
        server
            .client()
            .post(server.port(), "localhost", "/api/v1/sessions")
            .sendJsonObject(new JsonObject().put("username", "x").put("password", "y"))
            .await();

    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.getHeader("Content-Type")).isEqualTo("application/problem+json");
    assertThat(Integer.parseInt(refused.getHeader("Retry-After"))).isPositive();
    assertThat(since(start)).isLessThan(Duration.ofSeconds(3));
  }

  @Test
  void refusesOnlyWhenTheDiskTakesNothingEither() throws Exception {
    var disk = TestServer.spoolFolder();
    // Less than a spool has to leave free: to it, this disk is full.
    assumeThat(run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk.toString()))
        .as("mounting a small file system takes root")
        .isTrue();
    var other = new TestServer(Map.of("TILLSIGHT_SPOOL_DIR", disk.toString()));
    other.beforeAll(null);
    try {
      assertThat(other.post(CONFIRMATION, Bodies.confirmation(Bodies.receipt())).statusCode())
          .isEqualTo(200);
      other.postgres().letIn(false);
      var start = System.nanoTime();
      var refused = other.post(CONFIRMATION, Bodies.confirmation(Bodies.receipt()));

      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(Integer.parseInt(refused.getHeader("Retry-After"))).isPositive();
      assertThat(since(start)).isLessThan(Duration.ofSeconds(10));
      assertThat(other.manage("/health/ready").statusCode()).isEqualTo(503);
      assertThat(other.manage("/metrics").bodyAsString()).contains("tillsight_spool_full 1.0");

      other.postgres().letIn(true);
      assertThat(other.post(CONFIRMATION, Bodies.confirmation(Bodies.receipt())).statusCode())
          .isEqualTo(200);
      assertThat(other.manage("/health/ready").statusCode()).isEqualTo(200);
    } finally {
      other.afterAll(null);
      run("umount", "-l", disk.toString());
    }
  }

  private static List<String> outcomes(String receipt) {
    return Ledger.rows(
            server.postgres().pool(),
            "SELECT outcome FROM callback WHERE receipt = $1 OR kind = 'validation' ORDER BY 1",
            receipt)
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }

  private static void awaitEmpty() {
    var waiting = server.node().registry().get("tillsight.spool.waiting").gauge();
    var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (waiting.value() > 0) {
      assertThat(System.nanoTime()).as("drained in time").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  private static JsonObject check(String id) {
    return server.manage("/health/ready").bodyAsJsonObject().getJsonArray("checks").stream()
        .map(JsonObject.class::cast)
        .filter(check -> check.getString("id").equals(id))
        .findFirst()
        .orElseThrow()
        .getJsonObject("data");
  }

  private static String content(Path file) {
    try {
      return Files.readString(file, ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
  }
}
