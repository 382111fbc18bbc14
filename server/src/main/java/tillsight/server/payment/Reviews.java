package tillsight.server.payment;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.InstantSource;
import java.util.Collection;
import tillsight.server.access.AuditLog;
import tillsight.server.http.Refused;

/**
 * What people say of payments that the rules leave in review: takings or not. A decision can be
 * changed by another one; a payment that was never in review cannot.
 */
public final class Reviews {

  private static final String LOCK =
      """
      SELECT revenue, flags FROM payment
      WHERE business_id = $1 AND receipt = $2 AND till_id = ANY ($3)
      FOR UPDATE
      """;
  private static final String DECIDE =
      "UPDATE payment SET revenue = $3, flags = flags | $4 WHERE business_id = $1 AND receipt = $2";
  // The payment and what was given back of it, each in its own hour: added, or taken off again.
  static final String COUNT =
      """
      INSERT INTO takings
        (business_id, till_id, hour, payments, gross_cents, reversals, reversed_cents)
      SELECT $1, till_id, hour, $3 * sum(payments), $3 * sum(gross_cents), $3 * sum(reversals),
             $3 * sum(reversed_cents)
      FROM (
        SELECT till_id, date_trunc('hour', paid_at, 'UTC') AS hour, 1 AS payments,
               amount_cents AS gross_cents, 0 AS reversals, 0::bigint AS reversed_cents
        FROM payment WHERE business_id = $1 AND receipt = $2
        UNION ALL
        SELECT till_id, date_trunc('hour', reversed_at, 'UTC'), 0, 0, 1, amount_cents
        FROM reversal WHERE business_id = $1 AND original_receipt = $2
      ) AS moved
      GROUP BY till_id, hour ORDER BY till_id, hour
      ON CONFLICT (business_id, till_id, hour) DO UPDATE SET
        payments = takings.payments + excluded.payments,
        gross_cents = takings.gross_cents + excluded.gross_cents,
        reversals = takings.reversals + excluded.reversals,
        reversed_cents = takings.reversed_cents + excluded.reversed_cents
      """;

  private final Pool postgres;
  private final InstantSource clock;

  public Reviews(Pool postgres, InstantSource clock) {
    this.postgres = postgres;
    this.clock = clock;
  }

  /** Counts the payment as takings, or leaves it out; refused unless the rules left it open. */
  public Future<Void> decide(
      int businessId,
      Collection<Integer> tills,
      String receipt,
      boolean takings,
      String actor,
      String reason) {
    return postgres.withTransaction(
        connection ->
            connection
                .preparedQuery(LOCK)
                .execute(Tuple.of(businessId, receipt, tills.toArray(Integer[]::new)))
                .compose(
                    rows ->
                        rows.size() == 0
                            ? Future.failedFuture(unknown())
                            : decide(
                                connection, businessId, receipt, rows.iterator().next(), takings))
                .compose(
                    decided ->
                        new AuditLog(connection)
                            .add(
                                businessId,
                                clock.instant(),
                                actor,
                                takings ? "payment.count" : "payment.leave-out",
                                receipt,
                                reason)));
  }

  private static Future<?> decide(
      SqlConnection connection, int businessId, String receipt, Row before, boolean takings) {
    var was = before.getString("revenue");
    var open =
        was.equals(Revenue.REVIEW.word()) || (before.getInteger("flags") & Flag.DECIDED.bit()) != 0;
    if (!open) {
      return Future.failedFuture(
          Refused.conflict(
              "The rules leave no doubt about this payment; only those in review are decided."));
    }
    var becomes = takings ? Revenue.YES : Revenue.NO;
    if (was.equals(becomes.word())) {
      return Future.succeededFuture();
    }
    var change = takings ? 1 : was.equals(Revenue.YES.word()) ? -1 : 0;
    return connection
        .preparedQuery(DECIDE)
        .execute(Tuple.of(businessId, receipt, becomes.word(), Flag.DECIDED.bit()))
        .compose(
            updated ->
                change == 0
                    ? Future.succeededFuture()
                    : connection
                        .preparedQuery(COUNT)
                        .execute(Tuple.of(businessId, receipt, change)));
  }

  private static Refused unknown() {
    return Refused.notFound(
        "There is no payment with this receipt in your scope; GET /api/v1/payments?q= searches for"
            + " it.");
  }
}
