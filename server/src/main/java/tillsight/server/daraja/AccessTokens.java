package tillsight.server.daraja;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.ZoneOffset.UTC;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tillsight.server.access.Seal;

/**
 * The one access token of each app, as all nodes share it. A new token invalidates the last, so
 * whoever needs a new one takes a turn first, and the others wait for what comes of it. The turn is
 * a lease and no lock: no connection is held while Daraja is asked.
 */
final class AccessTokens {

  /** Longer than the slowest way of asking for a token; a node that died is then given up. */
  private static final Duration LEASE = Duration.ofSeconds(45);

  private static final String FIND =
      "SELECT token, expires_at, state, checked_at, detail FROM daraja_token WHERE app = $1";
  private static final String TAKE_TURN =
      """
      INSERT INTO daraja_token AS t (app, lease, leased_until)
      VALUES ($1, $2, now() + $3 * interval '1 second')
      ON CONFLICT (app) DO UPDATE SET lease = excluded.lease, leased_until = excluded.leased_until
      WHERE t.leased_until IS NULL OR t.leased_until < now()
      RETURNING token, expires_at
      """;
  private static final String STORE =
      """
      UPDATE daraja_token SET token = $3, expires_at = $4, refreshed_at = $5, lease = NULL,
        leased_until = NULL, state = 'ok', checked_at = $5, detail = NULL
      WHERE app = $1 AND lease = $2
      """;
  private static final String END_TURN =
      "UPDATE daraja_token SET lease = NULL, leased_until = NULL WHERE app = $1 AND lease = $2";
  private static final String FAIL =
      """
      UPDATE daraja_token SET lease = NULL, leased_until = NULL, state = $3, checked_at = $4,
        detail = $5
      WHERE app = $1 AND lease = $2
      """;
  private static final String FORGET = "UPDATE daraja_token SET token = NULL WHERE app = $1";

  /** What came of the last time a token was asked for. */
  record Checked(
      String state,
      @Nullable Instant checkedAt,
      @Nullable Instant expiresAt,
      @Nullable String detail) {

    static final Checked NEVER = new Checked("never", null, null, null);
  }

  private final SqlClient postgres;
  private final Seal seal;

  AccessTokens(SqlClient postgres, Seal seal) {
    this.postgres = postgres;
    this.seal = seal;
  }

  /** The token in use, if there is one. */
  Future<Optional<AccessToken>> find(Buffer app) {
    return postgres.preparedQuery(FIND).execute(Tuple.of(app)).map(this::token);
  }

  Future<Checked> checked(Buffer app) {
    return postgres
        .preparedQuery(FIND)
        .execute(Tuple.of(app))
        .map(rows -> rows.stream().findFirst().map(AccessTokens::checked).orElse(Checked.NEVER));
  }

  /**
   * Takes the turn, unless another has it. Tells the token that is in use: it may have been
   * replaced a moment ago. Empty if it is another's turn.
   */
  Future<Optional<Optional<AccessToken>>> takeTurn(Buffer app, UUID turn) {
    return postgres
        .preparedQuery(TAKE_TURN)
        .execute(Tuple.of(app, turn, (int) LEASE.toSeconds()))
        .map(rows -> rows.size() == 0 ? Optional.empty() : Optional.of(token(rows)));
  }

  Future<Void> store(Buffer app, UUID turn, AccessToken token, Instant at) {
    var sealed = seal.seal(Seal.Purpose.DARAJA_TOKEN, token.text().getBytes(UTF_8));
    return postgres
        .preparedQuery(STORE)
        .execute(Tuple.of(app, turn, Buffer.buffer(sealed), utc(token.expiresAt()), utc(at)))
        .mapEmpty();
  }

  Future<Void> endTurn(Buffer app, UUID turn) {
    return postgres.preparedQuery(END_TURN).execute(Tuple.of(app, turn)).mapEmpty();
  }

  Future<Void> fail(Buffer app, UUID turn, String state, Instant at, String detail) {
    return postgres
        .preparedQuery(FAIL)
        .execute(Tuple.of(app, turn, state, utc(at), detail))
        .mapEmpty();
  }

  /** Makes the next call ask for a new one. */
  Future<Void> forget(Buffer app) {
    return postgres.preparedQuery(FORGET).execute(Tuple.of(app)).mapEmpty();
  }

  private Optional<AccessToken> token(RowSet<Row> rows) {
    return rows.stream()
        .filter(row -> row.getBuffer("token") != null)
        .findFirst()
        .flatMap(this::opened);
  }

  /** A token that was sealed with another key is as good as none: a new one costs a second. */
  private Optional<AccessToken> opened(Row row) {
    try {
      var plain = seal.open(Seal.Purpose.DARAJA_TOKEN, row.getBuffer("token").getBytes());
      return Optional.of(
          new AccessToken(
              new String(plain, UTF_8), row.getOffsetDateTime("expires_at").toInstant()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Checked checked(Row row) {
    return new Checked(
        row.getString("state"),
        instant(row.getOffsetDateTime("checked_at")),
        instant(row.getOffsetDateTime("expires_at")),
        row.getString("detail"));
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(UTC);
  }
}
