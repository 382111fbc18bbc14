package tillsight.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tillsight.server.TestPostgres;
import tillsight.server.api.SampleBusiness.Sale;

class PaymentRoutesTest {

  private static final TestClock clock = new TestClock("2026-03-18T11:25:00Z");

  @RegisterExtension
  @Order(1)
  static final TestPostgres postgres = new TestPostgres();

  @RegisterExtension
  @Order(2)
  static final TestApi api =
      new TestApi(postgres, clock, (b, id, actor, reason) -> Future.succeededFuture());

  private static SampleBusiness acme;
  private static SampleBusiness other;

  @BeforeAll
  static void open() {
    acme = api.open("Acme", "512");
    other = api.open("Other", "711");
    acme.enter(Sale.of("UAA1AB2CD0", "001", "2026-01-02T09:00:00Z", 5_00, "one"));
    acme.enter(Sale.of("UCH1AB2CD1", "001", "2026-03-17T09:00:00Z", 1_500_00, "one"));
    acme.enter(
        Sale.of("UCH1AB2CD2", "002", "2026-03-17T09:00:00Z", 1_501_50, "two")
            .masked()
            .named("Otieno")
            .account("INV 100% off_"));
    acme.enter(Sale.of("UCH1AB2CD3", "003", "2026-03-17T10:00:00Z", 20_00, null).named(""));
    acme.enter(
        Sale.of("UCH1AB2CD4", "000", "2026-03-17T11:00:00Z", 7_000_00, "three").revenue("review"));
    acme.enter(Sale.of("UCI1AB2CD5", "001", "2026-03-18T06:00:00Z", 30_00, "one"));
    acme.reverse("UCI1AB2CD6", "UCH1AB2CD1", "001", "2026-03-18T07:00:00Z", 500_00);
    acme.callback(
        UUID.randomUUID(),
        "confirmation",
        Instant.parse("2026-03-17T09:05:00Z"),
        "duplicate",
        "UCH1AB2CD1",
        "196.201.213.114");
    acme.callback(
        UUID.randomUUID(),
        "csv",
        Instant.parse("2026-03-17T12:00:00Z"),
        "duplicate",
        "UCH1AB2CD1",
        "march.csv:17");
    other.enter(Sale.of("UCH9ZZ9ZZ9", "001", "2026-03-17T09:00:00Z", 1_00, "one"));
  }

  @Test
  void letsAnOwnerSayWhatIsTakings() {
    acme.enter(
        Sale.of("UBA1AB2CD9", "001", "2026-02-10T09:20:00Z", 900_00, "one").revenue("review"));

    var counted = review("owner", "UBA1AB2CD9", true);
    var again = review("owner", "UBA1AB2CD9", true);

    assertThat(counted.getString("revenue")).isEqualTo("yes");
    assertThat(counted.getJsonArray("flags")).contains("decided");
    assertThat(again.getString("revenue")).isEqualTo("yes");
    assertThat(february()).isEqualTo(900_00);

    assertThat(review("owner", "UBA1AB2CD9", false).getString("revenue")).isEqualTo("no");
    assertThat(february()).isZero();
  }

  @Test
  void leavesAloneWhatTheRulesAreSureOf() {
    assertThat(review("owner", "UCH1AB2CD1", false).getInteger("status")).isEqualTo(409);
    assertThat(review("auditor", "UCH1AB2CD4", true).getInteger("status")).isEqualTo(403);
    assertThat(review("owner", "UCH9ZZ9ZZ9", true).getInteger("status")).isEqualTo(404);
  }

  private static long february() {
    return api.get(acme.user("owner"), "/summary?from=2026-02-01&to=2026-03-01&compare=none")
        .getLong("grossCents");
  }

  private static JsonObject review(String role, String receipt, boolean takings) {
    return api.post(
            acme.user(role),
            "/payments/" + receipt + "/review",
            new JsonObject().put("takings", takings).put("reason", "It is rent."))
        .bodyAsJsonObject();
  }

  @Test
  void listsTheNewestFirst() {
    var page = api.get(acme.user("owner"), "/payments");

    assertThat(receipts(page))
        .containsExactly("UCI1AB2CD5", "UCH1AB2CD4", "UCH1AB2CD3", "UCH1AB2CD2", "UCH1AB2CD1");
    assertThat(page.getValue("next")).isNull();
    assertThat(page.getJsonArray("items").getJsonObject(3))
        .isEqualTo(
            new JsonObject(
                    """
                    {"receipt": "UCH1AB2CD2", "paidAt": "2026-03-17T09:00:00Z",
                     "receivedAt": "2026-03-17T09:00:02Z", "amountCents": 150150, "till": "512002",
                     "tillName": "Counter 002", "channel": "paybill", "account": "INV 100% off_",
                     "payerDisplay": "2547 ***** 149", "payerKind": "masked",
                     "firstName": "Otieno", "source": "confirmation", "revenue": "yes",
                     "reversedCents": 0}
                    """)
                .put("customerId", acme.payer("two").toString()));
    assertThat(displays(page))
        .containsExactly(
            nick("one"), nick("three"), "Unknown payer", "2547 ***** 149", nick("one"));
  }

  @Test
  void findsByReceiptAccountNameAndAmount() {
    assertThat(search("uch1ab2cd1")).containsExactly("UCH1AB2CD1");
    assertThat(search("UCI")).containsExactly("UCI1AB2CD5");
    assertThat(search("inv%20100%25")).containsExactly("UCH1AB2CD2");
    assertThat(search("%25")).containsExactly("UCH1AB2CD2");
    assertThat(search("_")).containsExactly("UCH1AB2CD2");
    assertThat(search("oti")).containsExactly("UCH1AB2CD2");
    assertThat(search("1500")).containsExactly("UCH1AB2CD1");
    assertThat(search("1,501.50")).containsExactly("UCH1AB2CD2");
    assertThat(search("nothing")).isEmpty();
    assertThat(search("'%3B%20DROP%20TABLE%20payment--")).isEmpty();
    assertThat(receipts(api.get(acme.user("owner"), "/payments?revenue=review")))
        .containsExactly("UCH1AB2CD4");
  }

