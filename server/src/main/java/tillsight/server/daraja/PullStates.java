package tillsight.server.daraja;

import static java.util.stream.Collectors.toMap;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tillsight.server.daraja.DarajaSetUp.LastRun;
import tillsight.server.daraja.DarajaSetUp.Pull;
import tillsight.server.daraja.Registrations.Remembered;

/** How far pulling has come for each short code of a business. */
final class PullStates {

  private static final String OF =
      """
      SELECT a.short_code, a.proven_until, a.answered_at, a.clock AS found_clock, r.id, r.cause,
        r.started_at, r.finished_at, r.window_from, r.window_to, r.pages, r.rows, r.known,
        r.recovered, r.held, r.clock, r.clock_seconds, r.outcome, r.detail
      FROM pull_account a
      LEFT JOIN LATERAL (
        SELECT * FROM pull_run
        WHERE (business_id, short_code) = (a.business_id, a.short_code)
        ORDER BY started_at DESC LIMIT 1) AS r ON true
      WHERE a.business_id = $1
      """;

  /** How far pulling a short code has come. */
  record State(
      @Nullable Instant provenUntil,
      @Nullable Instant answeredAt,
      @Nullable String clock,
      @Nullable LastRun lastRun) {

    static final State NONE = new State(null, null, null, null);

    /** Together with what came of registering it. */
    Pull with(@Nullable Remembered registered, Instant now) {
      return new Pull(
          registered == null ? "never" : registered.state(),
          registered == null ? null : registered.at(),
          registered == null ? null : registered.detail(),
          provenUntil,
          answeredAt,
          provenUntil == null ? null : hours(Duration.between(provenUntil, now)),
          clock,
          lastRun);
    }

    private static double hours(Duration lag) {
      return Math.max(0, Math.round(lag.toSeconds() / 360.0) / 10.0);
    }
  }

  private final SqlClient postgres;

  PullStates(SqlClient postgres) {
    this.postgres = postgres;
  }

  /** What is known of each short code that is pulled. */
  Future<Map<String, State>> of(int businessId) {
    return postgres
        .preparedQuery(OF)
        .execute(Tuple.of(businessId))
        .map(
            rows ->
                rows.stream()
                    .collect(toMap(row -> row.getString("short_code"), PullStates::state)));
  }

  private static State state(Row row) {
    return new State(
        instant(row, "proven_until"),
        instant(row, "answered_at"),
        row.getString("found_clock"),
        row.getUUID("id") == null ? null : run(row));
  }

  private static LastRun run(Row row) {
    return new LastRun(
        row.getUUID("id"),
        row.getString("short_code"),
        row.getString("cause"),
        row.getOffsetDateTime("started_at").toInstant(),
        instant(row, "finished_at"),
        row.getOffsetDateTime("window_from").toInstant(),
        row.getOffsetDateTime("window_to").toInstant(),
        row.getInteger("pages"),
        row.getInteger("rows"),
        row.getInteger("known"),
        row.getInteger("recovered"),
        row.getInteger("held"),
        row.getString("clock"),
        row.getInteger("clock_seconds"),
        row.getString("outcome"),
        row.getString("detail"));
  }

  private static @Nullable Instant instant(Row row, String column) {
    OffsetDateTime time = row.getOffsetDateTime(column);
    return time == null ? null : time.toInstant();
  }
}
