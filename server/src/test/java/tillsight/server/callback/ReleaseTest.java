package tillsight.server.callback;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tillsight.server.Ledger;
import tillsight.server.TestServer;
import tillsight.server.access.Seal;
import tillsight.server.business.BusinessFile;
import tillsight.server.business.Businesses;

/** Out of the quarantine into the ledger, over the API of a real server. */
class ReleaseTest {

  @RegisterExtension
  static final TestServer server =
      new TestServer(Map.of("TILLSIGHT_FIXED_CLOCK", "2026-03-02T12:00:00Z"));

  private static final String USERS =
      """
          users:
            - {username: owner@acme, role: owner, password: "correct horse battery"}
      """;
  private static String token;

  @BeforeAll
  static void signIn() {
    apply(TestServer.BUSINESS + USERS);
    var response =
        server
            .client()
            .post(server.port(), "localhost", "/api/v1/sessions")
            .sendJsonObject(
                new JsonObject()
                    .put("username", "owner@acme")
                    .put("password", "correct horse battery"))
            .await();
    token = response.bodyAsJsonObject().getString("accessToken");
  }

  @AfterEach
  void addUp() {
    assertThat(Ledger.contradictions(server.postgres().pool())).isEmpty();
  }

  @Test
  void booksWhatSomebodyVouchesFor() {
    var receipt = Bodies.receipt();
    var id = hold(Bodies.edited(receipt, "TransTime=\"20260302180000\""));

    var answer = accept(id);

    assertThat(answer.statusCode()).as(answer.bodyAsString()).isEqualTo(200);
    assertThat(answer.bodyAsJsonObject().getString("state")).isEqualTo("accepted");
    var payment = payment(receipt).getFirst();
    assertThat(payment.getLong("amount_cents")).isEqualTo(150_00);
    assertThat(payment.getOffsetDateTime("paid_at").toInstant())
        .hasToString("2026-03-02T15:00:00Z");
    assertThat(payment.getUUID("callback_id")).isEqualTo(id);
    assertThat(payment.getInteger("flags") & 32).isEqualTo(32);
    assertThat(
            Ledger.rows(
                server.postgres().pool(),
                "SELECT actor, reason FROM audit_entry WHERE subject = $1",
                id.toString()))
        .extracting(Row::deepToString)
        .containsExactly("[owner@acme,seen on the statement]");
  }

  @Test
  void booksADamagedName() {
    var receipt = Bodies.receipt();
    var body = new String(Bodies.confirmation(receipt), UTF_8).replace("WANJIRU", "NJ\u00c9RI");

    assertThat(accept(hold(body.getBytes(ISO_8859_1))).statusCode()).isEqualTo(200);

    assertThat(payment(receipt)).hasSize(1);
  }

  @Test
  void booksOnceHoweverManyAcceptAtOnce() {
    var receipt = Bodies.receipt();
    var id = hold(Bodies.edited(receipt, "TransTime=\"20260302180000\""));

    var answers =
        Future.all(IntStream.range(0, 8).mapToObj(i -> ask(id)).toList())
            .await()
            .<HttpResponse<Buffer>>list();

    assertThat(answers.stream().map(HttpResponse::statusCode))
        .containsOnlyOnce(200)
        .containsOnly(200, 409);
    assertThat(payment(receipt)).hasSize(1);
  }

  @Test
  void booksForATillThatWasAddedLater() {
    var receipt = Bodies.receipt();
    var id = hold(Bodies.edited(receipt, "BusinessShortCode=\"5120077\""));
    assertThat(accept(id).bodyAsString()).contains("tillsight apply");

    apply(
        TestServer.BUSINESS
            + "          - {code: \"5120077\", kind: buy-goods, name: Counter 77}\n"
            + USERS);

    var deadline = System.nanoTime() + 5_000_000_000L;
    while (accept(id).statusCode() != 200) {
      assertThat(System.nanoTime()).isLessThan(deadline);
    }
    assertThat(payment(receipt)).hasSize(1);
  }

  @Test
  void keepsWhatIsBookedAlready() {
    var receipt = Bodies.receipt();
    server.post(CONFIRMATION, Bodies.confirmation(receipt));
    var id = hold(Bodies.edited(receipt, "TransAmount=\"151\""));

    var answer = accept(id);

    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.bodyAsString()).contains("booked already");
    assertThat(payment(receipt).getFirst().getLong("amount_cents")).isEqualTo(150_00);
    assertThat(state(id)).isEqualTo("open");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-TransAmount",
        "TransAmount=\"1,500\"",
        "TransAmount=\"0\"",
        "-TransTime",
        "TransTime=\"20260230101010\"",
        "-BusinessShortCode",
        "TransID=\"X' OR 1=1\"",
        "TransAmount=\"150.00\",\"TransAmount\":\"1.00\""
      })
  void booksNothingThatCannotBeRead(String edits) {
    var id = hold(Bodies.edited(Bodies.receipt(), edits));

    assertThat(accept(id).statusCode()).isEqualTo(409);

    assertThat(state(id)).isEqualTo("open");
  }

  private static final String CONFIRMATION = "/c2b/" + TestServer.TOKEN + "/confirmation";

  private static UUID hold(byte[] body) {
    assertThat(server.post(CONFIRMATION, body).statusCode()).isEqualTo(200);
    return Ledger.rows(server.postgres().pool(), "SELECT id FROM quarantine ORDER BY ctid DESC")
        .getFirst()
        .getUUID("id");
  }

  private static HttpResponse<Buffer> accept(UUID id) {
    return ask(id).await();
  }

  private static Future<HttpResponse<Buffer>> ask(UUID id) {
    return server
        .client()
        .post(server.port(), "localhost", "/api/v1/quarantine/" + id + "/accept")
        .bearerTokenAuthentication(token)
        .sendJsonObject(new JsonObject().put("reason", "seen on the statement"));
  }

  private static String state(UUID id) {
    return Ledger.rows(server.postgres().pool(), "SELECT state FROM quarantine WHERE id = $1", id)
        .getFirst()
        .getString("state");
  }

  private static List<Row> payment(String receipt) {
    return Ledger.rows(
        server.postgres().pool(), "SELECT * FROM payment WHERE receipt = $1", receipt);
  }

  private static void apply(String file) {
    new Businesses(server.postgres().pool(), new Seal(new byte[32]))
        .apply(BusinessFile.read(file), false);
  }
}
