package tillsight.server.daraja;

import io.vertx.core.Future;

/** Asks to give a payment back; the result comes by callback. */
public final class ReversalRequests {

  private final Daraja daraja;

  public ReversalRequests(Daraja daraja) {
    this.daraja = daraja;
  }

  public Future<Conversation> request(
      DarajaAccount account,
      String shortCode,
      String receipt,
      long amountCents,
      CallbackUrls urls,
      String remarks) {
    return Future.failedFuture(new UnsupportedOperationException(daraja + ": later in this branch"));
  }
}
