package tillsight.server.statement;

import static java.time.ZoneOffset.UTC;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import tillsight.server.access.AuditLog;
import tillsight.server.http.Refused;
import tillsight.server.payer.PhoneNumbers;

/** Which files are being loaded, and by which process. */
final class Runs {

  private static final int FILE_NAME_CHARS_MAX = 200;
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
  private static final String UNIQUE_VIOLATION = "23505";

  // Only the last run of a file is taken up again: an older one was overtaken by it.
  private static final String TAKE_UP =
      """
      UPDATE statement SET state = 'checking', presence = $3, detail = NULL, finished_at = NULL
      WHERE business_id = $1 AND state = 'interrupted' AND id =
        (SELECT id FROM statement WHERE business_id = $1 AND file_hash = $2
         ORDER BY uploaded_at DESC, id DESC LIMIT 1)
      RETURNING *
      """;
  private static final String BEGIN =
      """
      INSERT INTO statement
        (business_id, id, file_name, file_hash, uploaded_by, uploaded_at, state, presence)
      VALUES ($1, $2, $3, $4, $5, $6, 'checking', $7)
      RETURNING *
      """;
  private static final String RUNNING =
      """
      SELECT id FROM statement
      WHERE business_id = $1 AND file_hash = $2 AND state IN ('checking', 'loading')
      """;
  private static final String MARK_DEAD =
      """
      WITH active AS MATERIALIZED (
        SELECT business_id, id, presence FROM statement WHERE state IN ('checking', 'loading')
      ), dead AS MATERIALIZED (
        SELECT business_id, id FROM active
        WHERE CASE WHEN presence = $1 THEN id <> ALL ($2)
                   ELSE pg_try_advisory_xact_lock(presence) END
      )
      UPDATE statement s SET state = 'interrupted', detail = $3, finished_at = $4
      FROM dead WHERE s.business_id = dead.business_id AND s.id = dead.id
        AND s.state IN ('checking', 'loading')
      """;

  static final String GO_ON =
      "It was interrupted. Load the same file again: it goes on where it stopped.";

  private final Pool postgres;
  private final Presence presence;
  private final InstantSource clock;

  Runs(Pool postgres, Presence presence, InstantSource clock) {
    this.postgres = postgres;
    this.presence = presence;
    this.clock = clock;
  }

  /**
   * Begins to load a file, or takes up a load that was interrupted. Refused while somebody is at
   * this very file.
   */
  Future<Run> begin(int businessId, UUID id, String fileName, Buffer hash, String actor) {
    return postgres
        .withTransaction(
            connection ->
                connection
                    .preparedQuery(TAKE_UP)
                    .execute(Tuple.of(businessId, hash, presence.key()))
                    .compose(
                        rows ->
                            rows.size() == 1
                                ? Future.succeededFuture(rows)
                                : connection
                                    .preparedQuery(BEGIN)
                                    .execute(
                                        Tuple.of(
                                            businessId,
                                            id,
                                            shown(fileName),
                                            hash,
                                            actor,
                                            clock.instant().atOffset(UTC),
                                            presence.key())))
                    .map(rows -> run(rows.iterator().next()))
                    .compose(run -> write(connection, run, actor)))
        .recover(failure -> refuse(businessId, hash, failure));
  }

  /** A file name without what identifies people. */
  static String shown(String fileName) {
    var shown = PhoneNumbers.hide(CONTROL.matcher(fileName).replaceAll("").strip());
    return shown.substring(0, Math.min(shown.length(), FILE_NAME_CHARS_MAX));
  }

  /**
   * Marks as interrupted what dead processes left, and what this one gave up without being able to
   * say so.
   *
   * @param atWork what this process is at
   */
  Future<Void> markDead(Collection<UUID> atWork) {
    return postgres
        .preparedQuery(MARK_DEAD)
        .execute(
            Tuple.of(
                presence.key(), atWork.toArray(UUID[]::new), GO_ON, clock.instant().atOffset(UTC)))
        .mapEmpty();
  }

  private Future<Run> write(SqlConnection connection, Run run, String actor) {
    return new AuditLog(connection)
        .add(run.businessId(), clock.instant(), actor, "statement.load", run.id().toString(), null)
        .map(run);
  }

  private Future<Run> refuse(int businessId, Buffer hash, Throwable failure) {
    if (!(failure instanceof PgException e) || !UNIQUE_VIOLATION.equals(e.getSqlState())) {
      return Future.failedFuture(failure);
    }
    return postgres
        .preparedQuery(RUNNING)
        .execute(Tuple.of(businessId, hash))
        .map(rows -> rows.stream().map(row -> row.getUUID("id").toString()).toList())
        .compose(ids -> Future.failedFuture(running(ids)));
  }

  private static Refused running(List<String> ids) {
    return Refused.conflict(
        ids.isEmpty()
            ? "This very file was being loaded; try again."
            : "This very file is being loaded just now, as statement %s; wait for it."
                .formatted(ids.getFirst()));
  }

  private static Run run(Row row) {
    return new Run(
        row.getInteger("business_id"),
        row.getUUID("id"),
        row.getBuffer("file_hash"),
        row.getInteger("till_id"),
        row.getOffsetDateTime("uploaded_at").toInstant(),
        row.getLong("rows_done"),
        new Tally(
            row.getLong("recovered"),
            row.getLong("known"),
            row.getLong("quarantined"),
            row.getLong("reversals"),
            row.getLong("movements"),
            row.getLong("skipped")));
  }
}
