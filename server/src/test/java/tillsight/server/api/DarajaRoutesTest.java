package tillsight.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.sqlclient.Tuple;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tillsight.server.TestPostgres;
import tillsight.server.access.Seal;
import tillsight.server.daraja.ScriptedDaraja;
import tillsight.server.daraja.ScriptedDaraja.Reply;
import tillsight.server.daraja.TestCertificate;

class DarajaRoutesTest {

  private static final TestClock clock = new TestClock("2026-03-02T11:25:00Z");
  private static final Vertx vertx = Vertx.vertx();
  private static final ScriptedDaraja remote = new ScriptedDaraja(vertx);
  private static final AtomicInteger apps = new AtomicInteger();
  private static final String REGISTER = "/mpesa/c2b/v2/registerurl";

  @RegisterExtension
  @Order(1)
  static final TestPostgres postgres = new TestPostgres();

  @RegisterExtension
  @Order(2)
  static final TestApi api =
      new TestApi(
          postgres,
          clock,
          (business, id, actor, reason) -> Future.succeededFuture(),
          remote.base());

  private static SampleBusiness acme;
  private static SampleBusiness bare;

  @BeforeAll
  static void open() {
    acme = api.open("Acme", "512");
    bare = api.open("Bare", "711");
    credentials(new JsonObject());
  }

  @AfterAll
  static void stop() {
    remote.close();
    vertx.close().await();
  }

  @Test
  void saysWhatIsMissingWithoutCredentials() {
    var setUp = api.get(bare.user("owner"), "/daraja");

    assertThat(setUp.getJsonObject("credentials").getBoolean("set")).isFalse();
    assertThat(setUp.getJsonObject("token").getString("state")).isEqualTo("never");
    assertThat(step(setUp, "credentials").getString("state")).isEqualTo("todo");
    assertThat(step(setUp, "token").getString("detail")).isEqualTo("The credentials come first.");
    assertThat(step(setUp, "till").getString("detail")).isEqualTo("3 tills.");
    var tried = api.post(bare.user("owner"), "/daraja/token", null);
    assertThat(tried.statusCode()).isEqualTo(409);
    assertThat(tried.bodyAsJsonObject().getString("detail"))
        .isEqualTo("No Daraja credentials are stored; add daraja to the apply file.");
  }

  @Test
  void showsTheAddressesToThoseWhoMayActOnly() {
    var seen = api.get(acme.user("operator"), "/daraja");
    assertThat(seen.getString("publicUrl")).isEqualTo("https://pay.till.example");
    assertThat(seen.getJsonObject("urls").getString("confirmation"))
        .isEqualTo("https://pay.till.example/c2b/" + SampleBusiness.TOKEN + "/confirmation");

    assertThat(api.ask(acme.user("auditor"), "/daraja").bodyAsString())
        .doesNotContain(SampleBusiness.TOKEN);
    assertThat(api.ask(acme.user("manager"), "/daraja").statusCode()).isEqualTo(403);
    assertThat(api.post(acme.user("auditor"), "/daraja/token", null).statusCode()).isEqualTo(403);
    assertThat(register("auditor", "512002", "urls").statusCode()).isEqualTo(403);
  }

  @Test
  void showsNoSecret() {
    credentials(
        new JsonObject()
            .put("passkey", "passkeyOfTheShortCode")
            .put("nominatedNumber", "254708374149"));

    var body = api.ask(acme.user("owner"), "/daraja").bodyAsString();

    assertThat(body)
        .doesNotContain("k3yOfTheApp", "s3cr3tOfTheApp", "passkeyOf", "254708374149")
        .contains("\"passkey\":true", "2547 ***** 149");
  }

  @Test
  void triesTheCredentials() {
    credentials(new JsonObject());

    assertThat(tried()).isEqualTo(new JsonObject().put("state", "ok").putNull("detail"));
    var token = api.get(acme.user("owner"), "/daraja").getJsonObject("token");
    assertThat(token.getString("checkedAt")).isEqualTo("2026-03-02T11:25:00Z");
    assertThat(token.getString("expiresAt")).isEqualTo("2026-03-02T12:24:59Z");

    remote.on(ScriptedDaraja.TOKEN_PATH, Reply.json(400, ""));
    assertThat(tried().getString("state")).isEqualTo("refused");
    assertThat(tried().getString("detail")).contains("consumer key and secret", "My Apps");
    assertThat(step(api.get(acme.user("owner"), "/daraja"), "token").getString("state"))
        .isEqualTo("fail");
    remote.givesTokens();
  }

