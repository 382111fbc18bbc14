package tillsight.server.request;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.InstantSource;
import java.util.Collection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tillsight.server.access.AuditLog;
import tillsight.server.business.Business;
import tillsight.server.daraja.ReversalRequests;
import tillsight.server.http.Refused;
import tillsight.server.payer.PhoneNumbers;
import tillsight.server.payment.Shillings;
import tillsight.server.request.DarajaAccess.Access;
import tillsight.server.request.DarajaRequest.Kind;
import tillsight.server.request.DarajaRequest.State;

/**
 * Gives payments back: asks Daraja for a reversal, once. Nothing is netted here; that follows from
 * the answer.
 */
public final class Refunds {

  // Locked, so that what is left of it is left until the request is written down.
  private static final String LOCK =
      """
      SELECT p.amount_cents, t.code FROM payment p
      JOIN till t ON t.business_id = p.business_id AND t.id = p.till_id
      WHERE p.business_id = $1 AND p.receipt = $2 AND p.till_id = ANY ($3)
      FOR UPDATE OF p
      """;
  private static final String REVERSED =
      """
      SELECT coalesce(sum(amount_cents), 0)::bigint AS cents FROM reversal
      WHERE business_id = $1 AND original_receipt = $2
      """;

  private final Pool postgres;
  private final DarajaAccess access;
  private final ReversalRequests reversals;
  private final Asking asking;
  private final InstantSource clock;

  /**
   * What somebody wants.
   *
   * @param amountCents null for all that is left
   * @param reason goes to Safaricom, too
   */
  public record Wish(String receipt, @Nullable Long amountCents, String reason, String actor) {}

  public Refunds(
      Vertx vertx,
      Pool postgres,
      DarajaAccess access,
      ReversalRequests reversals,
      InstantSource clock) {
    this.postgres = postgres;
    this.access = access;
    this.reversals = reversals;
    this.asking = new Asking(vertx, postgres, clock);
    this.clock = clock;
  }

  /** Asks for it. Completes once Daraja has taken the request; the answer comes later. */
  public Future<Void> ask(Business business, Collection<Integer> tills, Wish wish) {
    return access
        .asOperator(business.id())
        .compose(
            granted ->
                postgres
                    .withTransaction(connection -> begin(connection, business, tills, wish))
                    .recover(Refunds::explain)
                    .compose(request -> send(business, granted, request, wish)));
  }

  private Future<DarajaRequest> begin(
      SqlConnection connection, Business business, Collection<Integer> tills, Wish wish) {
    return connection
        .preparedQuery(LOCK)
        .execute(Tuple.of(business.id(), wish.receipt(), tills.toArray(Integer[]::new)))
        .compose(
            rows ->
                rows.size() == 0
                    ? Future.failedFuture(unknown())
                    : connection
                        .preparedQuery(REVERSED)
                        .execute(Tuple.of(business.id(), wish.receipt()))
                        .map(
                            sum ->
                                request(
                                    business,
                                    rows.iterator().next(),
                                    sum.iterator().next().getLong("cents"),
                                    wish)))
        .compose(
            request ->
                new DarajaRequests(connection)
                    .begin(request)
                    .compose(
                        begun ->
                            new AuditLog(connection)
                                .add(
                                    business.id(),
                                    request.requestedAt(),
                                    wish.actor(),
                                    "payment.reverse",
                                    wish.receipt(),
                                    PhoneNumbers.hide(wish.reason())))
                    .map(request));
  }

  private DarajaRequest request(Business business, Row payment, long reversed, Wish wish) {
    var rest = payment.getLong("amount_cents") - reversed;
    if (rest <= 0) {
      throw Refused.conflict("All of this payment has been given back already.");
    }
    var wanted = wish.amountCents();
    var amount = wanted == null ? rest : wanted;
    if (amount > rest) {
      throw Refused.invalid(
          "amountCents", "must be at most %d: %s are left".formatted(rest, Shillings.of(rest)));
    }
    return new DarajaRequest(
        business.id(),
        UUID.randomUUID(),
        Kind.REVERSAL,
        payment.getString("code"),
        wish.receipt(),
        amount,
        null,
        clock.instant(),
        wish.actor(),
        PhoneNumbers.hide(wish.reason()),
        State.SENT);
  }

  private Future<Void> send(Business business, Access granted, DarajaRequest request, Wish wish) {
    var till = String.valueOf(request.shortCode());
    var shortCode = business.till(till).map(granted::shortCode).orElse(till);
    var amount = request.amountCents();
    return asking.askOnce(
        request,
        () ->
            reversals.request(
                granted.account(),
                shortCode,
                wish.receipt(),
                amount == null ? 0 : amount,
                granted.urls(),
                PhoneNumbers.hide(wish.reason())));
  }

  private static Future<DarajaRequest> explain(Throwable failure) {
    return Future.failedFuture(
        Asking.isTaken(failure)
            ? Refused.conflict(
                "This payment is being given back already; wait for the answer, which is shown with"
                    + " it.")
            : failure);
  }

  private static Refused unknown() {
    return Refused.notFound(
        "There is no payment with this receipt in your scope; GET /api/v1/payments?q= searches for"
            + " it.");
  }
}
