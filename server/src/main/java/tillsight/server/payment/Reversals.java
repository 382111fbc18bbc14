package tillsight.server.payment;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

/** Money that went back: linked to the payment it undoes, dated when it went back. */
public final class Reversals {

  /** Most reversals in one statement. */
  public static final int BATCH_MAX = 1_000;

  // A reversal of a payment that the ledger does not have waits for that payment: it is not added.
  private static final String ADD =
      """
      WITH added AS (
        INSERT INTO reversal
          (business_id, receipt, original_receipt, till_id, amount_cents, reversed_at, source)
        SELECT p.business_id, r.receipt, p.receipt, p.till_id, r.amount_cents, r.reversed_at, $6
        FROM unnest($2::text[], $3::text[], $4::bigint[], $5::timestamptz[])
          AS r (receipt, original_receipt, amount_cents, reversed_at)
        JOIN payment p ON p.business_id = $1 AND p.receipt = r.original_receipt
        ON CONFLICT (business_id, receipt) DO NOTHING
        RETURNING business_id, original_receipt, till_id, reversed_at, amount_cents
      ), counted AS (
        INSERT INTO takings (business_id, till_id, hour, reversals, reversed_cents)
        SELECT business_id, till_id, date_trunc('hour', reversed_at, 'UTC') AS hour,
               count(*), sum(amount_cents)
        FROM added a
        WHERE 'yes' = (SELECT p.revenue FROM payment p
                       WHERE p.business_id = a.business_id AND p.receipt = a.original_receipt)
        GROUP BY business_id, till_id, hour ORDER BY business_id, till_id, hour
        ON CONFLICT (business_id, till_id, hour) DO UPDATE SET
          reversals = takings.reversals + excluded.reversals,
          reversed_cents = takings.reversed_cents + excluded.reversed_cents
      )
      SELECT count(*) AS added FROM added
      """;

  private final SqlClient postgres;

  /** One reversal, with a receipt of its own. */
  public record Reversal(
      String receipt, String originalReceipt, long amountCents, Instant reversedAt) {}

  public Reversals(SqlClient postgres) {
    this.postgres = postgres;
  }

  /** Adds those that are not known yet, and takes them off the takings. Tells how many. */
  public Future<Long> add(int businessId, List<Reversal> reversals, String source) {
    return postgres
        .preparedQuery(ADD)
        .execute(
            Tuple.tuple()
                .addInteger(businessId)
                .addValue(reversals.stream().map(Reversal::receipt).toArray(String[]::new))
                .addValue(reversals.stream().map(Reversal::originalReceipt).toArray(String[]::new))
                .addValue(reversals.stream().map(Reversal::amountCents).toArray(Long[]::new))
                .addValue(
                    reversals.stream()
                        .map(reversal -> reversal.reversedAt().atOffset(ZoneOffset.UTC))
                        .toArray(OffsetDateTime[]::new))
                .addString(source))
        .map(rows -> rows.iterator().next().getLong("added"));
  }
}
