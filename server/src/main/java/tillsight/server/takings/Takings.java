package tillsight.server.takings;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What tills took. Money and counts come from the hourly rollup, and from the payments themselves
 * where a stretch of time begins or ends within an hour; people are counted from the payments.
 */
public final class Takings {

  /** Rows of takings of the tills $2 from $3 to $6, of which $4 to $5 are whole hours. */
  static final String ROWS =
      """
      SELECT till_id, hour, payments, gross_cents, reversals, reversed_cents
      FROM takings
      WHERE business_id = $1 AND till_id = ANY ($2) AND hour >= $4 AND hour < $5
      UNION ALL
      SELECT till_id, paid_at, 1, amount_cents, 0, 0
      FROM payment
      WHERE business_id = $1 AND till_id = ANY ($2) AND revenue = 'yes'
        AND (paid_at >= $3 AND paid_at < $4 OR paid_at >= $5 AND paid_at < $6)
      UNION ALL
      SELECT till_id, reversed_at, 0, 0, 1, amount_cents
      FROM reversal v
      WHERE business_id = $1 AND till_id = ANY ($2)
        AND 'yes' = (SELECT p.revenue FROM payment p
                     WHERE p.business_id = v.business_id AND p.receipt = v.original_receipt)
        AND (reversed_at >= $3 AND reversed_at < $4 OR reversed_at >= $5 AND reversed_at < $6)
      """;

  // One statement, so that money and people are of the same moment. Payers are looked up one by
  // one (OFFSET 0 keeps the planner from joining them): of a business that its statistics have not
  // seen yet it expects a single row, and then compares every payer with every other.
  private static final String FIGURES =
      """
      WITH money AS (
        SELECT coalesce(sum(payments), 0)::bigint AS payments,
               coalesce(sum(gross_cents), 0)::bigint AS gross_cents,
               coalesce(sum(reversals), 0)::bigint AS reversals,
               coalesce(sum(reversed_cents), 0)::bigint AS reversed_cents
        FROM (%s) AS rows
      ), payers AS (
        SELECT payer_id, count(*) AS payments
        FROM payment
        WHERE business_id = $1 AND till_id = ANY ($2) AND revenue = 'yes'
          AND paid_at >= $3 AND paid_at < $6 AND payer_id IS NOT NULL
        GROUP BY payer_id
      ), people AS (
        SELECT count(*) AS customers,
               count(*) FILTER (WHERE r.kind = 'masked') AS approximate,
               count(*) FILTER (WHERE r.first_paid_at >= $3) AS new,
               coalesce(sum(p.payments) FILTER (WHERE r.kind = 'exact'), 0)::bigint AS identified
        FROM payers p CROSS JOIN LATERAL
          (SELECT * FROM payer o WHERE o.business_id = $1 AND o.id = p.payer_id OFFSET 0) r
      )
      SELECT * FROM money, people
      """
          .formatted(ROWS);

  private static final String OF_TILLS =
      """
      SELECT till_id, sum(payments)::bigint AS payments, sum(gross_cents)::bigint AS gross_cents
      FROM (%s) AS rows
      GROUP BY till_id
      """
          .formatted(ROWS);

  // The rollup knows the last hour with takings, so only that hour's payments are looked at.
  private static final String LAST_PAID =
      """
      SELECT t.till_id, max(p.paid_at) AS paid_at
      FROM unnest($2::int[]) AS t (till_id)
      CROSS JOIN LATERAL (
        SELECT hour FROM takings
        WHERE business_id = $1 AND till_id = t.till_id AND payments > 0
        ORDER BY hour DESC LIMIT 1) AS last
      JOIN payment p ON p.business_id = $1 AND p.till_id = t.till_id AND p.revenue = 'yes'
        AND p.paid_at >= last.hour AND p.paid_at < last.hour + interval '1 hour'
      GROUP BY t.till_id
      """;

  /** What one till took. */
  public record TillTakings(long payments, long grossCents) {
    public static final TillTakings NONE = new TillTakings(0, 0);
  }

  private final SqlClient postgres;

  public Takings(SqlClient postgres) {
    this.postgres = postgres;
  }

  /** The figures of a range up to a moment within it, or to its end. */
  public Future<Figures> figures(
      int businessId, Collection<Integer> tills, Range range, Instant end, Instant asOf) {
    return postgres
        .preparedQuery(FIGURES)
        .execute(Spans.tuple(businessId, tills, Hours.between(range.start(), end)))
        .map(rows -> figures(rows.iterator().next(), range, asOf));
  }

  /** What each till took in {@code [start, end)}; tills that took nothing are left out. */
  public Future<Map<Integer, TillTakings>> ofTills(
      int businessId, Collection<Integer> tills, Instant start, Instant end) {
    return postgres
        .preparedQuery(OF_TILLS)
        .execute(Spans.tuple(businessId, tills, Hours.between(start, end)))
        .map(
            rows ->
                rows.stream()
                    .collect(
                        Collectors.toMap(
                            row -> row.getInteger("till_id"),
                            row ->
                                new TillTakings(
                                    row.getLong("payments"), row.getLong("gross_cents")))));
  }

  /** When each till was last paid something that counts; tills that never were are left out. */
  public Future<Map<Integer, Instant>> lastPaid(int businessId, Collection<Integer> tills) {
    return postgres
        .preparedQuery(LAST_PAID)
        .execute(
            Tuple.tuple().addInteger(businessId).addArrayOfInteger(tills.toArray(Integer[]::new)))
        .map(
            rows ->
                rows.stream()
                    .collect(
                        Collectors.toMap(
                            row -> row.getInteger("till_id"),
                            row -> row.getOffsetDateTime("paid_at").toInstant())));
  }

  private static Figures figures(Row row, Range range, Instant asOf) {
    var payments = row.getLong("payments");
    var gross = row.getLong("gross_cents");
    var reversed = row.getLong("reversed_cents");
    var customers = row.getLong("customers");
    var returning = customers - row.getLong("new");
    return new Figures(
        range.from(),
        range.to(),
        payments,
        gross,
        gross - reversed,
        Figures.average(gross, payments),
        customers,
        row.getLong("approximate"),
        row.getLong("new"),
        returning,
        Figures.share(returning, customers),
        row.getLong("reversals"),
        reversed,
        Figures.share(row.getLong("identified"), payments),
        asOf);
  }
}
