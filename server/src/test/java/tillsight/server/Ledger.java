package tillsight.server;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.List;

/** What must be true of the tables after whatever happened. Each list is empty when it is. */
public final class Ledger {

  private static final String TAKINGS =
      """
      SELECT * FROM
        (SELECT business_id, till_id, date_trunc('hour', paid_at, 'UTC') AS hour,
                count(*) AS payments, sum(amount_cents)::bigint AS gross_cents
         FROM payment WHERE revenue = 'yes' GROUP BY 1, 2, 3) AS recount
      FULL JOIN
        (SELECT business_id, till_id, hour, payments, gross_cents FROM takings
         WHERE payments <> 0 OR gross_cents <> 0) AS kept
      USING (business_id, till_id, hour)
      WHERE (recount.payments, recount.gross_cents)
        IS DISTINCT FROM (kept.payments, kept.gross_cents)
      """;
  private static final String REVERSED =
      """
      SELECT * FROM
        (SELECT v.business_id, v.till_id, date_trunc('hour', v.reversed_at, 'UTC') AS hour,
                count(*) AS reversals, sum(v.amount_cents)::bigint AS reversed_cents
         FROM reversal v JOIN payment p
           ON p.business_id = v.business_id AND p.receipt = v.original_receipt
         WHERE p.revenue = 'yes' GROUP BY 1, 2, 3) AS recount
      FULL JOIN
        (SELECT business_id, till_id, hour, reversals, reversed_cents FROM takings
         WHERE reversals <> 0 OR reversed_cents <> 0) AS kept
      USING (business_id, till_id, hour)
      WHERE (recount.reversals, recount.reversed_cents)
        IS DISTINCT FROM (kept.reversals, kept.reversed_cents)
      """;
  private static final String OVERDRAWN =
      """
      SELECT p.receipt FROM payment p JOIN reversal v
        ON v.business_id = p.business_id AND v.original_receipt = p.receipt
      GROUP BY p.business_id, p.receipt, p.amount_cents HAVING sum(v.amount_cents) > p.amount_cents
      """;
  private static final String PAYMENTS_WITHOUT_CALLBACK =
      """
      SELECT p.receipt FROM payment p
      LEFT JOIN callback c ON c.business_id = p.business_id AND c.id = p.callback_id
      WHERE c.outcome IS DISTINCT FROM 'booked' AND p.flags & 32 = 0
         OR c.receipt IS DISTINCT FROM p.receipt
      """;
  private static final String CALLBACKS_WITHOUT_PAYMENT =
      """
      SELECT c.receipt, c.outcome FROM callback c
      WHERE c.outcome IN ('booked', 'duplicate') AND NOT EXISTS (
        SELECT FROM payment p WHERE p.business_id = c.business_id AND p.receipt = c.receipt
          AND (c.outcome = 'duplicate' OR p.callback_id = c.id))
      """;
  private static final String HELD =
      """
      SELECT c.receipt, q.reason FROM callback c
      FULL JOIN quarantine q ON q.business_id = c.business_id AND q.id = c.id
      WHERE (c.outcome = 'quarantined') IS DISTINCT FROM (q.id IS NOT NULL)
      """;
  private static final String PAYERS =
      """
      SELECT * FROM
        (SELECT business_id, payer_id AS id, min(paid_at) AS first_paid_at
         FROM payment WHERE payer_id IS NOT NULL GROUP BY 1, 2) AS recount
      FULL JOIN payer USING (business_id, id)
      WHERE recount.first_paid_at IS DISTINCT FROM payer.first_paid_at
      """;

  /** Every way in which the tables contradict each other. */
  public static List<String> contradictions(SqlClient postgres) {
    return List.of(
            TAKINGS,
            REVERSED,
            OVERDRAWN,
            PAYMENTS_WITHOUT_CALLBACK,
            CALLBACKS_WITHOUT_PAYMENT,
            HELD,
            PAYERS)
        .stream()
        .flatMap(sql -> rows(postgres, sql).stream())
        .map(Row::deepToString)
        .limit(20)
        .toList();
  }

  public static List<Row> rows(SqlClient postgres, String sql, Object... values) {
    return postgres.preparedQuery(sql).execute(Tuple.wrap(values)).await().stream().toList();
  }

  public static long count(SqlClient postgres, String sql, Object... values) {
    return rows(postgres, sql, values).getFirst().getLong(0);
  }

  private Ledger() {}
}
