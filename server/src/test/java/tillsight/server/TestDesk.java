package tillsight.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import tillsight.server.access.Seal;
import tillsight.server.business.BusinessFile;
import tillsight.server.business.Businesses;

/** Somebody who is signed in to a {@link TestServer}, and sees what becomes of what was sent. */
public final class TestDesk {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String PASSWORD = "correct horse battery";

  /** Users to append to an apply file for the business of {@link TestServer}. */
  public static final String USERS =
      """
          users:
            - {username: owner@acme, role: owner, password: "%1$s"}
            - {username: operator@acme, role: operator, password: "%1$s"}
            - {username: auditor@acme, role: auditor, password: "%1$s"}
            - {username: cashier@acme, role: cashier, tills: ["600984"], password: "%1$s"}
      """
          .formatted(PASSWORD);

  private final TestServer server;
  private final String token;

  private TestDesk(TestServer server, String token) {
    this.server = server;
    this.token = token;
  }

  /** Applies a file to the server's database. */
  public static void apply(TestServer server, String file) {
    new Businesses(server.postgres().pool(), new Seal(new byte[32]))
        .apply(BusinessFile.read(file), false);
  }

  public static TestDesk of(TestServer server, String user) {
    var response =
        server
            .client()
            .post(server.port(), "localhost", "/api/v1/sessions")
            .sendJsonObject(new JsonObject().put("username", user).put("password", PASSWORD))
            .await();
    assertThat(response.statusCode()).as(response.bodyAsString()).isEqualTo(201);
    return new TestDesk(server, response.bodyAsJsonObject().getString("accessToken"));
  }

  /** To be sent with calls of another kind than these. */
  public String token() {
    return token;
  }

  public HttpResponse<Buffer> ask(String path) {
    return server
        .client()
        .get(server.port(), "localhost", "/api/v1" + path)
        .bearerTokenAuthentication(token)
        .send()
        .await();
  }

  /** The body of a successful GET. */
  public JsonObject get(String path) {
    var response = ask(path);
    assertThat(response.statusCode()).as(path + " " + response.bodyAsString()).isEqualTo(200);
    return response.bodyAsJsonObject();
  }

  public HttpResponse<Buffer> post(String path, JsonObject body) {
    return server
        .client()
        .post(server.port(), "localhost", "/api/v1" + path)
        .bearerTokenAuthentication(token)
        .sendJsonObject(body)
        .await();
  }

  /** Posts with a reason. */
  public HttpResponse<Buffer> decide(String path, String reason) {
    return post(path, new JsonObject().put("reason", reason));
  }

  public List<JsonObject> items(String path) {
    return get(path).getJsonArray("items").stream().map(JsonObject.class::cast).toList();
  }

  /** Sends an answer of Daraja's and waits until it is settled; gives what became of it. */
  public String answer(String body) {
    return send("/results/" + TestServer.TOKEN, body);
  }

  /** Sends something to a callback address and waits until nothing of it waits any more. */
  public String send(String path, String body) {
    var before = rows("SELECT id FROM callback").stream().map(row -> row.getUUID("id")).toList();
    var response = server.post(path, body.getBytes(UTF_8));
    assertThat(response.statusCode()).as(response.bodyAsString()).isEqualTo(200);
    var outcome = new String[1];
    await(
        () ->
            rows("SELECT id, outcome FROM callback").stream()
                .filter(row -> !before.contains(row.getUUID("id")))
                .map(row -> row.getString("outcome"))
                .filter(word -> !word.equals("waiting"))
                .peek(word -> outcome[0] = word)
                .findAny()
                .isPresent());
    return outcome[0];
  }

  /** Looks again and again until it is true. */
  public static void await(BooleanSupplier condition) {
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
    }
  }

  public List<Row> rows(String sql, Object... values) {
    return Ledger.rows(server.postgres().pool(), sql, values);
  }

  /** The one value of the one row. */
  public Object value(String sql, Object... values) {
    return rows(sql, values).getFirst().getValue(0);
  }
}
