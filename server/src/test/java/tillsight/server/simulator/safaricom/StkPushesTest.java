package tillsight.server.simulator.safaricom;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static tillsight.server.simulator.safaricom.DarajaServerTest.assertError;
import static tillsight.server.simulator.safaricom.TestDaraja.APP;
import static tillsight.server.simulator.safaricom.TestDaraja.PAYBILL;
import static tillsight.server.simulator.safaricom.TestDaraja.TILL;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tillsight.server.simulator.Dice;
import tillsight.server.simulator.Dice.Subject;

/** Pushes over HTTP: what is answered, what comes back, and what is in the books. */
class StkPushesTest {

  private static final String PUSH = "/mpesa/stkpush/v1/processrequest";
  private static final String QUERY = "/mpesa/stkpushquery/v1/query";

  @Test
  void aPaidPushIsToldTwiceAndBookedOnce() throws Exception {
    try (var daraja = TestDaraja.plain()) {
      daraja.ok("/mpesa/c2b/v2/registerurl", urls(daraja));
      var answer = daraja.ok(PUSH, push(daraja, "254708374149"));
      assertThat(answer.getString("ResponseCode")).isEqualTo("0");
      assertThat(answer.getString("CheckoutRequestID"))
          .matches("ws_CO_02032026120000\\d{3}708374149");

      var told = new HashMap<String, JsonObject>();
      for (var i = 0; i < 2; i++) {
        var brought = daraja.next();
        told.put(brought.path(), brought.body());
      }
      var callback = told.get("/push").getJsonObject("Body").getJsonObject("stkCallback");
      assertThat(callback.getValue("ResultCode")).isEqualTo(0);
      assertThat(callback.getString("CheckoutRequestID"))
          .isEqualTo(answer.getString("CheckoutRequestID"));
      assertThat(callback.getString("MerchantRequestID"))
          .isEqualTo(answer.getString("MerchantRequestID"));
      var items = callback.getJsonObject("CallbackMetadata").getJsonArray("Item");
      assertThat(item(items, "Amount")).isEqualTo(20.0);
      assertThat(item(items, "TransactionDate")).isEqualTo(20260302120000L);
      assertThat(item(items, "PhoneNumber")).isEqualTo(254708374149L);
      assertThat(item(items, "Balance")).isNull();
      var receipt = item(items, "MpesaReceiptNumber");
      var confirmation = told.get("/confirmation");
      assertThat(confirmation.getString("TransID")).isEqualTo(receipt);
      assertThat(confirmation.getString("BillRefNumber")).isEqualTo("ORDER 7");
      var booked = daraja.mpesa.find(String.valueOf(receipt)).orElseThrow();
      assertThat(booked.shortCode()).isEqualTo(PAYBILL);
      assertThat(booked.amountCents()).isEqualTo(20_00);
    }
  }

  @Test
  void aPushThatFailsSaysWhyAndMovesNothing() throws Exception {
    var outcomes =
        Map.of("254700001032", 1032, "254700001037", 1037, "254700000001", 1, "254700002001", 2001);
    try (var daraja = TestDaraja.plain()) {
      var before = daraja.mpesa.balanceCents(PAYBILL);
      for (var outcome : outcomes.entrySet()) {
        var answer = daraja.ok(PUSH, push(daraja, outcome.getKey()));
        var callback = daraja.next().body().getJsonObject("Body").getJsonObject("stkCallback");
        assertThat(callback.getValue("ResultCode")).isEqualTo(outcome.getValue());
        assertThat(callback.containsKey("CallbackMetadata")).isFalse();

        var query =
            daraja.ok(
                QUERY, signed().put("CheckoutRequestID", answer.getString("CheckoutRequestID")));
        assertThat(query.getString("ResultCode")).isEqualTo(outcome.getValue().toString());
      }
      assertThat(daraja.mpesa.balanceCents(PAYBILL)).isEqualTo(before);
    }
  }

