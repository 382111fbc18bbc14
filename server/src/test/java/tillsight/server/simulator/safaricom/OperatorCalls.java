package tillsight.server.simulator.safaricom;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static tillsight.server.simulator.safaricom.TestDaraja.APP;
import static tillsight.server.simulator.safaricom.TestDaraja.MIDNIGHT;
import static tillsight.server.simulator.safaricom.TestDaraja.NOON;
import static tillsight.server.simulator.safaricom.TestDaraja.PAYBILL;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.Cipher;
import tillsight.server.simulator.Movement;

/** What an operator's calls look like, and their results. */
final class OperatorCalls {

  static final String STATUS = "/mpesa/transactionstatus/v1/query";
  static final String BALANCE = "/mpesa/accountbalance/v1/query";
  static final String REVERSAL = "/mpesa/reversal/v1/request";

  private OperatorCalls() {}

  static void assertRefused(TestDaraja daraja, int code) throws InterruptedException {
    var result = daraja.next().body().getJsonObject("Result");
    assertThat(result.getValue("ResultCode")).isEqualTo(code);
    assertThat(result.containsKey("ResultParameters")).isFalse();
    assertThat(result.getString("TransactionID")).matches("UC2[0-9A-Z]{7}");
  }

  static Movement payment(TestDaraja daraja) {
    return daraja.mpesa.truth(PAYBILL, MIDNIGHT, NOON).stream()
        .filter(movement -> movement.payment().isCustomers())
        .filter(movement -> !daraja.mpesa.isReversed(movement.receipt()))
        .findFirst()
        .orElseThrow();
  }

  static Map<String, Object> parameters(JsonObject result) {
    var told = result.getJsonObject("ResultParameters").getValue("ResultParameter");
    var list = told instanceof JsonArray many ? many : new JsonArray().add(told);
    var parameters = new HashMap<String, Object>();
    for (var item : list) {
      var parameter = (JsonObject) item;
      parameters.put(parameter.getString("Key"), parameter.getValue("Value"));
    }
    return parameters;
  }

  static JsonObject status(TestDaraja daraja, String receipt) throws Exception {
    return common(daraja, "TransactionStatusQuery")
        .put("TransactionID", receipt)
        .put("PartyA", PAYBILL)
        .put("IdentifierType", "4");
  }

  static JsonObject balance(TestDaraja daraja, String shortCode) throws Exception {
    return common(daraja, "AccountBalance").put("PartyA", shortCode).put("IdentifierType", 4);
  }

  static JsonObject reversal(TestDaraja daraja, Movement payment) throws Exception {
    return common(daraja, "TransactionReversal")
        .put("TransactionID", payment.receipt())
        .put("Amount", payment.amountCents() / 100)
        .put("ReceiverParty", payment.shortCode())
        .put("RecieverIdentifierType", "11");
  }

  static JsonObject common(TestDaraja daraja, String command) throws Exception {
    return new JsonObject()
        .put("Initiator", APP.initiator())
        .put("SecurityCredential", sealed(daraja, APP.initiatorPassword()))
        .put("CommandID", command)
        .put("Remarks", "a test")
        .put("ResultURL", daraja.at("/result"))
        .put("QueueTimeOutURL", daraja.at("/timeout"));
  }

  static String sealed(TestDaraja daraja, String password) throws Exception {
    return seal(daraja.certificate(), password);
  }

  /** Sealed for another environment. */
  static String foreign() throws Exception {
    return seal(OperatorKey.of(99).certificate(), APP.initiatorPassword());
  }

  static String seal(String pem, String password) throws Exception {
    var certificate =
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(pem.getBytes(UTF_8)));
    certificate.verify(certificate.getPublicKey());
    var cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
    cipher.init(Cipher.ENCRYPT_MODE, certificate);
    return Base64.getEncoder().encodeToString(cipher.doFinal(password.getBytes(UTF_8)));
  }
}
