package tillsight.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tillsight.server.TestPostgres;
import tillsight.server.api.SampleBusiness.Sale;

/** Who may ask for what, through the real routes. */
class ScopeTest {

  private static final TestClock clock = new TestClock("2026-03-18T11:25:00Z");

  @RegisterExtension
  @Order(1)
  static final TestPostgres postgres = new TestPostgres();

  @RegisterExtension
  @Order(2)
  static final TestApi api =
      new TestApi(postgres, clock, (b, id, actor, reason) -> Future.succeededFuture());

  private static final Map<String, String> CALLS =
      Map.of(
          "me", "/me",
          "branches", "/branches",
          "tills", "/tills",
          "summary", "/summary",
          "heatmap", "/heatmap",
          "trends", "/trends",
          "payments", "/payments",
          "customers", "/customers",
          "quarantine", "/quarantine");

  private static SampleBusiness acme;
  private static SampleBusiness other;

  @BeforeAll
  static void open() {
    acme = api.open("Acme", "512");
    other = api.open("Other", "711");
    acme.enter(Sale.of("UCH1", "001", "2026-03-17T09:00:00Z", 1_00, "one"));
    acme.enter(Sale.of("UCI1", "001", "2026-03-18T09:00:00Z", 2_00, "one"));
    acme.enter(Sale.of("UCI2", "002", "2026-03-18T09:00:00Z", 4_00, "one"));
    acme.enter(Sale.of("UCI3", "003", "2026-03-18T09:00:00Z", 8_00, "one"));
    acme.enter(Sale.of("UCI4", "000", "2026-03-18T09:00:00Z", 16_00, "one"));
  }

  @Test
  void letsEachRoleDoWhatItIsFor() {
    var everything = CALLS.keySet();
    allows("owner", everything);
    allows("auditor", everything);
    allows(
        "manager",
        Set.of("me", "branches", "tills", "summary", "heatmap", "trends", "payments", "customers"));
    allows("cashier", Set.of("me", "branches", "tills", "summary", "trends", "payments"));
    allows("operator", Set.of("me", "branches", "tills", "quarantine"));
  }

  @Test
  void saysWhatIsMissingAndWhoCanGrantIt() {
    assertThat(api.ask(acme.user("cashier"), "/customers").bodyAsJsonObject().getString("detail"))
        .isEqualTo(
            "Your role, cashier, may not see customers. An owner of the business can give you a"
                + " role that may.");
  }

  @Test
  void countsOnlyTheTillsInScope() {
    assertThat(grossOf("owner", "")).isEqualTo(31_00);
    assertThat(grossOf("manager", "")).isEqualTo(7_00);
    assertThat(grossOf("cashier", "")).isEqualTo(2_00);
    assertThat(grossOf("owner", "?branch=" + acme.branch("East"))).isEqualTo(8_00);
    assertThat(grossOf("owner", "?till=512001&till=512003")).isEqualTo(11_00);
    assertThat(grossOf("owner", "?till=512001&branch=" + acme.branch("West"))).isEqualTo(3_00);
    assertThat(grossOf("manager", "?branch=" + acme.branch("West"))).isEqualTo(6_00 + 1_00);
    assertThat(grossOf("cashier", "?branch=" + acme.branch("West"))).isEqualTo(2_00);
  }

  @Test
  void answersOneAndTheSameForForeignAndUnknownTills() {
    var foreign = api.ask(acme.user("manager"), "/summary?till=512003");

    assertThat(foreign.statusCode()).isEqualTo(403);
    for (var outside :
        List.of(
            "till=512000",
            "till=711001",
            "till=999999",
            "till=nonsense",
            "till=512001&till=512003",
            "branch=" + acme.branch("East"),
            "branch=" + other.branch("West"),
            "branch=2147483647")) {
      for (var call :
          List.of("/summary", "/heatmap", "/trends", "/payments", "/customers", "/tills")) {
        var response = api.ask(acme.user("manager"), call + "?" + outside);
        assertThat(response.statusCode()).as(call + outside).isEqualTo(403);
        assertThat(response.bodyAsString()).isEqualTo(foreign.bodyAsString());
      }
    }
    assertThat(api.ask(acme.user("cashier"), "/payments?till=512002").statusCode()).isEqualTo(403);
    assertThat(api.ask(acme.user("owner"), "/payments?till=711001").statusCode()).isEqualTo(403);
  }

  @Test
  void refusesATillThatIsInNoneOfTheBranches() {
    var path = "/summary?till=512001&branch=" + acme.branch("East");
    assertThat(api.ask(acme.user("owner"), path).statusCode()).isEqualTo(400);
  }

  @Test
  void keepsCashiersToToday() {
    assertThat(api.ask(acme.user("cashier"), "/summary?from=2026-03-18&to=2026-03-19").statusCode())
        .isEqualTo(200);
    for (var range :
        List.of(
            "from=2026-03-17&to=2026-03-19",
            "from=2026-03-17&to=2026-03-18",
            "to=2026-03-18",
            "from=2026-03-18&to=2026-03-20")) {
      for (var call : List.of("/summary", "/trends", "/payments", "/tills")) {
        assertThat(api.ask(acme.user("cashier"), call + "?" + range).statusCode())
            .as(call + range)
            .isEqualTo(403);
      }
    }
    var summary = api.get(acme.user("cashier"), "/summary?compare=previous");
    assertThat(summary.getString("from")).isEqualTo("2026-03-18");
    assertThat(summary.getValue("compare")).isNull();
  }

  @Test
  void showsOperatorsTillsWithoutFigures() {
    var tills = api.get(acme.user("operator"), "/tills").getJsonArray("items");

    assertThat(tills.stream().map(JsonObject.class::cast))
        .hasSize(4)
        .allSatisfy(
            till -> {
              assertThat(till.getLong("grossCents")).isZero();
              assertThat(till.getLong("payments")).isZero();
              assertThat(till.getValue("compare")).isNull();
            });
  }

  @Test
  void listsTheBranchesInScope() {
    var all = api.get(acme.user("owner"), "/branches").getJsonArray("items");
    assertThat(all.encode())
        .isEqualTo(
            "[{\"id\":%d,\"name\":\"East\",\"tills\":[\"512003\"]},{\"id\":%d,\"name\":\"West\",\"tills\":[\"512001\",\"512002\"]}]"
                .formatted(acme.branch("East"), acme.branch("West")));
    var some = api.get(acme.user("cashier"), "/branches").getJsonArray("items");
    assertThat(some.encode())
        .isEqualTo(
            "[{\"id\":%d,\"name\":\"West\",\"tills\":[\"512001\"]}]"
                .formatted(acme.branch("West")));
  }

  @Test
  void asksForASignIn() {
    for (var path : CALLS.values()) {
      var response = api.send(io.vertx.core.http.HttpMethod.GET, path, null, null);
      assertThat(response.statusCode()).isEqualTo(401);
      assertThat(response.getHeader("WWW-Authenticate")).isEqualTo("Bearer");
    }
  }

  private static void allows(String role, Set<String> calls) {
    CALLS.forEach(
        (call, path) ->
            assertThat(api.ask(acme.user(role), path).statusCode())
                .as(role + " " + call)
                .isEqualTo(calls.contains(call) ? 200 : 403));
  }

  private static long grossOf(String role, String query) {
    return api.get(acme.user(role), "/summary" + query).getLong("grossCents");
  }
}
