package tillsight.server.simulator.safaricom;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static tillsight.server.simulator.safaricom.DarajaServerTest.assertError;
import static tillsight.server.simulator.safaricom.TestDaraja.APP;
import static tillsight.server.simulator.safaricom.TestDaraja.MIDNIGHT;
import static tillsight.server.simulator.safaricom.TestDaraja.NOON;
import static tillsight.server.simulator.safaricom.TestDaraja.PAYBILL;
import static tillsight.server.simulator.safaricom.TestDaraja.TILL;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import org.junit.jupiter.api.Test;
import tillsight.server.simulator.Movement;

/** What an operator asks for over HTTP, and the results that come later. */
class OperatorRequestsTest {

  private static final String STATUS = "/mpesa/transactionstatus/v1/query";
  private static final String BALANCE = "/mpesa/accountbalance/v1/query";
  private static final String REVERSAL = "/mpesa/reversal/v1/request";

  @Test
  void tellsTheStatusOfATransaction() throws Exception {
    try (var daraja = TestDaraja.plain()) {
      var payment = payment(daraja);
      var accepted = daraja.ok(STATUS, status(daraja, payment.receipt()));
      assertThat(accepted.getString("ResponseCode")).isEqualTo("0");
      assertThat(accepted.getString("ConversationID")).matches("AG_20260302_[0-9a-f]{20}");

      var brought = daraja.next();
      var result = brought.body().getJsonObject("Result");
      assertThat(brought.path()).isEqualTo("/result");
      assertThat(result.getValue("ResultCode")).isEqualTo(0);
      assertThat(result.getString("ConversationID"))
          .isEqualTo(accepted.getString("ConversationID"));
      assertThat(result.getString("OriginatorConversationID"))
          .isEqualTo(accepted.getString("OriginatorConversationID"));
      assertThat(parameters(result))
          .containsEntry("ReceiptNo", payment.receipt())
          .containsEntry("TransactionStatus", "Completed")
          .containsEntry("Amount", payment.amountCents() / 100.0)
          .containsEntry("DebitPartyName", payment.phone() + " - " + payment.name().full());
    }
  }

  @Test
  void doesNotFindWhatNeverWas() throws Exception {
    try (var daraja = TestDaraja.plain()) {
      daraja.ok(STATUS, status(daraja, "UC2NEVER01"));
      assertRefused(daraja, 2032);
      // Another till's receipt is as unknown.
      daraja.ok(STATUS, status(daraja, payment(daraja).receipt()).put("PartyA", TILL));
      assertRefused(daraja, 2032);
    }
  }

  @Test
  void tellsTheBalance() throws Exception {
    try (var daraja = TestDaraja.plain()) {
      daraja.ok(BALANCE, balance(daraja, TILL));
      var accounts = parameters(daraja.next().body().getJsonObject("Result"));
      var cents = daraja.mpesa.balanceCents(TILL);
      assertThat(String.valueOf(accounts.get("AccountBalance")).split("&"))
          .hasSize(5)
          .anyMatch(
              account -> account.startsWith("Merchant Account|KES|%d.".formatted(cents / 100)))
          .allMatch(account -> account.split("\\|").length == 6);
      assertThat(accounts.get("BOCompletedTime")).isEqualTo(20260302120000L);
    }
  }

