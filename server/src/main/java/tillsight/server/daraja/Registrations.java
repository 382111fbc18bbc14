package tillsight.server.daraja;

import static java.time.ZoneOffset.UTC;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What came of registering short codes with Daraja, which cannot be asked for it. */
final class Registrations {

  private static final Logger log = LoggerFactory.getLogger(Registrations.class);

  private static final String OF =
      """
      SELECT short_code, what, state, version, asked_version, detail, at
      FROM daraja_registration WHERE business_id = $1 ORDER BY short_code, what
      """;
  // A try that failed says nothing about which version works.
  private static final String REMEMBER =
      """
      INSERT INTO daraja_registration AS r
        (business_id, short_code, what, state, version, asked_version, detail, at)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
      ON CONFLICT (business_id, short_code, what) DO UPDATE SET state = excluded.state,
        version = coalesce(excluded.version, r.version),
        asked_version = coalesce(excluded.asked_version, r.asked_version),
        detail = excluded.detail, at = excluded.at
      """;

  /** What is registered. */
  enum What {
    URLS,
    PULL;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What came of it the last time.
   *
   * @param state registered, already or refused
   * @param version the version of the API that worked
   * @param askedVersion the version that was asked for then
   */
  record Remembered(
      String shortCode,
      String what,
      String state,
      @Nullable String version,
      @Nullable String askedVersion,
      @Nullable String detail,
      Instant at) {}

  private final SqlClient postgres;
  private final InstantSource clock;

  Registrations(SqlClient postgres, InstantSource clock) {
    this.postgres = postgres;
    this.clock = clock;
  }

  Future<List<Remembered>> of(int businessId) {
    return postgres
        .preparedQuery(OF)
        .execute(Tuple.of(businessId))
        .map(rows -> rows.stream().map(Registrations::remembered).toList());
  }

  /** Remembers what stands, and passes it on. */
  Future<Registered> stands(
      DarajaAccount account, String shortCode, What what, Registered registered) {
    var state = registered.state().name().toLowerCase(Locale.ROOT);
    return remember(account, shortCode, what, state, registered.version(), registered.detail())
        .otherwise(
            e -> {
              log.warn("A registration with Daraja cannot be remembered: {}", e.toString());
              return null;
            })
        .map(registered);
  }

  /** Remembers a refusal, unless it may pass by itself, and passes it on. */
  Future<Registered> refused(
      DarajaAccount account, String shortCode, What what, Throwable failure) {
    return failure instanceof DarajaRefusal refusal && !refusal.why().retryHelps()
        ? remember(account, shortCode, what, "refused", null, refusal.getMessage())
            .compose(noted -> Future.failedFuture(failure))
        : Future.failedFuture(failure);
  }

  private Future<Void> remember(
      DarajaAccount account,
      String shortCode,
      What what,
      String state,
      @Nullable String version,
      @Nullable String detail) {
    return postgres
        .preparedQuery(REMEMBER)
        .execute(
            Tuple.of(
                account.businessId(),
                shortCode,
                what.word(),
                state,
                version,
                version == null ? null : account.c2bVersion(),
                detail,
                clock.instant().atOffset(UTC)))
        .mapEmpty();
  }

  private static Remembered remembered(Row row) {
    return new Remembered(
        row.getString("short_code"),
        row.getString("what"),
        row.getString("state"),
        row.getString("version"),
        row.getString("asked_version"),
        row.getString("detail"),
        row.getOffsetDateTime("at").toInstant());
  }
}
