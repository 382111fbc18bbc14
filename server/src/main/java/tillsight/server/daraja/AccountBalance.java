package tillsight.server.daraja;

import io.vertx.core.Future;

/** Asks for the balances of a short code; the answer comes by callback. */
public final class AccountBalance {

  private final Daraja daraja;

  public AccountBalance(Daraja daraja) {
    this.daraja = daraja;
  }

  public Future<Conversation> ask(DarajaAccount account, String shortCode, CallbackUrls urls) {
    return Future.failedFuture(new UnsupportedOperationException(daraja + ": later in this branch"));
  }
}