  @Test
  void sharesDecideForEverybodyElse() {
    var quirks =
        Quirks.parse("stk-cancelled=0.2,stk-unreachable=0.1,stk-poor=0.1,stk-wrong-pin=0.1");
    var counts = new HashMap<StkOutcome, Integer>();
    for (var i = 0; i < 2_000; i++) {
      var dice = Dice.of(1, Subject.PUSH, i, 0);
      counts.merge(StkOutcome.of("254708374149", dice, quirks), 1, Integer::sum);
    }
    assertThat(counts.get(StkOutcome.PAID)).isBetween(900, 1_100);
    assertThat(counts.get(StkOutcome.CANCELLED)).isBetween(330, 470);
    for (var rare : List.of(StkOutcome.UNREACHABLE, StkOutcome.POOR, StkOutcome.WRONG_PIN)) {
      assertThat(counts.get(rare)).isBetween(150, 250);
    }
  }

  @Test
  void aPushUnderWayCannotBeAskedAboutYet() throws Exception {
    try (var daraja =
        new TestDaraja(
            Quirks.DEFAULT,
            options -> options.withQuirks(Quirks.DEFAULT.with(Quirk.RESULT_DELAY_MS, 600_000)))) {
      var id = daraja.ok(PUSH, push(daraja, "254708374149")).getString("CheckoutRequestID");
      var pending = daraja.post(QUERY, signed().put("CheckoutRequestID", id));
      assertError(pending, 500, "500.001.1001");
      assertThat(pending.body()).contains("being processed");
      assertError(
          daraja.post(QUERY, signed().put("CheckoutRequestID", "ws_CO_1")), 500, "500.001.1001");
    }
  }

  @Test
  void refusesAPushThatIsWrong() throws Exception {
    try (var daraja = TestDaraja.plain()) {
      for (var name : push(daraja, "254708374149").fieldNames()) {
        if (!name.equals("TransactionDesc")) {
          var wrong = push(daraja, "254708374149");
          wrong.remove(name);
          assertThat(daraja.post(PUSH, wrong).statusCode()).as(name).isIn(400, 500);
        }
      }
      var right = push(daraja, "254708374149");
      assertError(daraja.post(PUSH, right.copy().put("Amount", "1.50")), 400, "400.002.02");
      assertError(daraja.post(PUSH, right.copy().put("Amount", 0)), 400, "400.002.02");
      assertError(daraja.post(PUSH, right.copy().put("PartyB", TILL)), 400, "400.002.02");
      assertError(
          daraja.post(PUSH, right.copy().put("AccountReference", "1234567890123")),
          400,
          "400.002.02");
      assertError(
          daraja.post(PUSH, right.copy().put("TransactionDesc", "12345678901234")),
          400,
          "400.002.02");
      assertError(
          daraja.post(PUSH, right.copy().put("PhoneNumber", "0708374149")), 400, "400.002.02");
      var merchant = daraja.post(PUSH, right.copy().put("BusinessShortCode", "600999"));
      assertError(merchant, 500, "500.001.1001");
      assertThat(merchant.body()).contains("Merchant does not exist");
      var credentials = daraja.post(PUSH, right.copy().put("Password", "eA=="));
      assertError(credentials, 500, "500.001.1001");
      assertThat(credentials.body()).contains("Wrong credentials");
    }
  }

  private static Object item(JsonArray items, String name) {
    return items.stream()
        .map(JsonObject.class::cast)
        .filter(item -> item.getString("Name").equals(name))
        .findFirst()
        .orElseThrow()
        .getValue("Value");
  }

  private static JsonObject signed() {
    var timestamp = "20260302120000";
    var plain = PAYBILL + APP.passkey() + timestamp;
    return new JsonObject()
        .put("BusinessShortCode", PAYBILL)
        .put("Timestamp", timestamp)
        .put("Password", Base64.getEncoder().encodeToString(plain.getBytes(UTF_8)));
  }

  private static JsonObject push(TestDaraja daraja, String phone) {
    return signed()
        .put("TransactionType", "CustomerPayBillOnline")
        .put("Amount", 20)
        .put("PartyA", phone)
        .put("PartyB", PAYBILL)
        .put("PhoneNumber", phone)
        .put("CallBackURL", daraja.at("/push"))
        .put("AccountReference", "ORDER 7")
        .put("TransactionDesc", "Order");
  }

  private static JsonObject urls(TestDaraja daraja) {
    return new JsonObject()
        .put("ShortCode", PAYBILL)
        .put("ResponseType", "Completed")
        .put("ConfirmationURL", daraja.at("/confirmation"))
        .put("ValidationURL", daraja.at("/validation"));
  }
}
