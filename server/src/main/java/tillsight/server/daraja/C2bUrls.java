package tillsight.server.daraja;

import io.vertx.core.Future;

/** Tells Safaricom where to call back for payments to a short code. */
public final class C2bUrls {

  private final Daraja daraja;

  public C2bUrls(Daraja daraja) {
    this.daraja = daraja;
  }

  public Future<Registered> register(
      DarajaAccount account,
      String shortCode,
      CallbackUrls urls,
      boolean completedWhenUnreachable) {
    return Future.failedFuture(new UnsupportedOperationException(daraja + ": later in this branch"));
  }
}