  @Test
  void givesAPaymentBackOnce() throws Exception {
    try (var daraja = TestDaraja.plain()) {
      var payment = payment(daraja);
      var before = daraja.mpesa.balanceCents(PAYBILL);
      var accepted = daraja.ok(REVERSAL, reversal(daraja, payment));

      var result = daraja.next().body().getJsonObject("Result");
      var receipt = result.getString("TransactionID");
      assertThat(parameters(result))
          .containsEntry("OriginalTransactionID", payment.receipt())
          .containsEntry("Amount", payment.amountCents() / 100.0);
      assertThat(daraja.mpesa.balanceCents(PAYBILL)).isEqualTo(before - payment.amountCents());
      assertThat(daraja.mpesa.find(receipt).orElseThrow().original()).isEqualTo(payment.receipt());

      daraja.ok(REVERSAL, reversal(daraja, payment));
      assertThat(daraja.next().body().getJsonObject("Result").getValue("ResultCode"))
          .isEqualTo("R000001");
      daraja.ok(STATUS, status(daraja, payment.receipt()));
      assertThat(parameters(daraja.next().body().getJsonObject("Result")))
          .containsEntry("TransactionStatus", "Cancelled");
      var byConversation = status(daraja, "");
      byConversation.put("OriginalConversationID", accepted.getString("OriginatorConversationID"));
      daraja.ok(STATUS, byConversation);
      assertThat(parameters(daraja.next().body().getJsonObject("Result")))
          .containsEntry("ReceiptNo", receipt);
    }
  }

  @Test
  void givesBackNothingThatWasNotPaid() throws Exception {
    try (var daraja = TestDaraja.plain()) {
      var payment = payment(daraja);
      var more = payment.amountCents() / 100 + 1;
      for (var wrong :
          List.of(
              reversal(daraja, payment).put("Amount", more),
              reversal(daraja, payment).put("TransactionID", "UC2NEVER01"),
              reversal(daraja, payment).put("ReceiverParty", TILL))) {
        daraja.ok(REVERSAL, wrong);
        assertThat(daraja.next().body().getJsonObject("Result").getValue("ResultCode"))
            .isEqualTo("R000002");
      }
    }
  }

  @Test
  void looksAtTheOperatorAndLocksAfterThreeTries() throws Exception {
    try (var daraja = TestDaraja.plain()) {
      daraja.ok(BALANCE, balance(daraja, TILL).put("Initiator", "somebody"));
      assertRefused(daraja, 2001);
      var wrong = balance(daraja, TILL).put("SecurityCredential", sealed(daraja, "old password"));
      daraja.ok(BALANCE, wrong);
      assertRefused(daraja, 2001);
      daraja.ok(BALANCE, wrong.copy().put("SecurityCredential", "bm90IHNlYWxlZA=="));
      assertRefused(daraja, 2001);
      daraja.ok(BALANCE, wrong.copy().put("SecurityCredential", foreign()));
      assertRefused(daraja, 2001);

      daraja.ok(BALANCE, balance(daraja, TILL));
      assertRefused(daraja, 8006);
      daraja.clock.set(NOON.plusSeconds(1_801));
      daraja.post(BALANCE, balance(daraja, TILL));
      assertThat(daraja.next().body().getJsonObject("Result").getValue("ResultCode")).isEqualTo(0);
    }
  }

  @Test
  void timesOutToTheOtherAddressAndDoesNothing() throws Exception {
    try (var daraja = new TestDaraja(Quirks.parse("timeouts=1"))) {
      var payment = payment(daraja);
      daraja.ok(REVERSAL, reversal(daraja, payment));
      assertThat(daraja.next().path()).isEqualTo("/timeout");
      assertThat(daraja.mpesa.isReversed(payment.receipt())).isFalse();
    }
  }

  @Test
  void resultsComeInOddShapes() throws Exception {
    try (var daraja = new TestDaraja(Quirks.parse("odd-results=1"))) {
      daraja.ok(BALANCE, balance(daraja, TILL));
      var result = daraja.next().body().getJsonObject("Result");
      assertThat(result.getValue("ResultCode")).isEqualTo("0");
      assertThat(result.getJsonObject("ResultParameters").getValue("ResultParameter"))
          .isInstanceOf(JsonObject.class);

      daraja.ok(STATUS, status(daraja, payment(daraja).receipt()));
      var parameters = parameters(daraja.next().body().getJsonObject("Result"));
      assertThat(parameters.get("FinalisedTime")).isInstanceOf(String.class);
      assertThat(parameters.get("Amount")).isInstanceOf(String.class);
    }
  }

