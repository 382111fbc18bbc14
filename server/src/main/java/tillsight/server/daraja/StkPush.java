package tillsight.server.daraja;

import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** Asks a customer's phone to pay, and what came of it. */
public final class StkPush {

  private final Daraja daraja;

  public StkPush(Daraja daraja) {
    this.daraja = daraja;
  }

  /** What is paid: a Paybill account or a till. */
  public enum Type {
    PAYBILL,
    BUY_GOODS
  }

  /** Daraja took the request; the result comes by callback. */
  public record Accepted(
      String merchantRequestId, String checkoutRequestId, String customerMessage) {}

  /** How far a push has come. */
  public record State(Progress progress, String code, String description) {

    /** Its stages. */
    public enum Progress {
      PENDING,
      PAID,
      FAILED
    }
  }

  public Future<Accepted> request(
      DarajaAccount account,
      String shortCode,
      @Nullable String partyB,
      Type type,
      String phone,
      long amountShillings,
      String accountReference,
      String description,
      CallbackUrls urls) {
    return Future.failedFuture(new UnsupportedOperationException(daraja + ": later in this branch"));
  }

  public Future<State> query(DarajaAccount account, String shortCode, String checkoutRequestId) {
    return Future.failedFuture(new UnsupportedOperationException(daraja + ": later in this branch"));
  }
}
