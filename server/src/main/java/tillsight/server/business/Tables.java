package tillsight.server.business;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import tillsight.db.Migrate;

/** The tables of a database, as far as their version goes. */
public final class Tables {

  /** The version that this Tillsight needs. */
  public static final int NEEDED = Integer.parseInt(Migrate.LATEST);

  private static final String VERSION =
      """
      SELECT coalesce(max(version::int), 0) AS version
      FROM flyway_schema_history WHERE success AND version IS NOT NULL
      """;

  private final SqlClient postgres;

  public Tables(SqlClient postgres) {
    this.postgres = postgres;
  }

  /** A newer one than needed is fine: tables are migrated before servers are replaced. */
  public Future<Integer> version() {
    return postgres
        .query(VERSION)
        .execute()
        .map(rows -> rows.iterator().next().getInteger("version"));
  }
}