  @Test
  void registersAShortCode() {
    credentials(new JsonObject().put("nominatedNumber", "254708374149"));
    remote.on(REGISTER, Reply.ok("{\"ResponseCode\":\"0\",\"ResponseDescription\":\"success\"}"));
    remote.on(
        "/pulltransactions/v1/register",
        Reply.ok("{\"Response Status\":\"1001\",\"Response Description\":\"Already\"}"));

    var urls = register("operator", "512002", "urls").bodyAsJsonObject();
    assertThat(urls.getJsonObject("urls").getString("state")).isEqualTo("registered");
    assertThat(urls.getJsonObject("urls").getString("version")).isEqualTo("v2");
    assertThat(urls.getString("kind")).isEqualTo("paybill");
    var pull = register("operator", "512002", "pull").bodyAsJsonObject();
    assertThat(pull.getJsonObject("pull").getString("state")).isEqualTo("already");
    assertThat(pull.getJsonObject("urls").getString("state")).isEqualTo("registered");

    assertThat(remote.asked(REGISTER).getLast().json().getString("ConfirmationURL"))
        .isEqualTo("https://pay.till.example/c2b/" + SampleBusiness.TOKEN + "/confirmation");
    assertThat(
            acme.query(
                "SELECT actor, subject FROM audit_entry WHERE action = $1", "daraja.register"))
        .extracting(row -> row.getString("actor") + " " + row.getString("subject"))
        .contains("operator@512 512002 urls", "operator@512 512002 pull");
    assertThat(step(api.get(acme.user("owner"), "/daraja"), "urls").getString("detail"))
        .isEqualTo("Not yet for 512000.");
  }

  @Test
  void answersARefusalAsTheStateOfTheShortCode() {
    credentials(new JsonObject());
    remote.on(
        REGISTER,
        Reply.error(500, "500.003.1001", "Duplicate notification info, SP ID 1, correlator 2"));

    var item = register("owner", "512000", "urls").bodyAsJsonObject().getJsonObject("urls");

    assertThat(item.getString("state")).isEqualTo("refused");
    assertThat(item.getString("detail")).contains("old platform");
    var pull = register("owner", "512000", "pull").bodyAsJsonObject().getJsonObject("pull");
    assertThat(pull.getString("state")).isEqualTo("refused");
    assertThat(pull.getString("detail")).contains("nominatedNumber");
    assertThat(step(api.get(acme.user("owner"), "/daraja"), "urls").getString("state"))
        .isEqualTo("fail");
    acme.query("DELETE FROM daraja_registration WHERE short_code = $1", "512000");
  }

