package tillsight.server.statement;

import static java.time.ZoneOffset.UTC;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tillsight.server.http.Cursor;
import tillsight.server.http.Items;
import tillsight.server.http.Refused;
import tillsight.server.statement.Statement.Complaint;

/** The statements of a business, whatever became of them. */
public final class Statements {

  public static final String CURSOR_LIST = "statements";
  public static final int CURSOR_PARTS = 2;

  private static final String COLUMNS =
      """
      SELECT s.*, t.code AS till FROM statement s
      LEFT JOIN till t ON t.business_id = s.business_id AND t.id = s.till_id
      """;
  private static final String PAGE =
      COLUMNS
          + """
          WHERE s.business_id = $1
            AND ($2::timestamptz IS NULL OR (s.uploaded_at, s.id) < ($2, $3::uuid))
          ORDER BY s.uploaded_at DESC, s.id DESC
          LIMIT $4
          """;
  private static final String ABOUT =
      COLUMNS
          + """
          WHERE s.business_id = $1 AND s.till_id = $2 AND s.period_from < $4 AND s.period_to > $3
          ORDER BY s.uploaded_at DESC, s.id DESC
          LIMIT $5
          """;
  private static final String BY_ID = COLUMNS + "WHERE s.business_id = $1 AND s.id = $2";

  private final SqlClient postgres;

  public Statements(SqlClient postgres) {
    this.postgres = postgres;
  }

  /** A page, newest first. */
  public Future<Items<Statement>> page(int businessId, @Nullable Cursor cursor, int limit) {
    var key = cursor == null ? null : Key.of(cursor);
    return postgres
        .preparedQuery(PAGE)
        .execute(
            Tuple.of(
                businessId,
                key == null ? null : key.uploadedAt(),
                key == null ? null : key.id(),
                limit + 1))
        .map(
            rows ->
                Items.page(
                    rows.stream().map(Statements::statement).toList(),
                    limit,
                    last -> Cursor.of(CURSOR_LIST, last.uploadedAt(), last.id())));
  }

  /** The latest that tell of a till in a stretch of time. */
  public Future<List<Statement>> about(
      int businessId, int till, Instant from, Instant to, int limit) {
    return postgres
        .preparedQuery(ABOUT)
        .execute(Tuple.of(businessId, till, from.atOffset(UTC), to.atOffset(UTC), limit))
        .map(rows -> rows.stream().map(Statements::statement).toList());
  }

  /** One of them; refused if the business has no such statement. */
  public Future<Statement> byId(int businessId, UUID id) {
    return postgres
        .preparedQuery(BY_ID)
        .execute(Tuple.of(businessId, id))
        .map(rows -> rows.stream().map(Statements::statement).findFirst())
        .compose(
            found ->
                found
                    .map(Future::succeededFuture)
                    .orElseGet(
                        () ->
                            Future.failedFuture(
                                Refused.notFound(
                                    "There is no such statement; GET /api/v1/statements lists"
                                        + " them."))));
  }

  private record Key(OffsetDateTime uploadedAt, UUID id) {
    static Key of(Cursor cursor) {
      try {
        return new Key(
            Instant.parse(cursor.key().getFirst()).atOffset(UTC),
            UUID.fromString(cursor.key().get(1)));
      } catch (DateTimeException | IllegalArgumentException e) {
        throw Cursor.wrong();
      }
    }
  }

  private static Statement statement(Row row) {
    return new Statement(
        row.getUUID("id"),
        row.getString("file_name"),
        row.getString("format"),
        row.getString("till"),
        row.getString("account"),
        row.getString("uploaded_by"),
        row.getOffsetDateTime("uploaded_at").toInstant(),
        row.getString("state"),
        row.getString("detail"),
        complaints((JsonArray) row.getJson("complaints")),
        instant(row, "period_from"),
        instant(row, "period_to"),
        row.getLong("rows"),
        row.getLong("rows_done"),
        row.getLong("recovered"),
        row.getLong("known"),
        row.getLong("quarantined"),
        row.getLong("reversals"),
        row.getLong("movements"),
        row.getLong("skipped"),
        row.getLong("paid_in_cents"),
        row.getLong("withdrawn_cents"),
        row.getLong("stated_paid_in_cents"),
        row.getLong("stated_withdrawn_cents"),
        row.getLong("opening_cents"),
        row.getLong("closing_cents"),
        row.getBoolean("totals_match"),
        instant(row, "finished_at"));
  }

  private static List<Complaint> complaints(JsonArray complaints) {
    return complaints.stream()
        .map(JsonObject.class::cast)
        .map(found -> new Complaint(found.getLong("line"), found.getString("problem")))
        .toList();
  }

  private static @Nullable Instant instant(Row row, String column) {
    var time = row.getOffsetDateTime(column);
    return time == null ? null : time.toInstant();
  }
}
