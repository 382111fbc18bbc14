package tillsight.server.simulator.safaricom;

import static org.assertj.core.api.Assertions.assertThat;
import static tillsight.server.simulator.safaricom.DarajaServerTest.assertError;
import static tillsight.server.simulator.safaricom.TestDaraja.MIDNIGHT;
import static tillsight.server.simulator.safaricom.TestDaraja.NOON;
import static tillsight.server.simulator.safaricom.TestDaraja.PAYBILL;
import static tillsight.server.simulator.safaricom.TestDaraja.TILL;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tillsight.server.simulator.Movement;
import tillsight.server.simulator.WallTime;

/** Pull over HTTP, against the books. */
class PullTransactionsTest {

  private static final String QUERY = "/pulltransactions/v1/query";
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  @Test
  void registersWithKeysThatHaveSpaces() throws Exception {
    try (var daraja = TestDaraja.plain()) {
      var first = register(daraja, TILL, "254722000000");
      assertThat(first.getString("Response Status")).isEqualTo("1000");
      assertThat(first.getString("Response Description")).contains(TILL, "Registered Successfully");
      assertThat(first.getString("ShortCode")).isEqualTo(TILL);
      assertThat(register(daraja, TILL, "0722000000").getString("Response Status"))
          .isEqualTo("1001");
    }
    try (var daraja = new TestDaraja(Quirks.parse("spaced-keys=0"))) {
      assertThat(register(daraja, TILL, "254722000000").getString("ResponseStatus"))
          .isEqualTo("1000");
    }
  }

  @Test
  void refusesARegistrationThatIsWrong() throws Exception {
    try (var daraja = TestDaraja.plain()) {
      var right = registration(daraja, TILL, "254722000000");
      var path = "/pulltransactions/v1/register";
      assertError(daraja.post(path, right.copy().put("ShortCode", "600999")), 400, "400.001");
      for (var name : List.of("RequestType", "NominatedNumber", "CallBackURL")) {
        var wrong = right.copy();
        wrong.remove(name);
        assertError(daraja.post(path, wrong), 400, "400.002.02");
      }
      assertError(
          daraja.post(path, right.copy().put("NominatedNumber", "254711000000")),
          400,
          "400.002.02");
    }
  }

  @Test
  void tellsEveryPaymentPageByPage() throws Exception {
    try (var daraja = new TestDaraja(Quirks.parse("page-size=20,pull-payer=plain"))) {
      register(daraja, TILL, "254722000000");
      var paid = paid(daraja, TILL);
      var rows = new ArrayList<JsonObject>();
      for (var page = page(daraja, TILL, 0); !page.isEmpty(); ) {
        assertThat(page).hasSizeLessThanOrEqualTo(20);
        rows.addAll(page);
        page = page(daraja, TILL, rows.size());
      }

      assertThat(rows).hasSizeGreaterThan(40).hasSameSizeAs(paid);
      for (var i = 0; i < paid.size(); i++) {
        var row = rows.get(i);
        var payment = paid.get(i);
        assertThat(row.getString("transactionId")).isEqualTo(payment.receipt());
        assertThat(row.getString("amount"))
            .isEqualTo("%d.00".formatted(payment.amountCents() / 100));
        assertThat(row.getLong("msisdn")).isEqualTo(Long.parseLong(payment.phone()));
        assertThat(row.getString("transactiontype")).isEqualTo("c2b-buy-goods-debit");
        assertThat(row.getString("sender")).isIn("MPESA", payment.name().full());
        assertThat(row.getString("organizationname")).isEqualTo("MAMA NJERI STORES");
      }
      assertThat(rows).anyMatch(row -> row.getString("sender").equals("MPESA"));
    }
  }

  @Test
  void theOffsetMayBeIgnored() throws Exception {
    try (var daraja = new TestDaraja(Quirks.parse("offset-ignored,page-size=10"))) {
      register(daraja, TILL, "254722000000");
      assertThat(page(daraja, TILL, 10)).isEqualTo(page(daraja, TILL, 0)).hasSize(10);
    }
  }

  @Test
  void writesTimesAsToldTo() throws Exception {
    try (var daraja = new TestDaraja(Quirks.parse("pull-clock=utc"))) {
      register(daraja, TILL, "254722000000");
      assertThat(page(daraja, TILL, 0).getFirst().getString("trxDate"))
          .isEqualTo(paid(daraja, TILL).getFirst().at().toString());
    }
  }

  @Test
  void namesPayersByMaskOrNotAtAll() throws Exception {
    try (var daraja = TestDaraja.plain()) {
      register(daraja, PAYBILL, "254722000000");
      assertThat(page(daraja, PAYBILL, 0))
          .allMatch(row -> row.getString("msisdn").matches("254\\d \\*{5} \\d{3}"))
          .allMatch(row -> row.getString("transactiontype").equals("c2b-pay-bill-debit"))
          .allMatch(row -> !row.getString("billreference").isEmpty());
    }
    try (var daraja = new TestDaraja(Quirks.parse("pull-payer=absent"))) {
      register(daraja, TILL, "254722000000");
      assertThat(page(daraja, TILL, 0)).noneMatch(row -> row.containsKey("msisdn"));
    }
  }

