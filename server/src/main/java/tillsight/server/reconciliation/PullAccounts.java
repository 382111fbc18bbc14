package tillsight.server.reconciliation;

import static java.time.ZoneOffset.UTC;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tillsight.server.reconciliation.StatedTime.Reading;

/** The short codes that are pulled: whose turn it is, who is at it, and how far each has come. */
final class PullAccounts {

  /** A node that does not renew its lease for so long is taken for dead. */
  static final Duration LEASE = Duration.ofSeconds(90);

  private static final String ADD =
      """
      INSERT INTO pull_account (business_id, short_code, due_at)
      SELECT $1, code, $3 - interval '1 second' + place * interval '1 ms'
      FROM unnest($2::text[]) WITH ORDINALITY AS c (code, place)
      ON CONFLICT DO NOTHING
      """;
  private static final String REMOVE =
      "DELETE FROM pull_account WHERE business_id = $1 AND short_code = $2";
  private static final String CLAIM_DUE =
      """
      UPDATE pull_account SET leased_until = $2
      WHERE (business_id, short_code) =
        (SELECT business_id, short_code FROM pull_account
         WHERE due_at <= $1 AND (leased_until IS NULL OR leased_until <= $1)
         ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED)
      RETURNING *
      """;
  private static final String CLAIM =
      """
      UPDATE pull_account SET leased_until = $4
      WHERE business_id = $1 AND short_code = $2
        AND (leased_until IS NULL OR leased_until <= $3)
      RETURNING *
      """;
  // A lease is told apart by its end: whoever took over has another.
  private static final String RENEW =
      """
      UPDATE pull_account SET leased_until = $4
      WHERE business_id = $1 AND short_code = $2 AND leased_until = $3
      RETURNING *
      """;
  private static final String SETTLE =
      """
      UPDATE pull_account SET leased_until = NULL, due_at = $4, proven_from = $5,
        proven_until = $6, answered_at = $7, clock = $8, failures = $9
      WHERE business_id = $1 AND short_code = $2 AND leased_until = $3
      """;
  private static final String ALL =
      "SELECT * FROM pull_account WHERE $1::int IS NULL OR business_id = $1 ORDER BY due_at";

  private final SqlClient postgres;

  PullAccounts(SqlClient postgres) {
    this.postgres = postgres;
  }

  /** Adds those that are new; they are due at once, in this order. */
  Future<Void> add(int businessId, List<String> shortCodes, Instant now) {
    return postgres
        .preparedQuery(ADD)
        .execute(Tuple.of(businessId, shortCodes.toArray(String[]::new), now.atOffset(UTC)))
        .mapEmpty();
  }

  Future<Void> remove(int businessId, String shortCode) {
    return postgres.preparedQuery(REMOVE).execute(Tuple.of(businessId, shortCode)).mapEmpty();
  }

  /** Takes the one that is due for longest and that nobody is at. */
  Future<Optional<PullAccount>> claimDue(Instant now) {
    return postgres
        .preparedQuery(CLAIM_DUE)
        .execute(Tuple.of(now.atOffset(UTC), lease(now)))
        .map(PullAccounts::first);
  }

  /** Takes this one, due or not, unless somebody is at it. */
  Future<Optional<PullAccount>> claim(int businessId, String shortCode, Instant now) {
    return postgres
        .preparedQuery(CLAIM)
        .execute(Tuple.of(businessId, shortCode, now.atOffset(UTC), lease(now)))
        .map(PullAccounts::first);
  }

  /** Holds on to it for longer; nothing if somebody else has taken over. */
  Future<Optional<PullAccount>> renew(PullAccount held, Instant now) {
    return postgres
        .preparedQuery(RENEW)
        .execute(
            Tuple.of(held.businessId(), held.shortCode(), offset(held.leasedUntil()), lease(now)))
        .map(PullAccounts::first);
  }

  /** Writes down how far it has come, and lets go of it. */
  Future<Void> settle(PullAccount held, PullAccount becomes) {
    var clock = becomes.clock();
    return postgres
        .preparedQuery(SETTLE)
        .execute(
            Tuple.tuple()
                .addInteger(held.businessId())
                .addString(held.shortCode())
                .addOffsetDateTime(offset(held.leasedUntil()))
                .addOffsetDateTime(offset(becomes.dueAt()))
                .addOffsetDateTime(offset(becomes.provenFrom()))
                .addOffsetDateTime(offset(becomes.provenUntil()))
                .addOffsetDateTime(offset(becomes.answeredAt()))
                .addString(clock == null ? null : clock.word())
                .addInteger(becomes.failures()))
        .mapEmpty();
  }

  /** Those of one business, or all; the next to come first. */
  Future<List<PullAccount>> all(@Nullable Integer businessId) {
    return postgres
        .preparedQuery(ALL)
        .execute(Tuple.of(businessId))
        .map(rows -> rows.stream().map(PullAccounts::account).toList());
  }

  private static OffsetDateTime lease(Instant now) {
    return now.plus(LEASE).truncatedTo(ChronoUnit.MILLIS).atOffset(UTC);
  }

  private static Optional<PullAccount> first(RowSet<Row> rows) {
    return rows.stream().map(PullAccounts::account).findFirst();
  }

  private static PullAccount account(Row row) {
    var clock = row.getString("clock");
    return new PullAccount(
        row.getInteger("business_id"),
        row.getString("short_code"),
        row.getOffsetDateTime("due_at").toInstant(),
        instant(row, "leased_until"),
        instant(row, "proven_from"),
        instant(row, "proven_until"),
        instant(row, "answered_at"),
        clock == null ? null : Reading.of(clock),
        row.getInteger("failures"));
  }

  private static @Nullable Instant instant(Row row, String column) {
    var time = row.getOffsetDateTime(column);
    return time == null ? null : time.toInstant();
  }

  private static @Nullable OffsetDateTime offset(@Nullable Instant instant) {
    return instant == null ? null : instant.atOffset(UTC);
  }
}
