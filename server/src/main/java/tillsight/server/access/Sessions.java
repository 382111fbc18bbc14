package tillsight.server.access;

import static java.time.ZoneOffset.UTC;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who is signed in. A session is looked up for every request, so that ending it, disabling its user
 * or changing their scope takes effect at once and not when a token expires.
 */
public final class Sessions {

  static final Duration REFRESH = Duration.ofHours(12);

  // Sweeps the user's own dead sessions on the way, so that the table does not grow for ever.
  private static final String OPEN =
      """
      WITH dead AS (
        DELETE FROM session
        WHERE business_id = $1 AND user_id = $3 AND (ended_at IS NOT NULL OR expires_at <= $5)
      )
      INSERT INTO session (business_id, id, user_id, refresh_hash, created_at, expires_at)
      VALUES ($1, $2, $3, $4, $5, $6)
      """;
  private static final String REFRESH_BY =
      """
      UPDATE session SET refresh_hash = $2, expires_at = $4
      WHERE refresh_hash = $1 AND ended_at IS NULL AND expires_at > $3
      RETURNING business_id, id
      """;
  private static final String END =
      """
      UPDATE session SET ended_at = $3 WHERE business_id = $1 AND id = $2 AND ended_at IS NULL
      """;
  private static final String CALLERS =
      """
      SELECT s.business_id, s.id AS session_id, u.id AS user_id, u.username, u.role,
             ARRAY(SELECT b.branch_id FROM user_branch b
                   WHERE b.business_id = u.business_id AND b.user_id = u.id) AS branches,
             ARRAY(SELECT t.till_id FROM user_till t
                   WHERE t.business_id = u.business_id AND t.user_id = u.id) AS tills
      FROM session s JOIN app_user u ON u.business_id = s.business_id AND u.id = s.user_id
      WHERE s.business_id = $1 AND s.id = ANY ($2) AND s.ended_at IS NULL AND s.expires_at > $3
        AND NOT u.disabled
      """;

  /** A session just opened or renewed, with the tokens that stand for it. */
  public record Grant(String accessToken, String refreshToken, Instant expiresAt, Caller caller) {}

  /** Someone who is signed in, and until when the token they showed says so. */
  public record SignedIn(Caller caller, Instant expiresAt) {}

  private final Pool postgres;
  private final Tokens tokens;
  private final InstantSource clock;

  public Sessions(Pool postgres, Tokens tokens, InstantSource clock) {
    this.postgres = postgres;
    this.tokens = tokens;
    this.clock = clock;
  }

  Future<Grant> open(Users.Account account) {
    var refreshToken = Tokens.refresh();
    var now = clock.instant();
    var id = UUID.randomUUID();
    var row =
        Tuple.of(
            account.businessId(),
            id,
            account.userId(),
            Tokens.hash(refreshToken),
            now.atOffset(UTC),
            now.plus(REFRESH).atOffset(UTC));
    return postgres.withTransaction(
        connection ->
            connection
                .preparedQuery(OPEN)
                .execute(row)
                .compose(done -> grant(connection, account.businessId(), id, refreshToken))
                .compose(grant -> audit(connection, grant.caller(), "session.start").map(grant)));
  }

  /** Renews a session; the token that did it is spent. */
  public Future<Grant> refresh(String refreshToken) {
    var next = Tokens.refresh();
    var now = clock.instant();
    return postgres.withTransaction(
        connection ->
            connection
                .preparedQuery(REFRESH_BY)
                .execute(
                    Tuple.of(
                        Tokens.hash(refreshToken),
                        Tokens.hash(next),
                        now.atOffset(UTC),
                        now.plus(REFRESH).atOffset(UTC)))
                .compose(
                    rows ->
                        rows.size() == 0
                            ? Future.failedFuture(Tokens.expired())
                            : grant(connection, rows.iterator().next(), next)));
  }

  public Future<Void> end(Caller caller) {
    return postgres.withTransaction(
        connection ->
            connection
                .preparedQuery(END)
                .execute(
                    Tuple.of(
                        caller.businessId(), caller.sessionId(), clock.instant().atOffset(UTC)))
                .compose(done -> audit(connection, caller, "session.end")));
  }

  /** Completes if the database answers at all. */
  public Future<Void> reachable() {
    return postgres.query("SELECT").execute().mapEmpty();
  }

  /** Who stands behind an access token. Fails with a refusal if nobody does any more. */
  public Future<SignedIn> signedIn(String accessToken) {
    return tokens
        .read(accessToken)
        .compose(
            claim ->
                caller(postgres, claim.businessId(), claim.sessionId())
                    .map(caller -> new SignedIn(caller, claim.expiresAt())));
  }

  /** Those of a business's sessions that are still open, by their id. */
  public Future<Map<UUID, Caller>> open(int businessId, Collection<UUID> sessionIds) {
    return callers(postgres, businessId, sessionIds);
  }

  private Future<Grant> grant(SqlClient connection, Row session, String refreshToken) {
    return grant(
        connection, session.getInteger("business_id"), session.getUUID("id"), refreshToken);
  }

  private Future<Grant> grant(
      SqlClient connection, int businessId, UUID sessionId, String refreshToken) {
    var expiresAt = Instant.ofEpochSecond(clock.instant().plus(Tokens.ACCESS).getEpochSecond());
    var access = tokens.access(new Tokens.Claim(businessId, sessionId, expiresAt));
    return caller(connection, businessId, sessionId)
        .map(caller -> new Grant(access, refreshToken, expiresAt, caller));
  }

  private Future<Caller> caller(SqlClient connection, int businessId, UUID sessionId) {
    return callers(connection, businessId, Set.of(sessionId))
        .compose(
            callers ->
                callers.isEmpty()
                    ? Future.failedFuture(Tokens.expired())
                    : Future.succeededFuture(callers.values().iterator().next()));
  }

  private Future<Map<UUID, Caller>> callers(
      SqlClient connection, int businessId, Collection<UUID> sessionIds) {
    return connection
        .preparedQuery(CALLERS)
        .execute(
            Tuple.of(businessId, sessionIds.toArray(UUID[]::new), clock.instant().atOffset(UTC)))
        .map(
            rows ->
                rows.stream()
                    .map(Sessions::caller)
                    .collect(Collectors.toMap(Caller::sessionId, Function.identity())));
  }

  private Future<Void> audit(SqlClient connection, Caller caller, String action) {
    return new AuditLog(connection)
        .add(
            caller.businessId(),
            clock.instant(),
            caller.username(),
            action,
            caller.sessionId().toString(),
            null);
  }

  private static Caller caller(Row row) {
    return new Caller(
        row.getInteger("business_id"),
        row.getInteger("user_id"),
        row.getUUID("session_id"),
        row.getString("username"),
        Role.of(row.getString("role")),
        Stream.of(row.getArrayOfIntegers("branches")).collect(Collectors.toUnmodifiableSet()),
        Stream.of(row.getArrayOfIntegers("tills")).collect(Collectors.toUnmodifiableSet()));
  }
}
