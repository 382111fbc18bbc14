package tillsight.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tillsight.server.TestPostgres;
import tillsight.server.api.SampleBusiness.Sale;

class SummaryTest {

  // A Wednesday, 14:25 in Nairobi.
  private static final TestClock clock = new TestClock("2026-03-18T11:25:00Z");

  @RegisterExtension
  @Order(1)
  static final TestPostgres postgres = new TestPostgres();

  @RegisterExtension
  @Order(2)
  static final TestApi api =
      new TestApi(postgres, clock, (b, id, actor, reason) -> Future.succeededFuture());

  private static SampleBusiness acme;
  private static SampleBusiness random;

  @BeforeAll
  static void open() {
    acme = api.open("Acme", "512");
    acme.enter(Sale.of("UCA1", "001", "2025-06-01T09:00:00Z", 50_00, "old"));
    acme.enter(Sale.of("UCF1", "001", "2026-03-15T09:00:00Z", 100_00, "old"));
    acme.enter(Sale.of("UCG1", "001", "2026-03-16T11:20:00Z", 200_00, "new").masked());
    acme.enter(Sale.of("UCG2", "001", "2026-03-16T11:24:59.999Z", 3_00, null));
    acme.enter(Sale.of("UCG3", "001", "2026-03-16T11:25:00Z", 400_00, "old"));
    acme.reverse("UCG4", "UCF1", "001", "2026-03-16T11:10:00Z", 10_00);
    acme.reverse("UCG5", "UCF1", "001", "2026-03-16T11:40:00Z", 20_00);
    acme.enter(Sale.of("UCH1", "001", "2026-03-16T21:00:00Z", 1_000_00, "old"));
    acme.enter(Sale.of("UCH2", "002", "2026-03-17T10:00:00Z", 500_00, "new").masked());
    acme.enter(Sale.of("UCH3", "003", "2026-03-17T10:30:00Z", 250_01, "east"));
    acme.enter(Sale.of("UCH4", "003", "2026-03-17T10:30:00Z", 9_999_00, "x").revenue("review"));
    acme.enter(Sale.of("UCI1", "001", "2026-03-18T11:00:00Z", 77_00, null));
    acme.reverse("UCI2", "UCH1", "001", "2026-03-18T08:00:00Z", 1_000_00);
    random = api.open("Random", "711");
    var dice = new Random(7);
    for (var sale = 0; sale < 400; sale++) {
      var at = OffsetDateTime.parse("2026-02-25T00:00:00Z").plusSeconds(dice.nextInt(21 * 86_400));
      var till = "00" + dice.nextInt(4);
      random.enter(
          Sale.of(
              "R%05d".formatted(sale),
              till,
              at.toInstant().toString(),
              1 + dice.nextInt(500_000),
              dice.nextInt(10) == 0 ? null : "payer " + dice.nextInt(60)));
      if (dice.nextInt(12) == 0) {
        random.reverse("V%05d".formatted(sale), "R%05d".formatted(sale), till, at.toString(), 100);
      }
    }
  }

  @Test
  void comparesWithTheDaysBeforeUpToTheSameTime() {
    var summary = api.get(acme.user("owner"), "/summary?from=2026-03-17&to=2026-03-19");

    assertThat(summary)
        .isEqualTo(
            new JsonObject(
                """
                {"from": "2026-03-17", "to": "2026-03-19", "payments": 4, "grossCents": 182701,
                 "netCents": 82701, "averageCents": 45675, "customers": 3,
                 "approximateCustomers": 1, "newCustomers": 1, "returningCustomers": 2,
                 "repeatRate": 0.6666666666666666, "reversals": 1, "reversedCents": 100000,
                 "identifiedShare": 0.5, "asOf": "2026-03-18T11:25:00Z",
                 "compare": {"from": "2026-03-15", "to": "2026-03-17", "payments": 3,
                 "grossCents": 30300, "netCents": 29300, "averageCents": 10100, "customers": 2,
                 "approximateCustomers": 1, "newCustomers": 1, "returningCustomers": 1,
                 "repeatRate": 0.5, "reversals": 1, "reversedCents": 1000,
                 "identifiedShare": 0.3333333333333333, "asOf": "2026-03-16T11:25:00Z"}}
                """));
  }

  @Test
  void comparesAWholeRangeWithWholeDaysAndAYearWithTheSameDates() {
    var over = api.get(acme.user("owner"), "/summary?from=2026-03-17&to=2026-03-18");
    assertThat(over.getJsonObject("compare").getInteger("payments")).isEqualTo(3);

    var year = api.get(acme.user("owner"), "/summary?from=2026-06-01&to=2026-06-02&compare=year");
    assertThat(year.getJsonObject("compare").getString("from")).isEqualTo("2025-06-01");
    // The range is still to come, so nothing of last year's is as far gone yet.
    assertThat(year.getJsonObject("compare").getInteger("payments")).isZero();

    var none = api.get(acme.user("owner"), "/summary?compare=none");
    assertThat(none.getValue("compare")).isNull();
  }

