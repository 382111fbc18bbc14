package tillsight.server.access;

import static java.time.ZoneOffset.UTC;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Stops guessing: after five failures in a row a name is locked for a quarter of an hour, whether
 * anybody has that name or not.
 *
 * <p>An attempt is counted before its password is looked at, so that guesses sent at the same time
 * cannot slip in beside each other; success takes the count back.
 */
public final class Lockout {

  static final int FAILURES_MAX = 5;
  static final Duration LOCK = Duration.ofMinutes(15);

  // Rises further while locked: a count above the limit is how an attempt learns that it came late.
  private static final String ATTEMPT =
      """
      INSERT INTO login_failure AS f (username_hash, failures, last_at) VALUES ($1, 1, $2)
      ON CONFLICT (username_hash) DO UPDATE SET
        failures = CASE WHEN f.locked_until <= $2 THEN 1 ELSE f.failures + 1 END,
        locked_until = CASE WHEN f.locked_until > $2 THEN f.locked_until
                            WHEN f.locked_until IS NULL AND f.failures + 1 >= $4 THEN $3 END,
        last_at = $2
      RETURNING failures, locked_until
      """;
  private static final String FORGET = "DELETE FROM login_failure WHERE username_hash = $1";

  /** How an attempt stands: whether it may be tried, and what follows if it fails. */
  record Attempt(boolean allowed, @Nullable Duration locked) {}

  private final SqlClient postgres;
  private final InstantSource clock;

  public Lockout(SqlClient postgres, InstantSource clock) {
    this.postgres = postgres;
    this.clock = clock;
  }

  /** Counts an attempt as failed until {@link #forget} says otherwise. */
  Future<Attempt> attempt(String username) {
    var now = clock.instant();
    return postgres
        .preparedQuery(ATTEMPT)
        .execute(
            Tuple.of(
                Tokens.hash(username),
                now.atOffset(UTC),
                now.plus(LOCK).atOffset(UTC),
                FAILURES_MAX))
        .map(rows -> attempt(rows.iterator().next(), now));
  }

  /** The password was right: the row of failures ends. */
  Future<Void> forget(String username) {
    return postgres.preparedQuery(FORGET).execute(Tuple.of(Tokens.hash(username))).mapEmpty();
  }

  private static Attempt attempt(Row row, Instant now) {
    var until = row.getOffsetDateTime("locked_until");
    return new Attempt(
        row.getInteger("failures") <= FAILURES_MAX,
        until == null ? null : Duration.between(now, until.toInstant()));
  }
}
