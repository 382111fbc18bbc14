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

class TrendsTest {

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
    acme.enter(Sale.of("UBZ1", "001", "2026-02-27T20:59:59Z", 1_00, "one"));
    acme.enter(Sale.of("UBZ2", "001", "2026-02-27T21:00:00Z", 2_00, "one"));
    acme.enter(Sale.of("UCA1", "002", "2026-02-28T21:00:00Z", 4_00, "one"));
    acme.enter(Sale.of("UCA2", "003", "2026-02-28T22:00:00Z", 8_00, "two"));
    acme.enter(Sale.of("UCA3", "003", "2026-02-28T22:30:00Z", 16_00, "two"));
    acme.enter(Sale.of("UCI1", "001", "2026-03-18T09:00:00Z", 32_00, null));
  }

  @Test
  void hasNoHolesAcrossTheEndOfAMonth() {
    assertThat(points("day", "from=2026-02-26&to=2026-03-04"))
        .containsExactly(
            "2026-02-25T21:00:00Z 0 0 0 true",
            "2026-02-26T21:00:00Z 1 100 1 true",
            "2026-02-27T21:00:00Z 1 200 1 true",
            "2026-02-28T21:00:00Z 3 2800 2 true",
            "2026-03-01T21:00:00Z 0 0 0 true",
            "2026-03-02T21:00:00Z 0 0 0 true");
  }

  @Test
  void clipsWeeksAndMonthsToTheRange() {
    assertThat(points("week", "from=2026-02-28&to=2026-03-18"))
        .containsExactly(
            "2026-02-22T21:00:00Z 4 3000 2 false",
            "2026-03-01T21:00:00Z 0 0 0 true",
            "2026-03-08T21:00:00Z 0 0 0 true",
            "2026-03-15T21:00:00Z 0 0 0 false");
    assertThat(points("month", "from=2026-02-01&to=2026-04-01"))
        .containsExactly(
            "2026-01-31T21:00:00Z 2 300 1 true", "2026-02-28T21:00:00Z 4 6000 2 false");
  }

  @Test
  void leavesOutWhatHasNotBegun() {
    var points = points("hour", "from=2026-03-18&to=2026-03-20");

    assertThat(points).hasSize(15).contains("2026-03-18T09:00:00Z 1 3200 0 true");
    assertThat(points.getLast()).isEqualTo("2026-03-18T11:00:00Z 0 0 0 false");
    assertThat(points("day", "from=2026-03-18&to=2026-03-20"))
        .containsExactly("2026-03-17T21:00:00Z 1 3200 0 false");
  }

  @Test
  void namesACoarserIntervalForTooManyPoints() {
    var hours = api.ask(acme.user("owner"), "/trends?interval=hour&from=2025-12-01&to=2026-03-01");
    assertThat(hours.statusCode()).isEqualTo(400);
    assertThat(hours.bodyAsJsonObject().getString("detail"))
        .contains("2,000")
        .contains("choose day");

    var days = api.ask(acme.user("owner"), "/trends?from=2017-01-01&to=2026-01-01");
    assertThat(days.bodyAsJsonObject().getString("detail")).contains("choose week");
  }

  private static List<String> points(String interval, String range) {
    return api
        .get(acme.user("owner"), "/trends?interval=" + interval + "&" + range)
        .getJsonArray("points")
        .stream()
        .map(JsonObject.class::cast)
        .map(
            point ->
                "%s %d %d %d %b"
                    .formatted(
                        point.getString("start"),
                        point.getLong("payments"),
                        point.getLong("grossCents"),
                        point.getLong("customers"),
                        point.getBoolean("complete")))
        .toList();
  }
}