  @Test
  void countsTheLastFourWeeksUnlessToldOtherwise() {
    var summary = api.get(acme.user("owner"), "/summary");

    assertThat(summary.getString("from")).isEqualTo("2026-02-19");
    assertThat(summary.getString("to")).isEqualTo("2026-03-19");
    assertThat(summary.getJsonObject("compare").getString("from")).isEqualTo("2026-01-22");
  }

  @Test
  void equalsARecountOfThePayments() {
    for (var days = 1; days <= 20; days += 3) {
      var path =
          "/summary?from=%s&to=2026-03-19&till=711001&till=711003"
              .formatted(LocalDate.of(2026, 3, 19).minusDays(days));
      var summary = api.get(random.user("owner"), path);

      equalsRecount(summary, "2026-03-19T00:00:00+03:00", days, "2026-03-19T00:00:00+03:00");
      equalsRecount(
          summary.getJsonObject("compare"),
          OffsetDateTime.parse("2026-03-19T00:00:00+03:00").minusDays(days).toString(),
          days,
          OffsetDateTime.parse("2026-03-18T14:25:00+03:00").minusDays(days).toString());
    }
  }

  @Test
  void answersZerosForNothing() {
    var summary = api.get(acme.user("owner"), "/summary?from=2024-01-01&to=2024-01-02");

    assertThat(summary.getInteger("averageCents")).isZero();
    assertThat(summary.getDouble("repeatRate")).isZero();
    assertThat(summary.getDouble("identifiedShare")).isZero();
  }

  @Test
  void addsUpTills() {
    var tills = api.get(acme.user("owner"), "/tills?from=2026-03-17&to=2026-03-19");

    assertThat(tills.getJsonArray("items").stream().map(JsonObject.class::cast))
        .extracting(
            till -> till.getString("code"),
            till -> till.getLong("grossCents"),
            till -> till.getJsonObject("compare").getLong("grossCents"),
            till -> till.getString("lastPaymentAt"),
            till -> till.getString("branch"))
        .containsExactly(
            tuple("512001", 107_700L, 30_300L, "2026-03-18T11:00:00Z", "West"),
            tuple("512002", 50_000L, 0L, "2026-03-17T10:00:00Z", "West"),
            tuple("512003", 25_001L, 0L, "2026-03-17T10:30:00Z", "East"),
            tuple("512000", 0L, 0L, null, null));
  }

  @Test
  void refusesRangesThatAreNone() {
    for (var wrong :
        new String[] {
          "from=2026-03-02&to=2026-03-02",
          "from=2026-3-2",
          "from=2026-02-30",
          "to=tomorrow",
          "from=1990-01-01&to=1990-02-01",
          "from=2001-01-01&to=2026-01-01",
          "from=2026-03-01&from=2026-03-02",
          "compare=lastyear",
          "form=2026-03-01"
        }) {
      var response = api.ask(acme.user("owner"), "/summary?" + wrong);
      assertThat(response.statusCode()).as(wrong).isEqualTo(400);
      var error = response.bodyAsJsonObject().getJsonArray("errors").getJsonObject(0);
      assertThat(error.getString("field"))
          .as(wrong + " " + error)
          .isEqualTo(wrong.replaceFirst("=.*", ""));
    }
  }

  private static void equalsRecount(JsonObject figures, String endOfRange, int days, String end) {
    var to = OffsetDateTime.parse(end);
    var from = OffsetDateTime.parse(endOfRange).minusDays(days);
    var tills = new Integer[] {random.tillId("001"), random.tillId("003")};
    var recount =
        postgres
            .pool()
            .preparedQuery(
                """
                SELECT count(*) AS payments, coalesce(sum(amount_cents), 0)::bigint AS gross,
                       count(DISTINCT payer_id) AS customers,
                       (SELECT coalesce(sum(amount_cents), 0)::bigint FROM reversal
                        WHERE till_id = ANY ($1) AND reversed_at >= $2 AND reversed_at < $3)
                         AS reversed
                FROM payment WHERE till_id = ANY ($1) AND paid_at >= $2 AND paid_at < $3
                """)
            .execute(Tuple.of(tills, from, to))
            .await()
            .iterator()
            .next();
    assertThat(figures.getLong("payments")).isEqualTo(recount.getLong("payments"));
    assertThat(figures.getLong("grossCents")).isEqualTo(recount.getLong("gross"));
    assertThat(figures.getLong("customers")).isEqualTo(recount.getLong("customers"));
    assertThat(figures.getLong("reversedCents")).isEqualTo(recount.getLong("reversed"));
  }
}
