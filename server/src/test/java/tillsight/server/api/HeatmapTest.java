package tillsight.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tillsight.server.TestPostgres;
import tillsight.server.api.SampleBusiness.Sale;

class HeatmapTest {

  private static final TestClock clock = new TestClock("2026-03-18T11:25:00Z");

  @RegisterExtension
  @Order(1)
  static final TestPostgres postgres = new TestPostgres();

  @RegisterExtension
  @Order(2)
  static final TestApi api =
      new TestApi(postgres, clock, (b, id, actor, reason) -> Future.succeededFuture());

  private static SampleBusiness acme;

  // Midnight in Nairobi is 21:00 the day before; eleven days hold some weekdays twice.
  private static final List<String> PAID_AT =
      List.of(
          "2025-03-02T20:59:59Z",
          "2025-03-02T21:00:00Z",
          "2025-03-02T21:30:00Z",
          "2025-03-03T05:00:00Z",
          "2025-03-03T20:59:59.999Z",
          "2025-03-31T21:00:00Z",
          "2025-02-28T21:00:00Z",
          "2025-03-09T23:15:00Z",
          "2025-03-10T09:00:00Z",
          "2025-03-10T09:59:59Z",
          "2025-03-10T10:00:00Z");

  @BeforeAll
  static void open() {
    acme = api.open("Acme", "512");
    for (var at : PAID_AT) {
      acme.enter(Sale.of("UCA" + PAID_AT.indexOf(at), "001", at, 100_00, "one"));
    }
    acme.enter(Sale.of("UCZ1", "001", "2026-03-18T09:00:00Z", 100_00, "one"));
    acme.enter(Sale.of("UCZ2", "001", "2026-03-18T09:10:00Z", 300_00, "one"));
    acme.enter(Sale.of("UCZ3", "001", "2026-03-18T09:20:00Z", 200_00, "two"));
  }

  @Test
  void takesTheMeanOverTheTimesAWeekdayHourCameBy() {
    var cells = cells("/heatmap?from=2025-03-01&to=2025-03-12");

    var taken =
        cells.values().stream()
            .filter(cell -> cell.getDouble("value") > 0)
            .collect(
                Collectors.toMap(
                    cell -> cell.getInteger("weekday") + " " + cell.getInteger("hour"),
                    cell -> cell.getDouble("value")));
    assertThat(taken)
        .isEqualTo(
            Map.of(
                "1 0", 1.0, "1 2", 0.5, "1 8", 0.5, "1 12", 1.0, "1 13", 0.5, "1 23", 0.5, "6 0",
                0.5, "7 23", 0.5));
    for (var weekday = 1; weekday <= 7; weekday++) {
      assertThat(cells.get(weekday + " 5").getInteger("occurrences"))
          .isEqualTo(List.of(2, 2, 1, 1, 1, 2, 2).get(weekday - 1));
    }
  }

  @Test
  void countsOnlyTheHoursThatHaveBegun() {
    var cells = cells("/heatmap?from=2026-03-16&to=2026-03-23");

    assertThat(cells.get("2 23").getInteger("occurrences")).isEqualTo(1);
    assertThat(cells.get("3 14").getInteger("occurrences")).isEqualTo(1);
    assertThat(cells.get("3 15").getInteger("occurrences")).isZero();
    assertThat(cells.get("4 8").getInteger("occurrences")).isZero();
    assertThat(cells.get("3 12").getDouble("value")).isEqualTo(3);
  }

  @Test
  void measuresMoneyAndPeople() {
    var day = "&from=2026-03-18&to=2026-03-19";

    assertThat(noon("amount" + day)).isEqualTo(600_00);
    assertThat(noon("average" + day)).isEqualTo(200_00);
    assertThat(noon("customers" + day)).isEqualTo(2);
    // Two Wednesdays, on one of which nothing was sold.
    var week = "&from=2026-03-11&to=2026-03-19";
    assertThat(noon("amount" + week)).isEqualTo(300_00);
    assertThat(noon("average" + week)).isEqualTo(200_00);
    assertThat(noon("customers" + week)).isEqualTo(1);
  }

  private static double noon(String measure) {
    return cells("/heatmap?measure=" + measure).get("3 12").getDouble("value");
  }

  private static Map<String, JsonObject> cells(String path) {
    return api.get(acme.user("owner"), path).getJsonArray("cells").stream()
        .map(JsonObject.class::cast)
        .collect(
            Collectors.toMap(
                cell -> cell.getInteger("weekday") + " " + cell.getInteger("hour"), cell -> cell));
  }
}
