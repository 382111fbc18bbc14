package tillsight.db;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;

/** Brings the tables of a database up to this version. */
public final class Migrate {

  /** The version that the tables of this Tillsight have: that of the newest migration file. */
  public static final String LATEST = "7";

  /** The oldest PostgreSQL that has all we use. */
  public static final int POSTGRES_MAJOR_MIN = 15;

  /** What a migration did: the version the tables have now, and how many steps it took. */
  public record Result(String version, int applied) {}

  /**
   * Applies what is missing. Safe to run from several processes at once: one waits for the other.
   *
   * @throws FlywayException if the database is unreachable, too old, or was migrated by a newer
   *     Tillsight
   */
  public static Result run(JdbcAddress database) {
    var flyway = flyway(database);
    var result = flyway.migrate();
    return new Result(version(flyway.info().current()), result.migrationsExecuted);
  }

  /** The version that the tables of a database have; 0 if there are none. */
  public static int version(JdbcAddress database) {
    return Integer.parseInt(version(flyway(database).info().current()));
  }

  private static Flyway flyway(JdbcAddress database) {
    return Flyway.configure(Migrate.class.getClassLoader())
        .dataSource(database.url(), database.user(), database.password())
        .locations("classpath:db/migration")
        .validateMigrationNaming(true)
        .connectRetries(0)
        .load();
  }

  private static String version(MigrationInfo migration) {
    return migration == null ? "0" : migration.getVersion().toString();
  }

  private Migrate() {}
}
