package tillsight.server.daraja;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;

/** Asks to give a payment back; the result comes by callback. Never asked twice by itself. */
public final class ReversalRequests {

  private final OperatorCall call;

  public ReversalRequests(Daraja daraja) {
    this.call =
        new OperatorCall(
            daraja, "reversal", "/mpesa/reversal/v1/request", "TransactionReversal", false);
  }

  public Future<Conversation> request(
      DarajaAccount account,
      String shortCode,
      String receipt,
      long amountCents,
      CallbackUrls urls,
      String remarks) {
    return call.make(
        account,
        urls,
        remarks,
        new JsonObject()
            .put("TransactionID", receipt)
            .put("Amount", shillings(amountCents))
            .put("ReceiverParty", shortCode)
            // Misspelt by Safaricom.
            .put("RecieverIdentifierType", "11")
            .put("Occasion", ""));
  }

  /** Without decimals where there are none, as the portal's samples have it. */
  private static String shillings(long cents) {
    return BigDecimal.valueOf(cents, 2).stripTrailingZeros().toPlainString();
  }
}
