package tillsight.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tillsight.server.TestPostgres;

class SessionRoutesTest {

  private static final TestClock clock = new TestClock("2026-03-18T11:25:00Z");

  @RegisterExtension
  @Order(1)
  static final TestPostgres postgres = new TestPostgres();

  @RegisterExtension
  @Order(2)
  static final TestApi api =
      new TestApi(postgres, clock, (b, id, actor, reason) -> Future.succeededFuture());

  private static SampleBusiness acme;

  @BeforeAll
  static void open() {
    acme = api.open("Acme", "512");
  }

  @Test
  void signsInAndSaysWhoOneIs() {
    var session = api.signIn("  " + acme.user("manager").toUpperCase(java.util.Locale.ROOT));

    assertThat(Instant.parse(session.getString("expiresAt")))
        .isEqualTo(clock.instant().plus(Duration.ofMinutes(15)));
    var user = session.getJsonObject("user");
    assertThat(user)
        .isEqualTo(
            new JsonObject()
                .put("username", acme.user("manager"))
                .put("role", "manager")
                .put("businessId", acme.id())
                .put("businessName", "Acme")
                .put("timezone", "Africa/Nairobi")
                .put(
                    "branches",
                    new JsonArray()
                        .add(new JsonObject().put("id", acme.branch("West")).put("name", "West")))
                .put("tills", new JsonArray().add("512001").add("512002")));
    assertThat(api.get(acme.user("manager"), "/me")).isEqualTo(user);
  }

  @Test
  void refusesWrongAndUnknownAlike() {
    var wrong = api.signIn(acme.user("auditor"), "wrong");
    var unknown = api.signIn("nobody@nowhere", "wrong");

    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(unknown.statusCode()).isEqualTo(401);
    assertThat(unknown.bodyAsString()).isEqualTo(wrong.bodyAsString());
    assertThat(unknown.getHeader("Retry-After")).isNull();
  }

  @Test
  void locksANameAfterFiveFailuresInARow() {
    locks(acme.user("operator"));

    clock.forward(Duration.ofMinutes(15));
    assertThat(api.signIn(acme.user("operator"), SampleBusiness.PASSWORD).statusCode())
        .isEqualTo(201);
    assertThat(api.signIn(acme.user("operator"), "wrong").getHeader("Retry-After")).isNull();
  }

  @Test
  void locksNamesThatNobodyHasJustTheSame() {
    locks("ghost@nowhere");
  }

  @Test
  void forgetsFailuresWithSuccess() {
    for (var round = 0; round < 3; round++) {
      for (var failure = 0; failure < 4; failure++) {
        assertThat(api.signIn(acme.user("cashier"), "wrong").statusCode()).isEqualTo(401);
      }
      assertThat(api.signIn(acme.user("cashier"), SampleBusiness.PASSWORD).statusCode())
          .isEqualTo(201);
    }
  }

  @Test
  void spendsARefreshTokenWithItsUse() {
    var first = api.signIn(acme.user("owner"));
    var second = refresh(first.getString("refreshToken"));

    assertThat(second.getInteger("status")).isNull();
    assertThat(second.getString("refreshToken")).isNotEqualTo(first.getString("refreshToken"));
    assertThat(me(second.getString("accessToken"))).isEqualTo(200);
    assertThat(refresh(first.getString("refreshToken")).getInteger("status")).isEqualTo(401);
    assertThat(refresh(second.getString("refreshToken")).getInteger("status")).isNull();
  }

  @Test
  void endsASessionAtOnce() {
    var session = api.signIn(acme.user("owner"));
    var token = session.getString("accessToken");

    assertThat(api.send(HttpMethod.DELETE, "/sessions/current", token, null).statusCode())
        .isEqualTo(204);
    assertThat(me(token)).isEqualTo(401);
    assertThat(refresh(session.getString("refreshToken")).getInteger("status")).isEqualTo(401);
  }

  @Test
  void shutsOutADisabledUserAtOnce() {
    var other = api.open("Disabled", "513");
    var session = api.signIn(other.user("owner"));
    other.run("UPDATE app_user SET disabled = true WHERE business_id = $1", Tuple.of(other.id()));

    assertThat(me(session.getString("accessToken"))).isEqualTo(401);
    assertThat(refresh(session.getString("refreshToken")).getInteger("status")).isEqualTo(401);
    assertThat(api.signIn(other.user("owner"), SampleBusiness.PASSWORD).statusCode())
        .isEqualTo(401);
  }

  @Test
  void endsTokensWithTheirTime() {
    var session = api.signIn(acme.user("owner"));

    clock.forward(Duration.ofMinutes(15));
    assertThat(me(session.getString("accessToken"))).isEqualTo(401);
    clock.forward(Duration.ofHours(12));
    assertThat(refresh(session.getString("refreshToken")).getInteger("status")).isEqualTo(401);
  }

  @Test
  void refusesTokensThatAreNotOurs() {
    assertThat(me("nonsense")).isEqualTo(401);
    assertThat(me(null)).isEqualTo(401);
    // A header that claims to need no signature, over the claims of a real session.
    var real = api.signIn(acme.user("owner")).getString("accessToken");
    var none = "eyJ0eXAiOiJKV1QiLCJhbGciOiJub25lIn0." + real.split("\\.")[1] + ".";
    assertThat(me(none)).isEqualTo(401);
    assertThat(me(real.substring(0, real.length() - 3) + "AAA")).isEqualTo(401);
  }

  @Test
  void namesTheFieldsThatAreNotValid() {
    var response =
        api.send(HttpMethod.POST, "/sessions", null, new JsonObject().put("username", ""));

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.bodyAsJsonObject().getJsonArray("errors").stream().map(Object::toString))
        .containsExactlyInAnyOrder(
            "{\"field\":\"username\",\"message\":\"must be text of 1 to 200 characters\"}",
            "{\"field\":\"password\",\"message\":\"must be text of 1 to 1000 characters\"}");
  }

  @Test
  void writesSessionsIntoTheAuditLog() {
    var other = api.open("Audited", "514");
    var token = api.signIn(other.user("owner")).getString("accessToken");
    api.send(HttpMethod.DELETE, "/sessions/current", token, null);

    assertThat(
            other
                .query(
                    "SELECT actor || ' ' || action AS a FROM audit_entry WHERE business_id = $1"
                        + " ORDER BY id",
                    other.id())
                .stream()
                .map(row -> row.getString("a")))
        .containsExactly("owner@514 session.start", "owner@514 session.end");
  }

  private static void locks(String name) {
    for (var failure = 1; failure <= 5; failure++) {
      assertThat(api.signIn(name, "wrong").statusCode()).isEqualTo(401);
    }
    var locked = api.signIn(name, SampleBusiness.PASSWORD);
    assertThat(locked.statusCode()).isEqualTo(401);
    assertThat(locked.getHeader("Retry-After")).isEqualTo("900");
    assertThat(locked.bodyAsString()).isEqualTo(api.signIn("someone@else", "x").bodyAsString());
  }

  private static JsonObject refresh(String token) {
    return api.send(
            HttpMethod.POST, "/sessions/refresh", null, new JsonObject().put("refreshToken", token))
        .bodyAsJsonObject();
  }

  private static int me(String token) {
    return api.send(HttpMethod.GET, "/me", token, null).statusCode();
  }
}
