package tillsight.server.simulator.safaricom;

import static org.assertj.core.api.Assertions.assertThat;
import static tillsight.server.simulator.safaricom.DarajaServerTest.assertError;
import static tillsight.server.simulator.safaricom.OperatorCalls.BALANCE;
import static tillsight.server.simulator.safaricom.OperatorCalls.REVERSAL;
import static tillsight.server.simulator.safaricom.OperatorCalls.STATUS;
import static tillsight.server.simulator.safaricom.OperatorCalls.assertRefused;
import static tillsight.server.simulator.safaricom.OperatorCalls.balance;
import static tillsight.server.simulator.safaricom.OperatorCalls.foreign;
import static tillsight.server.simulator.safaricom.OperatorCalls.parameters;
import static tillsight.server.simulator.safaricom.OperatorCalls.payment;
import static tillsight.server.simulator.safaricom.OperatorCalls.reversal;
import static tillsight.server.simulator.safaricom.OperatorCalls.sealed;
import static tillsight.server.simulator.safaricom.OperatorCalls.status;
import static tillsight.server.simulator.safaricom.TestDaraja.NOON;
import static tillsight.server.simulator.safaricom.TestDaraja.TILL;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who may ask, and how results come. */
class OperatorsTest {

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
}
