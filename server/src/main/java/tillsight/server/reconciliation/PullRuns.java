package tillsight.server.reconciliation;

import static java.time.ZoneOffset.UTC;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The record of every time that a short code was pulled. */
public final class PullRuns {

  private static final String COLUMNS =
      """
      SELECT id, business_id, short_code, cause, started_at, finished_at, window_from, window_to,
             pages, rows, known, recovered, held, till_ids, clock, clock_seconds, outcome, detail
      FROM pull_run
      """;
  private static final String BEGIN =
      """
      INSERT INTO pull_run (business_id, id, short_code, cause, started_at, window_from, window_to)
      VALUES ($1, $2, $3, $4, $5, $6, $7)
      """;
  private static final String FINISH =
      """
      UPDATE pull_run SET finished_at = $3, pages = $4, rows = $5, known = $6, recovered = $7,
        held = $8, till_ids = $9, clock = $10, clock_seconds = $11, outcome = $12, detail = $13
      WHERE business_id = $1 AND id = $2
      """;
  private static final String BY_ID = COLUMNS + "WHERE business_id = $1 AND id = ANY ($2)";
  private static final String NEWEST =
      COLUMNS
          + """
          WHERE ($1::int IS NULL OR business_id = $1)
          ORDER BY started_at DESC, id DESC LIMIT $2
          """;
  // Either it was asked for by one of the till's numbers, or it told of the till.
  private static final String ABOUT =
      COLUMNS
          + """
          WHERE business_id = $1 AND window_from < $4 AND window_to > $3
            AND (short_code = ANY ($5) OR $2 = ANY (till_ids))
          ORDER BY started_at DESC, id DESC LIMIT $6
          """;

  private final SqlClient postgres;

  public PullRuns(SqlClient postgres) {
    this.postgres = postgres;
  }

  Future<Void> begin(PullRun run) {
    return postgres
        .preparedQuery(BEGIN)
        .execute(
            Tuple.of(
                run.businessId(),
                run.id(),
                run.shortCode(),
                run.cause(),
                run.startedAt().atOffset(UTC),
                run.windowFrom().atOffset(UTC),
                run.windowTo().atOffset(UTC)))
        .mapEmpty();
  }

  Future<Void> finish(PullRun run) {
    return postgres
        .preparedQuery(FINISH)
        .execute(
            Tuple.tuple()
                .addInteger(run.businessId())
                .addUUID(run.id())
                .addOffsetDateTime(offset(run.finishedAt()))
                .addInteger(run.pages())
                .addInteger(run.rows())
                .addInteger(run.known())
                .addInteger(run.recovered())
                .addInteger(run.held())
                .addArrayOfInteger(run.tillIds().toArray(Integer[]::new))
                .addString(run.clock())
                .addInteger(run.clockSeconds())
                .addString(run.outcome())
                .addString(run.detail()))
        .mapEmpty();
  }

  /** These runs, in no order. */
  public Future<List<PullRun>> byId(int businessId, Collection<UUID> ids) {
    return postgres
        .preparedQuery(BY_ID)
        .execute(Tuple.tuple().addInteger(businessId).addArrayOfUUID(ids.toArray(UUID[]::new)))
        .map(PullRuns::runs);
  }

  /** The latest, of one business or of all. */
  public Future<List<PullRun>> newest(@Nullable Integer businessId, int limit) {
    return postgres.preparedQuery(NEWEST).execute(Tuple.of(businessId, limit)).map(PullRuns::runs);
  }

  /** The latest that say something about a till in a stretch of time. */
  Future<List<PullRun>> about(
      int businessId, int till, List<String> codes, Instant from, Instant to, int limit) {
    return postgres
        .preparedQuery(ABOUT)
        .execute(
            Tuple.of(
                businessId,
                till,
                from.atOffset(UTC),
                to.atOffset(UTC),
                codes.toArray(String[]::new),
                limit))
        .map(PullRuns::runs);
  }

  private static List<PullRun> runs(io.vertx.sqlclient.RowSet<Row> rows) {
    return rows.stream().map(PullRuns::run).toList();
  }

  private static PullRun run(Row row) {
    return new PullRun(
        row.getUUID("id"),
        row.getInteger("business_id"),
        row.getString("short_code"),
        row.getString("cause"),
        row.getOffsetDateTime("started_at").toInstant(),
        instant(row.getOffsetDateTime("finished_at")),
        row.getOffsetDateTime("window_from").toInstant(),
        row.getOffsetDateTime("window_to").toInstant(),
        row.getInteger("pages"),
        row.getInteger("rows"),
        row.getInteger("known"),
        row.getInteger("recovered"),
        row.getInteger("held"),
        Set.of(row.getArrayOfIntegers("till_ids")),
        row.getString("clock"),
        row.getInteger("clock_seconds"),
        row.getString("outcome"),
        row.getString("detail"));
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }

  private static @Nullable OffsetDateTime offset(@Nullable Instant instant) {
    return instant == null ? null : instant.atOffset(UTC);
  }
}
