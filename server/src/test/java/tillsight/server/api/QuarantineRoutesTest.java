package tillsight.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tillsight.server.TestPostgres;
import tillsight.server.http.Refused;

class QuarantineRoutesTest {

  private static final TestClock clock = new TestClock("2026-03-18T11:25:00Z");
  private static final Instant NOW = clock.instant();

  @RegisterExtension
  @Order(1)
  static final TestPostgres postgres = new TestPostgres();

  @RegisterExtension
  @Order(2)
  static final TestApi api =
      new TestApi(
          postgres,
          clock,
          (business, id, actor, reason) ->
              Future.failedFuture(Refused.conflict("Its till is unknown; add the till first.")));

  private static SampleBusiness acme;
  private static SampleBusiness other;

  @BeforeAll
  static void open() {
    acme = api.open("Acme", "512");
    other = api.open("Other", "711");
  }

  @Test
  void dismissesWithAReasonAndWritesItDown() {
    var id = acme.quarantine("amount-unreadable", NOW);

    var dismissed = dismiss("operator", id, "  A test of the counter. ");

    assertThat(dismissed.statusCode()).isEqualTo(200);
    assertThat(dismissed.bodyAsJsonObject())
        .isEqualTo(
            new JsonObject(
                    """
                    {"receivedAt": "2026-03-18T11:25:00Z", "source": "confirmation",
                     "receipt": "UCI1AB2CD3", "evidence": null,
                     "reason": "amount-unreadable", "detail": "The amount is not a number.",
                     "state": "dismissed", "till": "512001", "amountCents": null, "paidAt": null,
                     "decidedAt": "2026-03-18T11:25:00Z", "decidedBy": "operator@512",
                     "decision": "A test of the counter."}
                    """)
                .put("id", id.toString()));
    assertThat(ids("")).doesNotContain(id.toString());
    assertThat(ids("?state=dismissed")).contains(id.toString());
    assertThat(ids("?state=all")).contains(id.toString());
    var audit =
        acme.query("SELECT * FROM audit_entry WHERE subject = $1", id.toString()).iterator().next();
    assertThat(audit.getString("actor")).isEqualTo("operator@512");
    assertThat(audit.getString("action")).isEqualTo("quarantine.dismiss");
    assertThat(audit.getString("reason")).isEqualTo("A test of the counter.");
  }

  @Test
  void decidesOnce() {
    var id = acme.quarantine("till-unknown", NOW);

    assertThat(dismiss("owner", id, "first").statusCode()).isEqualTo(200);
    assertThat(dismiss("owner", id, "second").statusCode()).isEqualTo(409);
    assertThat(decide("owner", id, "accept", "third").statusCode()).isEqualTo(409);
  }

  @Test
  void passesOnWhyItCannotBeAccepted() {
    var id = acme.quarantine("till-unknown", NOW);

    var refused = decide("owner", id, "accept", "It is ours.");

    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(refused.bodyAsJsonObject().getString("detail"))
        .isEqualTo("Its till is unknown; add the till first.");
  }

  @Test
  void wantsAReason() {
    var id = acme.quarantine("till-unknown", NOW);

    for (var reason : List.of("", "   ", "x".repeat(501))) {
      var response = dismiss("owner", id, reason);
      assertThat(response.statusCode()).isEqualTo(400);
      assertThat(response.bodyAsString()).contains("\"field\":\"reason\"");
    }
    assertThat(api.post(acme.user("owner"), path(id, "dismiss"), new JsonObject()).statusCode())
        .isEqualTo(400);
  }

  @Test
  void keepsOthersOut() {
    var theirs = other.quarantine("till-unknown", NOW);
    var ours = acme.quarantine("till-unknown", NOW);

    assertThat(dismiss("owner", theirs, "x").statusCode()).isEqualTo(404);
    assertThat(dismiss("owner", UUID.randomUUID(), "x").statusCode()).isEqualTo(404);
    assertThat(dismiss("auditor", ours, "x").statusCode()).isEqualTo(403);
    assertThat(dismiss("manager", ours, "x").statusCode()).isEqualTo(403);
  }

  @Test
  void pagesNewestFirst() {
    for (var minute = 0; minute < 5; minute++) {
      other.quarantine("page-" + minute, NOW.minusSeconds(60L * minute + 3_600));
    }
    var first = api.get(other.user("owner"), "/quarantine?limit=3");
    var second =
        api.get(other.user("owner"), "/quarantine?limit=3&cursor=" + first.getString("next"));

    assertThat(first.getJsonArray("items").size()).isEqualTo(3);
    assertThat(second.getJsonArray("items").stream().map(JsonObject.class::cast))
        .extracting(item -> item.getString("reason"))
        .endsWith("page-3", "page-4");
  }

  private static List<String> ids(String query) {
    return api.get(acme.user("owner"), "/quarantine" + query).getJsonArray("items").stream()
        .map(item -> ((JsonObject) item).getString("id"))
        .toList();
  }

  private static HttpResponse<Buffer> dismiss(String role, UUID id, String reason) {
    return decide(role, id, "dismiss", reason);
  }

  private static HttpResponse<Buffer> decide(String role, UUID id, String verb, String reason) {
    return api.post(acme.user(role), path(id, verb), new JsonObject().put("reason", reason));
  }

  private static String path(UUID id, String verb) {
    return "/quarantine/" + id + "/" + verb;
  }
}