  @Test
  void hasNothingForTheUnregisteredAndForAQuietTime() throws Exception {
    try (var daraja = TestDaraja.plain()) {
      var unregistered = daraja.ok(QUERY, query(TILL, MIDNIGHT, NOON, 0));
      assertThat(unregistered.getString("ResponseCode")).isEqualTo("1001");
      assertThat(unregistered.getString("ResponseMessage")).contains("Organization Name");
      assertThat(unregistered.getJsonArray("Response")).isEqualTo(new JsonArray("[[]]"));

      register(daraja, TILL, "254722000000");
      var quiet = daraja.ok(QUERY, query(TILL, MIDNIGHT, MIDNIGHT.plusSeconds(60), 0));
      assertThat(quiet.getString("ResponseCode")).isEqualTo("1001");
      assertThat(quiet.getString("ResponseMessage")).isEqualTo("Null");
    }
    try (var daraja = new TestDaraja(Quirks.parse("empty-as-text,pull-registration=0"))) {
      var quiet = daraja.ok(QUERY, query(TILL, MIDNIGHT, MIDNIGHT.plusSeconds(60), 0));
      assertThat(quiet.getString("Transaction")).isEqualTo("[[]]");
      assertThat(page(daraja, TILL, 0)).isNotEmpty();
    }
  }

  @Test
  void rowsMayComeWithoutTheOuterList() throws Exception {
    try (var daraja = new TestDaraja(Quirks.parse("nested-rows=0,pull-registration=0"))) {
      var rows = daraja.ok(QUERY, query(TILL, MIDNIGHT, NOON, 0)).getJsonArray("Response");
      assertThat(rows.getJsonObject(0).getString("transactionId")).startsWith("UC2");
    }
  }

  @Test
  void looksBackFortyEightHoursOfTheClock() throws Exception {
    var quirks = Quirks.parse("pull-registration=0");
    try (var daraja = new TestDaraja(quirks)) {
      daraja.clock.set(NOON.plus(Duration.ofHours(44)));
      var from = daraja.clock.get().minus(PullTransactions.WINDOW);
      var kept = paid(daraja, TILL).stream().filter(p -> !p.at().isBefore(from)).toList();
      assertThat(kept).hasSizeBetween(1, paid(daraja, TILL).size() - 1);
      assertThat(page(daraja, TILL, 0)).hasSameSizeAs(kept);
    }
    try (var daraja = new TestDaraja(quirks.with(Quirk.WINDOW_REFUSED, true))) {
      daraja.clock.set(MIDNIGHT.plus(PullTransactions.WINDOW).plusSeconds(1));
      assertError(daraja.post(QUERY, query(TILL, MIDNIGHT, NOON, 0)), 400, "400.002.02");
    }
  }

  @Test
  void tellsSettlementsAtBothEndsUnlessToldNotTo() throws Exception {
    try (var daraja = new TestDaraja(Quirks.parse("pull-registration=0"))) {
      settle(daraja);
      var out = settlements(page(daraja, TILL, 0));
      var in = settlements(page(daraja, "5270010", 0));
      assertThat(out).hasSize(1);
      assertThat(in).hasSize(7).contains(out.getFirst());
      assertThat(page(daraja, "5270010", 0)).hasSize(7);
    }
    try (var daraja = new TestDaraja(Quirks.parse("pull-registration=0,settlement-rows=0"))) {
      settle(daraja);
      assertThat(settlements(page(daraja, TILL, 0))).isEmpty();
    }
  }

  @Test
  void refusesAQueryThatIsWrong() throws Exception {
    try (var daraja = TestDaraja.plain()) {
      var right = query(TILL, MIDNIGHT, NOON, 0);
      assertError(daraja.post(QUERY, right.copy().put("ShortCode", 600999)), 400, "400.001");
      assertError(
          daraja.post(QUERY, right.copy().put("StartDate", "yesterday")), 400, "400.002.02");
      assertError(daraja.post(QUERY, right.copy().put("OffSetValue", -1)), 400, "400.002.02");
      assertError(daraja.post(QUERY, query(TILL, NOON, MIDNIGHT, 0)), 400, "400.002.02");
    }
  }

  private static void settle(TestDaraja daraja) {
    var night = MIDNIGHT.plus(Duration.ofHours(24));
    // Only the settlements of the evening, to keep Pull's answer on one page.
    daraja.mpesa.replay(daraja.shop.plan(night.minus(Duration.ofMinutes(51)), night), _ -> true);
    daraja.clock.set(night);
  }

  private static List<String> settlements(List<JsonObject> rows) {
    return rows.stream()
        .filter(
            row -> row.getString("transactiontype").equals("merchant-to-organization-settlement"))
        .map(row -> row.getString("transactionId") + " " + row.getString("amount"))
        .toList();
  }

  private static List<Movement> paid(TestDaraja daraja, String shortCode) {
    return daraja.mpesa.truth(shortCode, MIDNIGHT, NOON.plusSeconds(1)).stream()
        .filter(movement -> movement.kind() == Movement.Kind.PAYMENT)
        .filter(movement -> movement.payment().isCustomers())
        .toList();
  }

  private static JsonObject register(TestDaraja daraja, String shortCode, String number) {
    return daraja.ok("/pulltransactions/v1/register", registration(daraja, shortCode, number));
  }

  private static JsonObject registration(TestDaraja daraja, String shortCode, String number) {
    return new JsonObject()
        .put("ShortCode", shortCode)
        .put("RequestType", "Pull")
        .put("NominatedNumber", number)
        .put("CallBackURL", daraja.at("/pull"));
  }

  private static JsonObject query(String shortCode, Instant from, Instant to, int offset) {
    return new JsonObject()
        .put("ShortCode", shortCode)
        .put("StartDate", WallTime.text(from, TIME))
        .put("EndDate", WallTime.text(to, TIME))
        .put("OffSetValue", Integer.toString(offset));
  }

  private static List<JsonObject> page(TestDaraja daraja, String shortCode, int offset) {
    var answer = daraja.ok(QUERY, query(shortCode, MIDNIGHT, daraja.clock.get(), offset));
    return answer.getJsonArray("Response").getJsonArray(0).stream()
        .map(JsonObject.class::cast)
        .toList();
  }
}
