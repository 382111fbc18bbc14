package tillsight.server.daraja;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** Asks what became of a transaction; the answer comes by callback. */
public final class TransactionStatus {

  private final OperatorCall call;

  public TransactionStatus(Daraja daraja) {
    this.call =
        new OperatorCall(
            daraja,
            "transaction-status",
            "/mpesa/transactionstatus/v1/query",
            "TransactionStatusQuery",
            true);
  }

  public Future<Conversation> ask(
      DarajaAccount account, String shortCode, String receipt, CallbackUrls urls, String remarks) {
    return call.make(
        account,
        urls,
        remarks,
        new JsonObject()
            .put("TransactionID", receipt)
            .put("PartyA", shortCode)
            .put("IdentifierType", "4")
            .put("Occasion", ""));
  }
}
