package tillsight.server.simulator.safaricom;

import static org.assertj.core.api.Assertions.assertThat;
import static tillsight.server.simulator.safaricom.DarajaServerTest.assertError;
import static tillsight.server.simulator.safaricom.TestDaraja.APP;
import static tillsight.server.simulator.safaricom.TestDaraja.NOON;
import static tillsight.server.simulator.safaricom.TestDaraja.PAYBILL;
import static tillsight.server.simulator.safaricom.TestDaraja.TILL;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Registering URLs, and payments that a developer simulates. */
class C2bUrlsTest {

  private static final String V1 = "/mpesa/c2b/v1/registerurl";
  private static final String V2 = "/mpesa/c2b/v2/registerurl";

  @Test
  void registersOnceWithTheVersionOfTheApp() throws Exception {
    try (var daraja = TestDaraja.plain()) {
      var mismatch = daraja.post(V1, urls(daraja, TILL));
      assertError(mismatch, 401, "401.003.01");
      assertThat(mismatch.body()).contains("no apiproduct match found");

      var answer = daraja.ok(V2, urls(daraja, TILL));
      assertThat(answer.getString("OriginatorCoversationID")).isNotBlank();
      assertThat(answer.getString("ResponseCode")).isEqualTo("0");
      assertThat(answer.getString("ResponseDescription")).isEqualTo("success");

      var again = daraja.post(V2, urls(daraja, TILL));
      assertError(again, 500, "500.003.1001");
      assertThat(again.body()).contains("Urls are already registered");
    }
  }

  @Test
  void registersAgainInTheSandbox() throws Exception {
    try (var daraja =
        new TestDaraja(
            Quirks.parse("register-once=0"),
            options -> options.withApp(APP.withC2bVersion("v1")))) {
      daraja.ok(V1, urls(daraja, TILL));
      daraja.ok(V1, urls(daraja, TILL));
      assertError(daraja.post(V2, urls(daraja, TILL)), 401, "401.003.01");
    }
  }

  @Test
  void refusesForbiddenWordsAndWhatIsMissing() throws Exception {
    try (var daraja = TestDaraja.plain()) {
      for (var word : List.of("MPesa", "m-pesa", "safaricom", "sequel/sql", "execute", "query")) {
        var refused =
            daraja.post(V2, urls(daraja, TILL).put("ValidationURL", daraja.at("/" + word)));
        assertError(refused, 400, "400.003.02");
        assertThat(refused.body()).contains("Invalid ValidationURL - URL has the word");
      }
      for (var name : Set.of("ShortCode", "ResponseType", "ConfirmationURL", "ValidationURL")) {
        var wrong = urls(daraja, TILL);
        wrong.remove(name);
        assertError(daraja.post(V2, wrong), 400, "400.003.02");
      }
      var american = urls(daraja, TILL).put("ResponseType", "Canceled");
      assertError(daraja.post(V2, american), 400, "400.003.02");
      assertError(daraja.post(V2, urls(daraja, "600999")), 400, "400.003.02");
      var ftp = urls(daraja, TILL).put("ConfirmationURL", "ftp://127.0.0.1/x");
      assertError(daraja.post(V2, ftp), 400, "400.003.02");
    }
    try (var daraja = new TestDaraja(Quirks.parse("https-only"))) {
      assertError(daraja.post(V2, urls(daraja, TILL)), 400, "400.003.02");
    }
  }

  @Test
  void aSimulatedPaymentIsBookedAndConfirmed() throws Exception {
    try (var daraja = TestDaraja.plain()) {
      daraja.ok(V2, urls(daraja, PAYBILL));
      var before = daraja.mpesa.balanceCents(PAYBILL);

      var answer = daraja.ok("/mpesa/c2b/v2/simulate", payment(PAYBILL));
      assertThat(answer.getString("ResponseCode")).isEqualTo("0");

      var brought = daraja.next();
      var body = brought.body();
      assertThat(brought.path()).isEqualTo("/confirmation");
      assertThat(body.getString("TransactionType")).isEqualTo("Pay Bill");
      assertThat(body.getString("TransTime")).isEqualTo("20260302120000");
      assertThat(body.getString("TransAmount")).isEqualTo("150.00");
      assertThat(body.getString("BillRefNumber")).isEqualTo("ACC001");
      assertThat(body.getString("MSISDN")).isEqualTo("2547 ***** 149");
      assertThat(daraja.mpesa.balanceCents(PAYBILL)).isEqualTo(before + 150_00);
      var booked = daraja.mpesa.find(body.getString("TransID")).orElseThrow();
      assertThat(booked.announced()).isTrue();
      assertThat(booked.at()).isEqualTo(NOON);
    }
  }

  @Test
  void firstVersionNamesPayersByHash() throws Exception {
    try (var daraja =
        new TestDaraja(Quirks.DEFAULT, options -> options.withApp(APP.withC2bVersion("v1")))) {
      daraja.ok(V1, urls(daraja, PAYBILL));
      daraja.ok("/mpesa/c2b/v1/simulate", payment(PAYBILL));
      assertThat(daraja.next().body().getString("MSISDN"))
          .isEqualTo("bbff37cea44ac0b2d964ee0dfb8d2df8513dc7ba1b36129a929fc3fbd6dd4af4");
    }
  }

  @Test
  void whoHasRegisteredNothingIsNotTold() throws Exception {
    try (var daraja = TestDaraja.plain()) {
      daraja.ok(
          "/mpesa/c2b/v2/simulate",
          payment(TILL).put("CommandID", "CustomerBuyGoodsOnline").putNull("BillRefNumber"));
      var truth = daraja.mpesa.truth(TILL, NOON, NOON.plusSeconds(1));
      assertThat(truth).hasSize(1).noneMatch(movement -> movement.announced());

      daraja.ok(V2, urls(daraja, "5270010"));
      daraja.ok("/mpesa/c2b/v2/simulate", payment(TILL).put("CommandID", "CustomerBuyGoodsOnline"));
      // Told through its head office: the payment before was not.
      var told = daraja.next().body();
      assertThat(told.getString("BusinessShortCode")).isEqualTo(TILL);
      assertThat(told.getString("BillRefNumber")).isEmpty();
      assertThat(told.getString("TransID")).isNotEqualTo(truth.getFirst().receipt());
    }
  }

  @Test
  void refusesASimulationThatIsWrong() throws Exception {
    try (var daraja = TestDaraja.plain()) {
      var path = "/mpesa/c2b/v2/simulate";
      for (var name : Set.of("ShortCode", "CommandID", "Amount", "Msisdn", "BillRefNumber")) {
        var wrong = payment(PAYBILL);
        wrong.remove(name);
        assertError(daraja.post(path, wrong), 400, "400.003.02");
      }
      assertError(daraja.post("/mpesa/c2b/v1/simulate", payment(PAYBILL)), 401, "401.003.01");
      assertError(daraja.post(path, payment(PAYBILL).put("Amount", -5)), 400, "400.003.02");
    }
  }

  private static JsonObject urls(TestDaraja daraja, String shortCode) {
    return new JsonObject()
        .put("ShortCode", shortCode)
        .put("ResponseType", "Completed")
        .put("ConfirmationURL", daraja.at("/confirmation"))
        .put("ValidationURL", daraja.at("/validation"));
  }

  private static JsonObject payment(String shortCode) {
    return new JsonObject()
        .put("ShortCode", shortCode)
        .put("CommandID", "CustomerPayBillOnline")
        .put("Amount", 150)
        .put("Msisdn", 254708374149L)
        .put("BillRefNumber", "ACC001");
  }
}
