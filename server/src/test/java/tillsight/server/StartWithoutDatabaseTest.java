package tillsight.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import tillsight.server.access.Seal;
import tillsight.server.business.BusinessFile;
import tillsight.server.business.Businesses;
import tillsight.server.callback.Bodies;

/** A server that starts while its database is away, because it knew its businesses before. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class StartWithoutDatabaseTest {

  @RegisterExtension static final TestPostgres postgres = new TestPostgres();

  private static final String CONFIRMATION = "/c2b/" + TestServer.TOKEN + "/confirmation";
  private static final String VALIDATION = "/c2b/" + TestServer.TOKEN + "/validation";
  private static final String MIGRATED =
      "UPDATE flyway_schema_history SET success = %s WHERE version = (SELECT max(version) FROM"
          + " flyway_schema_history)";

  private final Path spool = TestServer.spoolFolder();
  private final Config config =
      Config.from(
          Map.of(
              "TILLSIGHT_MODE",
              "demo",
              "TILLSIGHT_FIXED_CLOCK",
              "2026-03-02T12:00:00Z",
              "TILLSIGHT_SPOOL_DIR",
              spool.toString(),
              "TILLSIGHT_HTTP_PORT",
              Integer.toString(TestServer.freePort()),
              "TILLSIGHT_MANAGEMENT_PORT",
              Integer.toString(TestServer.freePort()),
              "TILLSIGHT_SECRETS_KEY",
              Base64.getEncoder().encodeToString(new byte[32])));
  private WebClient client;
  private Nodes.Node node;
  private Server server;

  @BeforeEach
  void leaveASnapshot() {
    client = WebClient.create(postgres.vertx());
    new Businesses(postgres.pool(), new Seal(new byte[32]))
        .apply(BusinessFile.read(TestServer.BUSINESS), false);
    start();
    stop();
    assertThat(spool.resolve("directory.sealed")).exists();
  }

  @AfterEach
  void letIn() {
    postgres.letIn(true);
    stop();
    client.close();
  }

  @Test
  void takesCallbacksAtOnceAndDrainsThemLater() {
    postgres.letIn(false);
    start();
    var receipt = Bodies.receipt();

    assertThat(post(CONFIRMATION, Bodies.confirmation(receipt)).statusCode()).isEqualTo(200);
    assertThat(post(VALIDATION, Bodies.confirmation(receipt)).bodyAsString())
        .contains("\"ResultCode\":\"0\"");
    assertThat(post(VALIDATION, Bodies.edited(receipt, "TransAmount=\"300000\"")).bodyAsString())
        .contains("C2B00013");
    assertThat(ready().statusCode()).isEqualTo(200);
    stop();
    start();
    assertThat(node.registry().get("tillsight.spool.waiting").gauge().value()).isEqualTo(3);

    postgres.letIn(true);

    awaitEmpty();
    assertThat(payments(receipt)).isEqualTo(1);
    assertThat(Ledger.contradictions(postgres.pool())).isEmpty();
  }

  @Test
  void keepsCallbacksFromTablesThatAreTooOld() {
    var receipt = Bodies.receipt();
    postgres.pool().query(MIGRATED.formatted(false)).execute().await();
    postgres.letIn(false);
    start();
    assertThat(post(CONFIRMATION, Bodies.confirmation(receipt)).statusCode()).isEqualTo(200);

    postgres.letIn(true);

    var told = ready();
    assertThat(told.statusCode()).isEqualTo(503);
    assertThat(told.bodyAsString()).contains("too old", "run: tillsight migrate");
    assertThat(post(CONFIRMATION, Bodies.confirmation(receipt)).statusCode()).isEqualTo(200);
    assertThat(payments(receipt)).isZero();

    postgres.pool().query(MIGRATED.formatted(true)).execute().await();
    awaitEmpty();
    assertThat(payments(receipt)).isEqualTo(1);
    assertThat(ready().statusCode()).isEqualTo(200);
  }

  @Test
  void learnsWhatChangedMeanwhile() {
    postgres.letIn(false);
    start();
    postgres.letIn(true);
    new Businesses(postgres.pool(), new Seal(new byte[32]))
        .apply(
            BusinessFile.read(
                TestServer.BUSINESS
                    + "          - {code: \"5120077\", kind: buy-goods, name: New}\n"),
            false);
    var body = Bodies.edited(Bodies.receipt(), "BusinessShortCode=\"5120077\"");

    // Whether it goes past the spool or not: it is read with the tills there are.
    var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!post(VALIDATION, body).bodyAsString().contains("\"0\"")) {
      assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
    }
  }

  @Test
  void leavesNothingButSealedBytesInTheSnapshot() throws Exception {
    var text = Files.readString(spool.resolve("directory.sealed"), ISO_8859_1);

    assertThat(text).doesNotContain("Acme", "600984", "Counter", TestServer.TOKEN);
  }

  private void start() {
    node = Nodes.start(config).await();
    server = Server.start(node, config, postgres.options(), postgres.options()).await();
  }

  private void stop() {
    if (server != null) {
      server.stop().await();
      node.vertx().close().await();
      server = null;
    }
  }

  private HttpResponse<Buffer> post(String path, byte[] body) {
    return client
        .post(config.httpPort(), "localhost", path)
        .sendBuffer(Buffer.buffer(body))
        .await();
  }

  private HttpResponse<Buffer> ready() {
    return client.get(config.managementPort(), "localhost", "/health/ready").send().await();
  }

  private void awaitEmpty() {
    var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!to().equals("database")) {
      assertThat(System.nanoTime()).as("drained in time").isLessThan(deadline);
    }
  }

  private String to() {
    return ready().bodyAsJsonObject().getJsonArray("checks").stream()
        .map(JsonObject.class::cast)
        .filter(check -> check.getString("id").equals("callbacks"))
        .map(check -> check.getJsonObject("data").getString("to"))
        .findFirst()
        .orElseThrow();
  }

  private static long payments(String receipt) {
    return Ledger.count(
        postgres.pool(), "SELECT count(*) FROM payment WHERE receipt = $1", receipt);
  }
}
