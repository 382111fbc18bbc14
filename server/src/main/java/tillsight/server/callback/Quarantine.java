package tillsight.server.callback;

import static java.time.ZoneOffset.UTC;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tillsight.server.access.AuditLog;
import tillsight.server.http.Cursor;
import tillsight.server.http.Items;
import tillsight.server.http.Refused;

/** What could not be booked and waits for a person, and what they decided. */
public final class Quarantine {

  public static final String CURSOR_LIST = "quarantine";
  public static final int CURSOR_PARTS = 2;

  static final String COLUMNS =
      """
      SELECT q.id, q.received_at, c.kind, q.receipt, q.reason, q.detail, q.state, q.till,
             q.amount_cents, q.paid_at, q.evidence, q.decided_at, q.decided_by, q.decision
      FROM quarantine q JOIN callback c ON c.business_id = q.business_id AND c.id = q.id
      """;
  private static final String PAGE =
      COLUMNS
          + """
          WHERE q.business_id = $1 AND ($2::text IS NULL OR q.state = $2)
            AND ($3::timestamptz IS NULL OR (q.received_at, q.id) < ($3, $4::uuid))
          ORDER BY q.received_at DESC, q.id DESC
          LIMIT $5
          """;
  private static final String BY_ID = COLUMNS + "WHERE q.business_id = $1 AND q.id = $2";
  private static final String NAME_TILL =
      """
      UPDATE quarantine SET till = $3
      WHERE business_id = $1 AND id = $2 AND state = 'open' AND reason = 'till-ambiguous'
      """;
  private static final String DISMISS =
      """
      UPDATE quarantine
      SET state = 'dismissed', decided_at = $3, decided_by = $4, decision = $5
      WHERE business_id = $1 AND id = $2 AND state = 'open'
      """;

  private final Pool postgres;
  private final InstantSource clock;

  public Quarantine(Pool postgres, InstantSource clock) {
    this.postgres = postgres;
    this.clock = clock;
  }

  /** A page, newest first, of what is in this state, or of all. */
  public Future<Items<Quarantined>> page(
      int businessId, @Nullable String state, @Nullable Cursor cursor, int limit) {
    var key = cursor == null ? null : Key.of(cursor);
    return postgres
        .preparedQuery(PAGE)
        .execute(
            Tuple.of(
                businessId,
                state,
                key == null ? null : key.receivedAt(),
                key == null ? null : key.id(),
                limit + 1))
        .map(
            rows ->
                Items.page(
                    rows.stream().map(Quarantine::quarantined).toList(),
                    limit,
                    last -> Cursor.of(CURSOR_LIST, last.receivedAt(), last.id())));
  }

  public Future<Quarantined> byId(int businessId, UUID id) {
    return postgres
        .preparedQuery(BY_ID)
        .execute(Tuple.of(businessId, id))
        .map(rows -> rows.stream().map(Quarantine::quarantined).findFirst())
        .compose(
            found ->
                found.map(Future::succeededFuture).orElseGet(() -> Future.failedFuture(unknown())));
  }

  /** One that nobody has decided about yet; refused otherwise. */
  public Future<Quarantined> undecided(int businessId, UUID id) {
    return byId(businessId, id)
        .compose(
            found ->
                found.open() ? Future.succeededFuture(found) : Future.failedFuture(decided(found)));
  }

  /** Says which till was paid, of one that does not say so itself; refused for all others. */
  public Future<Void> nameTill(int businessId, UUID id, String till) {
    return postgres
        .preparedQuery(NAME_TILL)
        .execute(Tuple.of(businessId, id, till))
        .compose(
            updated ->
                updated.rowCount() == 0
                    ? Future.failedFuture(
                        Refused.invalid(
                            "till", "can be named only where nobody knows which was paid"))
                    : Future.succeededFuture());
  }

  /** Leaves it out of all figures for good, and writes down who said so and why. */
  public Future<Quarantined> dismiss(int businessId, UUID id, String actor, String reason) {
    return undecided(businessId, id)
        .compose(
            found ->
                postgres.withTransaction(
                    connection -> dismiss(connection, businessId, id, actor, reason)))
        .compose(done -> byId(businessId, id));
  }

  private Future<Void> dismiss(
      SqlClient connection, int businessId, UUID id, String actor, String reason) {
    var now = clock.instant();
    return connection
        .preparedQuery(DISMISS)
        .execute(Tuple.of(businessId, id, now.atOffset(UTC), actor, reason))
        .compose(
            updated ->
                updated.rowCount() == 0
                    ? Future.failedFuture(
                        Refused.conflict("Somebody decided just now; reload the list."))
                    : new AuditLog(connection)
                        .add(businessId, now, actor, "quarantine.dismiss", id.toString(), reason));
  }

  private static Refused unknown() {
    return Refused.notFound(
        "There is no such callback in the quarantine; GET /api/v1/quarantine lists them.");
  }

  private static Refused decided(Quarantined found) {
    return Refused.conflict(
        "It was %s by %s already; a decision is not changed. Reload the list."
            .formatted(found.state(), found.decidedBy()));
  }

  private record Key(OffsetDateTime receivedAt, UUID id) {
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

  static Quarantined quarantined(Row row) {
    return new Quarantined(
        row.getUUID("id"),
        row.getOffsetDateTime("received_at").toInstant(),
        source(row.getString("kind")),
        row.getString("receipt"),
        row.getString("reason"),
        row.getString("detail"),
        row.getString("state"),
        row.getString("till"),
        row.getLong("amount_cents"),
        instant(row, "paid_at"),
        evidence(row.getJsonObject("evidence")),
        instant(row, "decided_at"),
        row.getString("decided_by"),
        row.getString("decision"));
  }

  /** That an answer was not given in time is an answer too. */
  private static String source(String kind) {
    return kind.equals(Intake.TIMEOUT) ? Intake.RESULT : kind;
  }

  private static Quarantined.@Nullable Evidence evidence(@Nullable JsonObject found) {
    return found == null
        ? null
        : new Quarantined.Evidence(
            found.getString("sentence"), Instant.parse(found.getString("at")));
  }

  private static @Nullable Instant instant(Row row, String column) {
    var time = row.getOffsetDateTime(column);
    return time == null ? null : time.toInstant();
  }
}