  @Test
  void refusesAShortCodeOfSomebodyElse() {
    var refused = register("owner", "711002", "urls");

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.bodyAsJsonObject().getString("detail")).contains("512002");
    assertThat(register("owner", "512002", "both").statusCode()).isEqualTo(400);
  }

  @Test
  void tellsWhatWasHeardOfEachTill() {
    for (var minute = 0; minute < 4; minute++) {
      var paid = clock.instant().minusSeconds(600 + 60L * minute);
      bare.enter(
          SampleBusiness.Sale.of(
              "UC2HEARD0" + minute, "001", paid.toString(), 100_00, "p" + minute),
          paid.plusSeconds(2L + minute));
    }

    var setUp = api.get(bare.user("owner"), "/daraja");

    var tills = setUp.getJsonArray("tills").stream().map(JsonObject.class::cast).toList();
    assertThat(tills.getFirst())
        .isEqualTo(
            new JsonObject()
                .put("till", "711001")
                .put("name", tills.getFirst().getString("name"))
                .put("lastCallbackAt", "2026-03-02T11:15:02Z")
                .put("callbacks24h", 4)
                .put("delayP50Seconds", 3.5)
                .put("delayP99Seconds", 5.0));
    assertThat(tills.get(1).getInteger("callbacks24h")).isZero();
    assertThat(setUp.getJsonObject("spool").getInteger("waiting")).isEqualTo(3);
    assertThat(step(setUp, "callback").getString("detail"))
        .isEqualTo("Most lately on 2 March, 14:15.");
  }

  @Test
  void tellsHowFarPullingHasCome() {
    var run = UUID.randomUUID();
    run(
        """
        INSERT INTO pull_account (business_id, short_code, due_at, proven_until, answered_at, clock)
        VALUES ($1, '711002', now(), '2026-03-01T11:25:00Z', '2026-03-02T10:00:00Z', 'nairobi')
        """,
        Tuple.of(bare.id()));
    run(
        """
        INSERT INTO pull_run (business_id, id, short_code, cause, started_at, window_from,
          window_to, pages, rows, known, recovered, outcome)
        VALUES ($1, $2, '711002', 'schedule', '2026-03-02T10:00:00Z', '2026-02-28T10:00:00Z',
          '2026-03-02T10:00:00Z', 1, 5, 4, 1, 'complete')
        """,
        Tuple.of(bare.id(), run));

    var setUp = api.get(bare.user("owner"), "/daraja");

    var pull =
        setUp.getJsonArray("shortCodes").stream()
            .map(JsonObject.class::cast)
            .filter(code -> code.getString("shortCode").equals("711002"))
            .findFirst()
            .orElseThrow()
            .getJsonObject("pull");
    assertThat(pull.getDouble("lagHours")).isEqualTo(24.0);
    assertThat(pull.getString("clock")).isEqualTo("nairobi");
    assertThat(pull.getJsonObject("lastRun").getString("id")).isEqualTo(run.toString());
    assertThat(pull.getJsonObject("lastRun").getInteger("recovered")).isEqualTo(1);
    assertThat(step(setUp, "pull-answered").getString("state")).isEqualTo("warn");
  }

  @Test
  void warnsTwoWeeksBeforeThePasswordExpires() {
    var pem = TestCertificate.make("RSA", "2026/01/01", 365).pem();
    var operator =
        new JsonObject()
            .put("initiator", "api1")
            .put("initiatorPassword", "x")
            .put("certificate", pem);

    assertThat(operator(operator.copy())).isEqualTo("warn");
    assertThat(operator(operator.copy().put("passwordSetOn", "2025-12-18"))).isEqualTo("done");
    assertThat(operator(operator.copy().put("passwordSetOn", "2025-12-16"))).isEqualTo("warn");
    assertThat(operator(operator.copy().put("passwordSetOn", "2025-12-02"))).isEqualTo("warn");
    assertThat(operator(operator.copy().put("passwordSetOn", "2025-12-01"))).isEqualTo("fail");
    var expired = TestCertificate.make("RSA", "2025/01/01", 30).pem();
    assertThat(
            operator(
                operator.copy().put("passwordSetOn", "2026-03-01").put("certificate", expired)))
        .isEqualTo("fail");
  }

  private static String operator(JsonObject operator) {
    credentials(operator);
    return step(api.get(acme.user("owner"), "/daraja"), "password").getString("state");
  }

  private static JsonObject tried() {
    var response = api.post(acme.user("owner"), "/daraja/token", null);
    assertThat(response.statusCode()).isEqualTo(200);
    return response.bodyAsJsonObject();
  }

  private static HttpResponse<Buffer> register(String role, String shortCode, String what) {
    return api.post(
        acme.user(role),
        "/daraja/register",
        new JsonObject().put("shortCode", shortCode).put("what", what));
  }

  private static JsonObject step(JsonObject setUp, String id) {
    return setUp.getJsonArray("checklist").stream()
        .map(JsonObject.class::cast)
        .filter(step -> step.getString("id").equals(id))
        .findFirst()
        .orElseThrow();
  }

  /** Gives the business an app of its own, so that no token is left of another test. */
  private static void credentials(JsonObject besides) {
    var json =
        new JsonObject()
            .put("consumerKey", "k3yOfTheApp" + apps.incrementAndGet())
            .put("consumerSecret", "s3cr3tOfTheApp")
            .put("shortcode", "512002")
            .put("c2bVersion", "v2")
            .mergeIn(besides);
    var sealed = api.seal.seal(Seal.Purpose.DARAJA_CREDENTIALS, json.toBuffer().getBytes());
    run(
        "UPDATE business SET daraja = $2 WHERE id = $1",
        Tuple.of(acme.id(), Buffer.buffer(sealed)));
  }

  private static void run(String sql, Tuple values) {
    postgres.pool().preparedQuery(sql).execute(values).await();
  }
}
