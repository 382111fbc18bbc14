package tillsight.server.reconciliation;

import static java.time.ZoneOffset.UTC;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads what is known beside the ledger: what waits for people, and what others vouch for. */
final class OutsideEvidence {

  // Few wait at a time; and what waits too long is to be seen on its day all the same.
  private static final String HELD =
      """
      SELECT q.id, t.id AS till_id, c.source, coalesce(q.paid_at, q.received_at) AS at, q.receipt,
             q.amount_cents, q.reason, q.detail
      FROM quarantine q
      LEFT JOIN callback c ON c.business_id = q.business_id AND c.id = q.id
      LEFT JOIN till t ON t.business_id = q.business_id AND q.till IN (t.code, t.store_number)
      WHERE q.business_id = $1 AND q.state = 'open' AND (q.till IS NULL OR t.id IS NOT NULL)
        AND coalesce(q.paid_at, q.received_at) >= $2
        AND coalesce(q.paid_at, q.received_at) < $3
      """;

  private static final String PULLS =
      """
      SELECT short_code, window_from, window_to, finished_at, rows, till_ids, clock, clock_seconds,
             outcome, detail
      FROM pull_run
      WHERE business_id = $1 AND started_at >= $2 AND started_at < $3 AND finished_at IS NOT NULL
      ORDER BY finished_at
      """;

  private static final String STATEMENTS =
      """
      SELECT till_id, period_from, period_to, finished_at,
             coalesce(totals_match, false) AS whole
      FROM statement
      WHERE business_id = $1 AND till_id = ANY ($2) AND state = 'done'
        -- The others tell of no payments.
        AND coalesce(account, 'utility') IN ('utility', 'merchant')
        AND period_from < $4 AND period_to > $3
      ORDER BY finished_at
      """;

  private final SqlClient postgres;

  /**
   * Something that waits for a decision.
   *
   * @param tillId null if nobody knows which
   * @param source where it came from: an address, or "pull:" and the short code that was pulled
   */
  record Held(
      UUID id,
      @Nullable Integer tillId,
      @Nullable String source,
      Instant at,
      @Nullable String receipt,
      @Nullable Long amountCents,
      String reason,
      String detail) {}

  /** What a Pull vouches for, if it came to an end. */
  record Pulled(
      String shortCode,
      Window window,
      Instant finishedAt,
      int rows,
      Set<Integer> tillIds,
      @Nullable String clock,
      @Nullable Integer clockSeconds,
      String outcome,
      @Nullable String detail) {

    boolean isComplete() {
      return outcome.equals(PullRun.Outcome.COMPLETE.word()) && rows > 0;
    }

    /** The time for which it told everything. */
    Window proves() {
      return new Window(window.from(), window.to().minus(Pull.SETTLING));
    }
  }

  /**
   * What a statement vouches for.
   *
   * @param whole whether its rows add up to its totals
   */
  record Stated(int tillId, Window period, Instant finishedAt, boolean whole) {}

  OutsideEvidence(SqlClient postgres) {
    this.postgres = postgres;
  }

  Future<List<Held>> held(int businessId, Instant from, Instant to) {
    return postgres
        .preparedQuery(HELD)
        .execute(Tuple.of(businessId, from.atOffset(UTC), to.atOffset(UTC)))
        .map(rows -> rows.stream().map(OutsideEvidence::held).toList());
  }

  /** Every Pull that may tell of that time, the earliest first. */
  Future<List<Pulled>> pulls(int businessId, Instant from, Instant to) {
    var last = to.plus(PullClock.REACH).plus(Duration.ofHours(1));
    return postgres
        .preparedQuery(PULLS)
        .execute(Tuple.of(businessId, from.atOffset(UTC), last.atOffset(UTC)))
        .map(rows -> rows.stream().map(OutsideEvidence::pulled).toList());
  }

  Future<List<Stated>> statements(
      int businessId, Collection<Integer> tills, Instant from, Instant to) {
    return postgres
        .preparedQuery(STATEMENTS)
        .execute(
            Tuple.of(
                businessId, tills.toArray(Integer[]::new), from.atOffset(UTC), to.atOffset(UTC)))
        .map(rows -> rows.stream().map(OutsideEvidence::stated).toList());
  }

  private static Held held(Row row) {
    return new Held(
        row.getUUID("id"),
        row.getInteger("till_id"),
        row.getString("source"),
        instant(row, "at"),
        row.getString("receipt"),
        row.getLong("amount_cents"),
        row.getString("reason"),
        row.getString("detail"));
  }

  private static Pulled pulled(Row row) {
    return new Pulled(
        row.getString("short_code"),
        new Window(instant(row, "window_from"), instant(row, "window_to")),
        instant(row, "finished_at"),
        row.getInteger("rows"),
        Set.of(row.getArrayOfIntegers("till_ids")),
        row.getString("clock"),
        row.getInteger("clock_seconds"),
        row.getString("outcome"),
        row.getString("detail"));
  }

  private static Stated stated(Row row) {
    OffsetDateTime finished = row.getOffsetDateTime("finished_at");
    return new Stated(
        row.getInteger("till_id"),
        new Window(instant(row, "period_from"), instant(row, "period_to")),
        finished == null ? instant(row, "period_to") : finished.toInstant(),
        row.getBoolean("whole"));
  }

  private static Instant instant(Row row, String column) {
    return row.getOffsetDateTime(column).toInstant();
  }
}
