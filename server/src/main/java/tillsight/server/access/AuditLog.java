package tillsight.server.access;

import static java.time.ZoneOffset.UTC;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tillsight.server.http.Cursor;
import tillsight.server.http.Items;

/** The record of who decided what, and why. Written, never changed. */
public final class AuditLog {

  public static final String CURSOR_LIST = "audit";
  public static final int CURSOR_PARTS = 1;

  private static final String ADD =
      """
      INSERT INTO audit_entry (business_id, at, actor, action, subject, reason)
      VALUES ($1, $2, $3, $4, $5, $6)
      """;

  private static final String PAGE =
      """
      SELECT id, at, actor, action, subject, reason FROM audit_entry
      WHERE business_id = $1 AND ($2::bigint IS NULL OR id < $2)
      ORDER BY id DESC
      LIMIT $3
      """;
  private static final String OF =
      """
      SELECT id, at, actor, action, subject, reason FROM audit_entry
      WHERE business_id = $1 AND subject = $2
      ORDER BY id
      LIMIT $3
      """;

  private static final int OF_SUBJECT_MAX = 200;

  private final SqlClient postgres;

  /** Give it the connection of a transaction to write both or neither. */
  public AuditLog(SqlClient postgres) {
    this.postgres = postgres;
  }

  public Future<Void> add(
      int businessId,
      Instant at,
      String actor,
      String action,
      String subject,
      @Nullable String reason) {
    return postgres
        .preparedQuery(ADD)
        .execute(Tuple.of(businessId, at.atOffset(UTC), actor, action, subject, reason))
        .mapEmpty();
  }

  /** A page of what was decided, newest first. */
  public Future<Items<AuditEntry>> page(int businessId, @Nullable Cursor cursor, int limit) {
    return postgres
        .preparedQuery(PAGE)
        .execute(Tuple.of(businessId, cursor == null ? null : id(cursor), limit + 1))
        .map(
            rows ->
                Items.page(
                    rows.stream().map(AuditLog::entry).toList(),
                    limit,
                    last -> Cursor.of(CURSOR_LIST, last.id())));
  }

  /** What was decided about one thing, oldest first. */
  public Future<List<AuditEntry>> of(int businessId, String subject) {
    return postgres
        .preparedQuery(OF)
        .execute(Tuple.of(businessId, subject, OF_SUBJECT_MAX))
        .map(rows -> rows.stream().map(AuditLog::entry).toList());
  }

  private static long id(Cursor cursor) {
    try {
      return Long.parseLong(cursor.key().getFirst());
    } catch (NumberFormatException e) {
      throw Cursor.wrong();
    }
  }

  private static AuditEntry entry(Row row) {
    return new AuditEntry(
        row.getLong("id"),
        row.getOffsetDateTime("at").toInstant(),
        row.getString("actor"),
        row.getString("action"),
        row.getString("subject"),
        row.getString("reason"));
  }
}
