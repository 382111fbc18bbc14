package tillsight.server.daraja;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** Asks for the balances of a short code; the answer comes by callback. */
public final class AccountBalance {

  private final OperatorCall call;

  public AccountBalance(Daraja daraja) {
    this.call =
        new OperatorCall(
            daraja, "account-balance", "/mpesa/accountbalance/v1/query", "AccountBalance", true);
  }

  public Future<Conversation> ask(DarajaAccount account, String shortCode, CallbackUrls urls) {
    return call.make(
        account,
        urls,
        "Balance",
        new JsonObject().put("PartyA", shortCode).put("IdentifierType", "4"));
  }
}
