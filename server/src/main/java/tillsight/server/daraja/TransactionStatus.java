package tillsight.server.daraja;

import io.vertx.core.Future;

/** Asks what became of a transaction; the answer comes by callback. */
public final class TransactionStatus {

  private final Daraja daraja;

  public TransactionStatus(Daraja daraja) {
    this.daraja = daraja;
  }

  public Future<Conversation> ask(
      DarajaAccount account, String shortCode, String receipt, CallbackUrls urls, String remarks) {
    return Future.failedFuture(new UnsupportedOperationException(daraja + ": later in this branch"));
  }
}
