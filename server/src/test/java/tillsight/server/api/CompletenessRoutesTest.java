package tillsight.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tillsight.server.TestPostgres;
import tillsight.server.api.SampleBusiness.Sale;
import tillsight.server.business.Directory;
import tillsight.server.reconciliation.Completeness;
import tillsight.server.reconciliation.CompletenessRefresh;

/** What is proven, through the real routes: to whom it is told, and in which shape. */
class CompletenessRoutesTest {

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
    acme.enter(Sale.of("UCH1", "001", "2026-03-17T09:00:00Z", 1_00, "one"));
    acme.enter(Sale.of("UCH2", "002", "2026-03-17T09:30:00Z", 2_00, "one"));
    acme.enter(Sale.of("UCI1", "003", "2026-03-18T09:00:00Z", 8_00, "one"));
    acme.enter(Sale.of("UCI2", "003", "2026-03-18T09:10:00Z", 8_00, "one"));
    var directory = Directory.load(postgres.pool(), api.seal).await();
    var completeness = new Completeness(postgres.vertx(), postgres.pool(), clock);
    new CompletenessRefresh(() -> directory, postgres.pool(), completeness, clock).run();
  }

  @Test
  void answersEachTillAndDayInScope() {
    var all = api.get(acme.user("owner"), "/completeness?from=2026-03-17&to=2026-03-20");

    assertThat(items(all).map(item -> item.getString("till") + " " + item.getString("date")))
        .containsExactly(
            "512001 2026-03-17",
            "512002 2026-03-17",
            "512003 2026-03-17",
            "512001 2026-03-18",
            "512002 2026-03-18",
            "512003 2026-03-18");
    assertThat(items(all).map(item -> item.getString("status")))
        .containsExactly("open", "open", "none", "none", "none", "gap");
    assertThat(all.getLong("unexplained")).isEqualTo(1);
    assertThat(all.getDouble("completeness")).isZero();
    assertThat(all.getJsonArray("tills")).hasSize(3);

    var some = api.get(acme.user("manager"), "/completeness?from=2026-03-17&to=2026-03-20");
    assertThat(items(some).map(item -> item.getString("till")).distinct())
        .containsExactly("512001", "512002");
    assertThat(api.get(acme.user("owner"), "/completeness?till=512003").getJsonArray("tills"))
        .hasSize(1);
  }

  @Test
  void answersADayWithItsEvidence() {
    var story = api.get(acme.user("auditor"), "/completeness/512003/2026-03-18");

    assertThat(story.getJsonObject("day").getInteger("payments")).isEqualTo(2);
    var finding = story.getJsonArray("findings").getJsonObject(0);
    assertThat(finding.getString("kind")).isEqualTo("reversal");
    assertThat(finding.getBoolean("explained")).isFalse();
    assertThat(finding.getJsonObject("before").getLong("balanceCents")).isEqualTo(990_000);
    assertThat(story.getJsonArray("pulls")).isEmpty();
    assertThat(story.getJsonArray("statements")).isEmpty();
  }

  @Test
  void isClosedToWhoMayNotSeeIt() {
    assertThat(api.ask(acme.user("cashier"), "/completeness").statusCode()).isEqualTo(403);
    for (var outside : List.of("512003", "512000", "999999")) {
      assertThat(
              api.ask(acme.user("manager"), "/completeness/" + outside + "/2026-03-18")
                  .statusCode())
          .isEqualTo(403);
    }
    assertThat(api.ask(acme.user("operator"), "/completeness").statusCode()).isEqualTo(200);
  }

  @Test
  void refusesDaysThatAreNone() {
    for (var date : List.of("2026-02-30", "2026-03-19", "1999-01-01", "today")) {
      assertThat(api.ask(acme.user("owner"), "/completeness/512003/" + date).statusCode())
          .as(date)
          .isEqualTo(400);
    }
    assertThat(
            api.ask(acme.user("owner"), "/completeness?from=2020-01-01&to=2026-03-18").statusCode())
        .isEqualTo(400);
  }

  @Test
  void saysWhatPullingTakes() {
    var none = api.post(acme.user("owner"), "/daraja/pull", new JsonObject());
    assertThat(none.statusCode()).isEqualTo(409);
    assertThat(none.bodyAsJsonObject().getString("detail")).contains("no Daraja credentials");
    assertThat(api.post(acme.user("auditor"), "/daraja/pull", new JsonObject()).statusCode())
        .isEqualTo(403);
  }

  private static java.util.stream.Stream<JsonObject> items(JsonObject answer) {
    return answer.getJsonArray("items").stream().map(JsonObject.class::cast);
  }
}
