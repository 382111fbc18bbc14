package tillsight.server.reconciliation;

import static java.time.ZoneOffset.UTC;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tillsight.server.reconciliation.CompletenessDay.Extent;
import tillsight.server.reconciliation.CompletenessDay.Status;
import tillsight.server.takings.Range;

/** Where what is known of tills' days is kept once it has been worked out. */
final class CompletenessDays {

  private static final String PUT =
      """
      INSERT INTO completeness_day AS d (business_id, till_id, date, status, payments, gross_cents,
        received, matched, recovered_by_pull, recovered_by_statement, unexplained,
        unexplained_cents, conflicts, reversals, settlements, delay_p50_seconds,
        delay_p99_seconds, callbacks, pull, statement, balances, proven_by, proven_at,
        worked_out_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19,
        $20, $21, $22, $23, $24)
      ON CONFLICT (business_id, till_id, date) DO UPDATE SET
        status = excluded.status, payments = excluded.payments,
        gross_cents = excluded.gross_cents, received = excluded.received,
        matched = excluded.matched, recovered_by_pull = excluded.recovered_by_pull,
        recovered_by_statement = excluded.recovered_by_statement,
        unexplained = excluded.unexplained, unexplained_cents = excluded.unexplained_cents,
        conflicts = excluded.conflicts, reversals = excluded.reversals,
        settlements = excluded.settlements, delay_p50_seconds = excluded.delay_p50_seconds,
        delay_p99_seconds = excluded.delay_p99_seconds, callbacks = excluded.callbacks,
        pull = excluded.pull, statement = excluded.statement, balances = excluded.balances,
        proven_by = excluded.proven_by, proven_at = excluded.proven_at,
        worked_out_at = excluded.worked_out_at
      WHERE d.worked_out_at <= excluded.worked_out_at
      """;

  private static final String OF =
      """
      SELECT d.*, t.code FROM completeness_day d
      JOIN till t ON t.business_id = d.business_id AND t.id = d.till_id
      WHERE d.business_id = $1 AND d.till_id = ANY ($2) AND d.date >= $3 AND d.date < $4
      ORDER BY d.date, t.code
      """;

  // The last run of proven days without a hole: consecutive dates less their rank are the same.
  private static final String PROVEN =
      """
      SELECT DISTINCT ON (till_id) till_id, min(date) AS since, max(date) AS until
      FROM (SELECT till_id, date,
              date - (row_number() OVER (PARTITION BY till_id ORDER BY date))::int AS island
            FROM completeness_day
            WHERE business_id = $1 AND till_id = ANY ($2) AND status = 'proven') AS days
      GROUP BY till_id, island
      ORDER BY till_id, until DESC
      """;

  private final SqlClient postgres;

  /** The days without a hole, the last included, of which everything is proven. */
  record Proven(LocalDate since, LocalDate until) {}

  CompletenessDays(SqlClient postgres) {
    this.postgres = postgres;
  }

  /**
   * Keeps what was worked out, unless something was that read its evidence later.
   *
   * @param readAt when the evidence was read, by the database's clock
   */
  Future<Void> put(int businessId, List<CompletenessDay> days, OffsetDateTime readAt) {
    return days.isEmpty()
        ? Future.succeededFuture()
        : postgres
            .preparedQuery(PUT)
            .executeBatch(days.stream().map(day -> tuple(businessId, day, readAt)).toList())
            .mapEmpty();
  }

  Future<List<CompletenessDay>> of(int businessId, Collection<Integer> tills, Range range) {
    return postgres
        .preparedQuery(OF)
        .execute(Tuple.of(businessId, tills.toArray(Integer[]::new), range.from(), range.to()))
        .map(rows -> rows.stream().map(CompletenessDays::day).toList());
  }

  Future<Map<Integer, Proven>> proven(int businessId, Collection<Integer> tills) {
    return postgres
        .preparedQuery(PROVEN)
        .execute(
            Tuple.tuple().addInteger(businessId).addArrayOfInteger(tills.toArray(Integer[]::new)))
        .map(
            rows -> {
              var proven = new HashMap<Integer, Proven>();
              rows.forEach(
                  row ->
                      proven.put(
                          row.getInteger("till_id"),
                          new Proven(row.getLocalDate("since"), row.getLocalDate("until"))));
              return proven;
            });
  }

  private static Tuple tuple(int businessId, CompletenessDay day, OffsetDateTime readAt) {
    return Tuple.tuple()
        .addInteger(businessId)
        .addInteger(day.tillId())
        .addLocalDate(day.date())
        .addString(day.status().word())
        .addInteger(day.payments())
        .addLong(day.grossCents())
        .addInteger(day.received())
        .addInteger(day.matched())
        .addInteger(day.recoveredByPull())
        .addInteger(day.recoveredByStatement())
        .addInteger(day.unexplained())
        .addLong(day.unexplainedCents())
        .addInteger(day.conflicts())
        .addInteger(day.reversals())
        .addInteger(day.settlements())
        .addDouble(day.delayP50Seconds())
        .addDouble(day.delayP99Seconds())
        .addBoolean(day.callbacks())
        .addString(day.pull().word())
        .addString(day.statement().word())
        .addString(day.balances())
        .addString(day.provenBy())
        .addOffsetDateTime(offset(day.provenAt()))
        .addOffsetDateTime(readAt);
  }

  private static CompletenessDay day(Row row) {
    var provenAt = row.getOffsetDateTime("proven_at");
    return new CompletenessDay(
        row.getString("code"),
        row.getLocalDate("date"),
        Status.valueOf(row.getString("status").toUpperCase(java.util.Locale.ROOT)),
        row.getInteger("payments"),
        row.getLong("gross_cents"),
        row.getInteger("received"),
        row.getInteger("matched"),
        row.getInteger("recovered_by_pull"),
        row.getInteger("recovered_by_statement"),
        row.getInteger("unexplained"),
        row.getLong("unexplained_cents"),
        row.getInteger("conflicts"),
        row.getInteger("reversals"),
        row.getInteger("settlements"),
        row.getDouble("delay_p50_seconds"),
        row.getDouble("delay_p99_seconds"),
        row.getBoolean("callbacks"),
        extent(row, "pull"),
        extent(row, "statement"),
        row.getString("balances"),
        provenAt == null ? null : provenAt.toInstant(),
        row.getString("proven_by"),
        row.getInteger("till_id"));
  }

  private static Extent extent(Row row, String column) {
    return Extent.valueOf(row.getString(column).toUpperCase(java.util.Locale.ROOT));
  }

  private static @Nullable OffsetDateTime offset(@Nullable Instant instant) {
    return instant == null ? null : instant.atOffset(UTC);
  }
}
