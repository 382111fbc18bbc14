package tillsight.server.simulator.safaricom;

import static org.assertj.core.api.Assertions.assertThat;
import static tillsight.server.simulator.safaricom.OperatorCalls.BALANCE;
import static tillsight.server.simulator.safaricom.OperatorCalls.REVERSAL;
import static tillsight.server.simulator.safaricom.OperatorCalls.STATUS;
import static tillsight.server.simulator.safaricom.OperatorCalls.assertRefused;
import static tillsight.server.simulator.safaricom.OperatorCalls.balance;
import static tillsight.server.simulator.safaricom.OperatorCalls.parameters;
import static tillsight.server.simulator.safaricom.OperatorCalls.payment;
import static tillsight.server.simulator.safaricom.OperatorCalls.reversal;
import static tillsight.server.simulator.safaricom.OperatorCalls.status;
import static tillsight.server.simulator.safaricom.TestDaraja.PAYBILL;
import static tillsight.server.simulator.safaricom.TestDaraja.TILL;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What an operator asks for over HTTP, and the results that come later. */
class OperatorRequestsTest {

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
}
