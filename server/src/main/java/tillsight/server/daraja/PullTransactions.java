package tillsight.server.daraja;

import io.vertx.core.Future;
import java.net.URI;
import java.time.Instant;

/** Asks for the transactions of a short code, of the last 48 hours. */
public final class PullTransactions {

  private final Daraja daraja;

  public PullTransactions(Daraja daraja) {
    this.daraja = daraja;
  }

  public Future<Registered> register(DarajaAccount account, String shortCode, URI callback) {
    return Future.failedFuture(new UnsupportedOperationException(daraja + ": later in this branch"));
  }

  public Future<PullPage> page(
      DarajaAccount account, String shortCode, Instant from, Instant to, int offset) {
    return Future.failedFuture(new UnsupportedOperationException(daraja + ": later in this branch"));
  }
}
