package tillsight.server.access;

import static java.time.ZoneOffset.UTC;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The record of who decided what, and why. Written, never changed. */
public final class AuditLog {

  private static final String ADD =
      """
      INSERT INTO audit_entry (business_id, at, actor, action, subject, reason)
      VALUES ($1, $2, $3, $4, $5, $6)
      """;

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
}
