package tillsight.server.result;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tillsight.server.Ledger;
import tillsight.server.TestDesk;
import tillsight.server.TestServer;
import tillsight.server.callback.Bodies;
import tillsight.server.request.Attempts;

/** Results of STK pushes that another system sent: payments, and attempts that came to nothing. */
class PushResultsTest {

  @RegisterExtension
  static final TestServer server =
      new TestServer(Map.of("TILLSIGHT_FIXED_CLOCK", "2026-03-02T12:00:00Z"));

  private static final String PATH = "/stk/" + TestServer.TOKEN + "/result";
  private static TestDesk desk;

  @BeforeAll
  static void signIn() {
    TestDesk.apply(server, TestServer.BUSINESS + TestDesk.USERS);
    desk = TestDesk.of(server, "owner@acme");
  }

  @BeforeEach
  void forget() {
    desk.rows("DELETE FROM daraja_request");
  }

  @AfterEach
  void addUp() {
    assertThat(Ledger.contradictions(server.postgres().pool())).isEmpty();
  }

  @Test
  void booksTheAmountsThatPushesTell() {
    var receipt = Bodies.receipt();

    server.post(PATH, success("ws_CO_1", receipt, "5000.0").getBytes(UTF_8));

    var payment = desk.get("/payments/" + receipt);
    assertThat(payment.getLong("amountCents")).isEqualTo(5000_00);
    assertThat(payment.getString("source")).isEqualTo("stk");
    assertThat(payment.getJsonArray("requests").getJsonObject(0))
        .isEqualTo(
            new JsonObject()
                .put("kind", "stk")
                .put("state", "done")
                .put("at", "2026-03-02T12:00:00Z")
                .put("by", "elsewhere")
                .put("result", "Paid."));
  }

  @Test
  void countsAFailureAsAnAttemptOnly() {
    assertThat(desk.send(PATH, failure("ws_CO_2", "1037"))).isEqualTo("declined");
    assertThat(desk.send(PATH, failure("ws_CO_2", "1037"))).isEqualTo("declined");

    assertThat(attempts())
        .containsExactly("failed 1037 It failed: the customer's phone was not reached.");
  }

  @Test
  void keepsASuccessThatIsContradictedLater() {
    var receipt = Bodies.receipt();
    server.post(PATH, success("ws_CO_3", receipt, "20.0").getBytes(UTF_8));

    assertThat(desk.send(PATH, failure("ws_CO_3", "1032"))).isEqualTo("quarantined");
    assertThat(desk.send(PATH, failure("ws_CO_3", "1032"))).isEqualTo("declined");

    assertThat(attempts()).containsExactly("done 0 Paid.");
    var item = desk.items("/quarantine").getFirst();
    assertThat(item.getString("reason")).isEqualTo("outcome-changed");
    assertThat(item.getString("receipt")).isEqualTo(receipt);
    assertThat(item.getLong("amountCents")).isEqualTo(20_00);
    assertThat(item.getString("source")).isEqualTo("stk");
    var path = "/quarantine/" + item.getString("id");
    assertThat(desk.decide(path + "/accept", "x").bodyAsString()).contains("The success is kept");
    assertThat(desk.get(path).getString("raw")).contains("ws_CO_(hidden)");
    assertThat(desk.get("/payments/" + receipt).getString("revenue")).isEqualTo("yes");
    desk.decide(path + "/dismiss", "seen");
  }

  @Test
  void believesASuccessAfterAFailure() {
    var receipt = Bodies.receipt();
    desk.send(PATH, failure("ws_CO_4", "1037"));

    server.post(PATH, success("ws_CO_4", receipt, "20.0").getBytes(UTF_8));

    assertThat(attempts()).containsExactly("done 0 Paid.");
    assertThat(desk.get("/payments/" + receipt).getLong("amountCents")).isEqualTo(20_00);
  }

  @Test
  void keepsThePayersNumberOutOfTheTables() {
    server.post(
        PATH, success("ws_CO_02032026120000000708374149", Bodies.receipt(), "7").getBytes(UTF_8));
    desk.send(PATH, failure("ws_CO_02032026120000001708374149", "1032"));

    for (var table : List.of("callback", "daraja_request", "payment", "payer", "quarantine")) {
      assertThat(desk.rows("SELECT t::text FROM " + table + " t").stream().map(Row::deepToString))
          .as(table)
          .noneMatch(row -> row.contains("708374149"));
    }
  }

  @Test
  void tellsHowManyPaidDayByDay() {
    for (var i = 0; i < 3; i++) {
      server.post(PATH, success("ws_CO_5" + i, Bodies.receipt(), "20").getBytes(UTF_8));
    }
    desk.send(PATH, failure("ws_CO_6", "1032"));
    desk.send(PATH, failure("ws_CO_7", "1037"));
    desk.send(PATH, failure("ws_CO_8", "1019"));
    desk.send(PATH, failure("ws_CO_9", "\"SFC_IC0003\""));
    var business = (Integer) desk.value("SELECT id FROM business");
    var counts = new Attempts(server.postgres().pool());
    var day = LocalDate.of(2026, 3, 2);

    assertThat(
            counts
                .byDay(business, day, day.plusDays(1), "Africa/Nairobi", List.of("600984"))
                .await())
        .containsExactly(new Attempts.Day(day, 3, 1, 2, 1, 0));
    assertThat(
            counts
                .byDay(business, day.plusDays(1), day.plusDays(9), "Africa/Nairobi", List.of())
                .await())
        .isEmpty();
  }

  private static List<String> attempts() {
    return desk.rows("SELECT state, result_code, result FROM daraja_request").stream()
        .map(row -> row.getString(0) + " " + row.getString(1) + " " + row.getString(2))
        .toList();
  }

  private static String failure(String id, String code) {
    return """
        {"Body":{"stkCallback":{"MerchantRequestID":"1","CheckoutRequestID":"%s",
        "ResultCode":%s,"ResultDesc":"No."}}}
        """
        .formatted(id, code);
  }

  private static String success(String id, String receipt, String amount) {
    return """
        {"Body":{"stkCallback":{"MerchantRequestID":"1","CheckoutRequestID":"%s","ResultCode":0,
        "ResultDesc":"Yes.","CallbackMetadata":{"Item":[{"Name":"Amount","Value":%s},
        {"Name":"MpesaReceiptNumber","Value":"%s"},{"Name":"Balance"},
        {"Name":"TransactionDate","Value":20260302120000},
        {"Name":"PhoneNumber","Value":254708374149}]}}}}
        """
        .formatted(id, amount, receipt);
  }
}