  @Test
  void findsAWholeReceiptWhateverItsDate() {
    assertThat(search("UAA1AB2CD0")).containsExactly("UAA1AB2CD0");
    assertThat(search("UAA")).isEmpty();
    assertThat(search("UCH9ZZ9ZZ9")).isEmpty();
  }

  @Test
  void pagesWithoutGapsOrRepeats() {
    for (var limit = 1; limit <= 3; limit++) {
      var seen = new ArrayList<String>();
      String next = null;
      do {
        var cursor = next == null ? "" : "&cursor=" + next;
        var page = api.get(acme.user("owner"), "/payments?limit=" + limit + cursor);
        assertThat(page.getJsonArray("items").size()).isLessThanOrEqualTo(limit);
        seen.addAll(receipts(page));
        next = page.getString("next");
      } while (next != null);
      assertThat(seen)
          .containsExactly("UCI1AB2CD5", "UCH1AB2CD4", "UCH1AB2CD3", "UCH1AB2CD2", "UCH1AB2CD1");
    }
  }

  @Test
  void refusesCursorsItDidNotGive() {
    // Not base64, another list's, and one whose time is none.
    for (var cursor : List.of("%2B%2B", "Y3VzdG9tZXJzCjEKMg", "cGF5bWVudHMKbm93ClVDSA")) {
      var response = api.ask(acme.user("owner"), "/payments?cursor=" + cursor);
      assertThat(response.statusCode()).isEqualTo(400);
      assertThat(response.bodyAsString()).contains("\"field\":\"cursor\"");
    }
    for (var limit : List.of("0", "201", "ten", "1.5")) {
      var response = api.ask(acme.user("owner"), "/payments?limit=" + limit);
      assertThat(response.statusCode()).isEqualTo(400);
      assertThat(response.bodyAsString()).contains("must be a whole number from 1 to 200");
    }
  }

  @Test
  void tellsAllAboutOnePayment() {
    var payment = api.get(acme.user("owner"), "/payments/uch1ab2cd1");

    assertThat(payment.getLong("reversedCents")).isEqualTo(500_00);
    assertThat(payment.getLong("balanceCents")).isEqualTo(9_900_00);
    assertThat(payment.getLong("delaySeconds")).isEqualTo(2);
    assertThat(payment.getJsonArray("flags")).containsExactly("late");
    assertThat(payment.getJsonArray("provenance").encode())
        .isEqualTo(
            "[{\"kind\":\"confirmation\",\"receivedAt\":\"2026-03-17T09:00:02Z\","
                + "\"outcome\":\"booked\",\"source\":\"196.201.*.*\"},"
                + "{\"kind\":\"confirmation\",\"receivedAt\":\"2026-03-17T09:05:00Z\","
                + "\"outcome\":\"duplicate\",\"source\":\"196.201.*.*\"},"
                + "{\"kind\":\"csv\",\"receivedAt\":\"2026-03-17T12:00:00Z\","
                + "\"outcome\":\"duplicate\",\"source\":\"file\"}]");
    assertThat(payment.getJsonArray("reversals").encode())
        .isEqualTo(
            "[{\"receipt\":\"UCI1AB2CD6\",\"amountCents\":50000,"
                + "\"reversedAt\":\"2026-03-18T07:00:00Z\",\"source\":\"confirmation\"}]");
  }

  @Test
  void hidesPaymentsOutsideTheScope() {
    assertThat(api.ask(acme.user("owner"), "/payments/UCH9ZZ9ZZ9").statusCode()).isEqualTo(404);
    assertThat(api.ask(acme.user("manager"), "/payments/UCH1AB2CD3").statusCode()).isEqualTo(404);
    assertThat(api.ask(acme.user("manager"), "/payments/UCH1AB2CD4").statusCode()).isEqualTo(404);
    assertThat(receipts(api.get(acme.user("manager"), "/payments")))
        .containsExactly("UCI1AB2CD5", "UCH1AB2CD2", "UCH1AB2CD1");
  }

  @Test
  void showsCashiersTodayOnly() {
    var page = api.get(acme.user("cashier"), "/payments");

    assertThat(receipts(page)).containsExactly("UCI1AB2CD5");
    assertThat(page.getJsonArray("items").getJsonObject(0).getValue("customerId")).isNull();
    assertThat(receipts(api.get(acme.user("cashier"), "/payments?q=UCH1AB2CD1"))).isEmpty();
    assertThat(api.ask(acme.user("cashier"), "/payments/UCH1AB2CD1").statusCode()).isEqualTo(404);
    var payment = api.get(acme.user("cashier"), "/payments/UCI1AB2CD5");
    assertThat(payment.getValue("customerId")).isNull();
    assertThat(payment.getValue("balanceCents")).isNull();
  }

  private static String nick(String payer) {
    return "Customer "
        + acme.payer(payer).toString().substring(0, 4).toUpperCase(java.util.Locale.ROOT);
  }

  private static List<String> search(String text) {
    return receipts(api.get(acme.user("owner"), "/payments?q=" + text));
  }

  private static List<String> receipts(JsonObject page) {
    return texts(page, "receipt");
  }

  private static List<String> displays(JsonObject page) {
    return texts(page, "payerDisplay");
  }

  private static List<String> texts(JsonObject page, String field) {
    return page.getJsonArray("items").stream()
        .map(item -> ((JsonObject) item).getString(field))
        .toList();
  }
}
