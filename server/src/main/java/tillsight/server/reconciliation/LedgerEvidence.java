package tillsight.server.reconciliation;

import static java.time.ZoneOffset.UTC;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Reads what the ledger knows of the money of tills. */
final class LedgerEvidence {

  private static final String COLUMNS =
      """
      p.till_id, p.receipt, p.paid_at, p.received_at, p.amount_cents, p.balance_cents, p.source,
      p.revenue, p.account, p.flags
      """;

  private static final String PAYMENTS =
      "SELECT "
          + COLUMNS
          + """
          , (SELECT coalesce(bit_or(CASE c.kind WHEN 'confirmation' THEN 1 WHEN 'stk' THEN 2
                    WHEN 'pull' THEN 4 WHEN 'statement' THEN 8 WHEN 'csv' THEN 16 ELSE 0 END), 0)
             FROM callback c
             WHERE c.business_id = p.business_id AND c.receipt = p.receipt
               AND c.outcome = 'duplicate') AS witnesses
          FROM payment p
          WHERE p.business_id = $1 AND p.till_id = ANY ($2)
            AND p.paid_at >= $3 AND p.paid_at < $4
          """;

  // The last hours with takings before a moment, and the first after it: takings know them, so a
  // till that was closed for long is not searched for day after day. What arrives at a head office
  // is no takings; there the days around have to do. OFFSET 0 keeps the planner, which does not
  // know how few hours these are, from reading all payments instead.
  private static final String AROUND =
      "SELECT "
          + COLUMNS
          + """
          , 0 AS witnesses
          FROM unnest($2::int[]) AS t (till_id)
          CROSS JOIN LATERAL (
            (SELECT hour, hour + interval '1 hour' AS to FROM takings k
             WHERE k.business_id = $1 AND k.till_id = t.till_id AND k.hour < $3 AND k.payments > 0
             ORDER BY hour DESC LIMIT $5)
            UNION ALL
            (SELECT hour, hour + interval '1 hour' FROM takings k
             WHERE k.business_id = $1 AND k.till_id = t.till_id AND k.hour >= $4 AND k.payments > 0
             ORDER BY hour LIMIT $5)
            UNION ALL
            SELECT $3::timestamptz - interval '1 day', $3 WHERE t.till_id = ANY ($6)
            UNION ALL
            SELECT $4::timestamptz, $4 + interval '1 day' WHERE t.till_id = ANY ($6)) AS hours
          CROSS JOIN LATERAL (
            SELECT * FROM payment o WHERE o.business_id = $1 AND o.till_id = t.till_id
              AND o.paid_at >= hours.hour AND o.paid_at < hours.to OFFSET 0) p
          """;

  // Charges and the like of other accounts have balances of their own.
  private static final String MOVEMENTS =
      """
      SELECT till_id, kind, receipt, moved_at AS at, amount_cents, balance_cents,
             NULL AS original_receipt
      FROM movement
      WHERE business_id = $1 AND till_id = ANY ($2) AND moved_at >= $3 AND moved_at < $4
        AND account IN ('utility', 'merchant')
      UNION ALL
      SELECT till_id, 'reversal', receipt, reversed_at, -amount_cents, NULL, original_receipt
      FROM reversal
      WHERE business_id = $1 AND till_id = ANY ($2) AND reversed_at >= $3 AND reversed_at < $4
      """;

  private static final String GIVEN_BACK =
      "SELECT "
          + COLUMNS
          + """
          , 0 AS witnesses
          FROM payment p
          WHERE p.business_id = $1 AND p.till_id = $2 AND p.amount_cents = ANY ($3)
            AND p.paid_at >= $4 AND p.paid_at < $5
            AND NOT EXISTS (SELECT FROM reversal v
              WHERE v.business_id = p.business_id AND v.original_receipt = p.receipt)
          ORDER BY p.paid_at DESC LIMIT $6
          """;

  private static final int HOURS_AROUND = 4;
  private static final int GIVEN_BACK_MAX = 200;

  private final SqlClient postgres;

  LedgerEvidence(SqlClient postgres) {
    this.postgres = postgres;
  }

  /** What was paid to tills in {@code [from, to)}. */
  Future<List<LedgerPayment>> payments(
      int businessId, Collection<Integer> tills, Instant from, Instant to) {
    return postgres
        .preparedQuery(PAYMENTS)
        .execute(Tuple.of(businessId, ids(tills), from.atOffset(UTC), to.atOffset(UTC)))
        .map(rows -> rows.stream().map(LedgerEvidence::payment).toList());
  }

  /** What was paid to them last before that, and first after it. */
  Future<List<LedgerPayment>> around(
      int businessId,
      Collection<Integer> tills,
      Collection<Integer> headOffices,
      Instant from,
      Instant to) {
    return postgres
        .preparedQuery(AROUND)
        .execute(
            Tuple.of(
                businessId,
                ids(tills),
                from.atOffset(UTC),
                to.atOffset(UTC),
                HOURS_AROUND,
                ids(headOffices)))
        .map(rows -> rows.stream().map(LedgerEvidence::payment).distinct().toList());
  }

  /** How money of theirs moved otherwise. */
  Future<List<Movement>> movements(
      int businessId, Collection<Integer> tills, Instant from, Instant to) {
    return postgres
        .preparedQuery(MOVEMENTS)
        .execute(Tuple.of(businessId, ids(tills), from.atOffset(UTC), to.atOffset(UTC)))
        .map(rows -> rows.stream().map(LedgerEvidence::movement).toList());
  }

  /** Payments of these amounts that have not been given back as far as anybody said. */
  Future<List<LedgerPayment>> notGivenBack(
      int businessId, int till, Set<Long> amounts, Instant from, Instant to) {
    return amounts.isEmpty()
        ? Future.succeededFuture(List.of())
        : postgres
            .preparedQuery(GIVEN_BACK)
            .execute(
                Tuple.of(
                    businessId,
                    till,
                    amounts.toArray(Long[]::new),
                    from.atOffset(UTC),
                    to.atOffset(UTC),
                    GIVEN_BACK_MAX))
            .map(rows -> rows.stream().map(LedgerEvidence::payment).toList());
  }

  private static Integer[] ids(Collection<Integer> tills) {
    return tills.toArray(Integer[]::new);
  }

  private static LedgerPayment payment(Row row) {
    return new LedgerPayment(
        row.getInteger("till_id"),
        row.getString("receipt"),
        row.getOffsetDateTime("paid_at").toInstant(),
        row.getOffsetDateTime("received_at").toInstant(),
        row.getLong("amount_cents"),
        row.getLong("balance_cents"),
        row.getString("source"),
        row.getString("revenue"),
        row.getString("account"),
        row.getInteger("flags"),
        row.getInteger("witnesses"));
  }

  private static Movement movement(Row row) {
    return new Movement(
        row.getInteger("till_id"),
        row.getString("kind"),
        row.getString("receipt"),
        row.getOffsetDateTime("at").toInstant(),
        row.getLong("amount_cents"),
        row.getLong("balance_cents"),
        row.getString("original_receipt"));
  }
}