  @Test
  void refusesARequestThatIsWrong() throws Exception {
    try (var daraja = TestDaraja.plain()) {
      var right =
          Map.of(
              STATUS, status(daraja, "UC2NEVER01"),
              BALANCE, balance(daraja, TILL),
              REVERSAL, reversal(daraja, payment(daraja)));
      for (var request : right.entrySet()) {
        for (var name : new ArrayList<>(request.getValue().fieldNames())) {
          var wrong = request.getValue().copy();
          wrong.remove(name);
          assertError(daraja.post(request.getKey(), wrong), 400, "400.002.02");
        }
        var other = request.getValue().copy().put("CommandID", "BusinessPayment");
        assertError(daraja.post(request.getKey(), other), 400, "400.002.02");
      }
      var spelled = reversal(daraja, payment(daraja)).put("ReceiverIdentifierType", "11");
      spelled.remove("RecieverIdentifierType");
      assertError(daraja.post(REVERSAL, spelled), 400, "400.002.02");
      assertThat(daraja.broughtNothingElse()).isTrue();
    }
  }

  private static void assertRefused(TestDaraja daraja, int code) throws InterruptedException {
    var result = daraja.next().body().getJsonObject("Result");
    assertThat(result.getValue("ResultCode")).isEqualTo(code);
    assertThat(result.containsKey("ResultParameters")).isFalse();
    assertThat(result.getString("TransactionID")).matches("UC2[0-9A-Z]{7}");
  }

  private static Movement payment(TestDaraja daraja) {
    return daraja.mpesa.truth(PAYBILL, MIDNIGHT, NOON).stream()
        .filter(movement -> movement.payment().isCustomers())
        .filter(movement -> !daraja.mpesa.isReversed(movement.receipt()))
        .findFirst()
        .orElseThrow();
  }

  private static Map<String, Object> parameters(JsonObject result) {
    var told = result.getJsonObject("ResultParameters").getValue("ResultParameter");
    var list = told instanceof JsonArray many ? many : new JsonArray().add(told);
    var parameters = new HashMap<String, Object>();
    for (var item : list) {
      var parameter = (JsonObject) item;
      parameters.put(parameter.getString("Key"), parameter.getValue("Value"));
    }
    return parameters;
  }

  private static JsonObject status(TestDaraja daraja, String receipt) throws Exception {
    return common(daraja, "TransactionStatusQuery")
        .put("TransactionID", receipt)
        .put("PartyA", PAYBILL)
        .put("IdentifierType", "4");
  }

  private static JsonObject balance(TestDaraja daraja, String shortCode) throws Exception {
    return common(daraja, "AccountBalance").put("PartyA", shortCode).put("IdentifierType", 4);
  }

  private static JsonObject reversal(TestDaraja daraja, Movement payment) throws Exception {
    return common(daraja, "TransactionReversal")
        .put("TransactionID", payment.receipt())
        .put("Amount", payment.amountCents() / 100)
        .put("ReceiverParty", payment.shortCode())
        .put("RecieverIdentifierType", "11");
  }

  private static JsonObject common(TestDaraja daraja, String command) throws Exception {
    return new JsonObject()
        .put("Initiator", APP.initiator())
        .put("SecurityCredential", sealed(daraja, APP.initiatorPassword()))
        .put("CommandID", command)
        .put("Remarks", "a test")
        .put("ResultURL", daraja.at("/result"))
        .put("QueueTimeOutURL", daraja.at("/timeout"));
  }

  private static String sealed(TestDaraja daraja, String password) throws Exception {
    return seal(daraja.certificate(), password);
  }

  /** Sealed for another environment. */
  private static String foreign() throws Exception {
    return seal(OperatorKey.of(99).certificate(), APP.initiatorPassword());
  }

  private static String seal(String pem, String password) throws Exception {
    var certificate =
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(pem.getBytes(UTF_8)));
    certificate.verify(certificate.getPublicKey());
    var cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
    cipher.init(Cipher.ENCRYPT_MODE, certificate);
    return Base64.getEncoder().encodeToString(cipher.doFinal(password.getBytes(UTF_8)));
  }
}
