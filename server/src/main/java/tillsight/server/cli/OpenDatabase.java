package tillsight.server.cli;

import io.vertx.pgclient.PgConnectOptions;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tillsight.db.EmbeddedDatabase;
import tillsight.db.JdbcAddress;
import tillsight.db.Migrate;
import tillsight.server.Config;

/** A PostgreSQL that answered, whoever runs it. Closing it stops a server that it had started. */
public final class OpenDatabase implements AutoCloseable {

  private final @Nullable EmbeddedDatabase embedded;
  private final PgConnectOptions options;
  private final JdbcAddress jdbc;
  private final @Nullable String away;

  private OpenDatabase(
      @Nullable EmbeddedDatabase embedded,
      PgConnectOptions options,
      JdbcAddress jdbc,
      @Nullable String away) {
    this.embedded = embedded;
    this.options = options;
    this.jdbc = jdbc;
    this.away = away;
  }

  /**
   * Starts the embedded one, or connects to the other, and checks that it is new enough.
   *
   * @throws Failure if there is none, it refuses us, or it is too old; the message has the remedy
   */
  public static OpenDatabase open(Config.Database database) {
    var opened = of(database);
    try {
      opened.check();
      return opened;
    } catch (RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  /**
   * As {@link #open}, but one that somebody else runs may be away: it is expected to come back.
   * Whatever else is wrong with it, such as a refused password, fails as ever.
   */
  public static OpenDatabase openOrAway(Config.Database database) {
    try {
      return open(database);
    } catch (Failure failure) {
      if (database instanceof Config.Database.Remote(var uri)
          && failure.getCause() instanceof SQLException e
          && isAway(e)) {
        var address = DatabaseAddress.of(uri);
        return new OpenDatabase(
            null, address.options(), address.jdbc(), Failure.oneLine(failure.getMessage()));
      }
      throw failure;
    }
  }

  /** Why it cannot be reached; empty if it can. */
  public Optional<String> away() {
    return Optional.ofNullable(away);
  }

  /** For Vert.x clients; a fresh copy, which the caller may change. */
  public PgConnectOptions options() {
    return new PgConnectOptions(options);
  }

  public JdbcAddress jdbc() {
    return jdbc;
  }

  /** The embedded server behind it, if it is one of our own. */
  public Optional<EmbeddedDatabase> embedded() {
    return Optional.ofNullable(embedded);
  }

  /**
   * Makes sure that the tables are there. Our own database is brought up to date on the way; one
   * that somebody else runs is only looked at, because a server must not change it by starting. One
   * that is away is looked at when it comes back.
   *
   * @throws Failure if they are older than this Tillsight
   */
  public void requireMigrated() {
    if (away != null) {
      return;
    }
    if (embedded != null) {
      Migrate.run(jdbc);
      return;
    }
    var version = Migrate.version(jdbc);
    if (version < Integer.parseInt(Migrate.LATEST)) {
      throw new Failure(
          "the tables at %s have version %d, this Tillsight needs %s; run: tillsight migrate"
              .formatted(at(), version, Migrate.LATEST));
    }
  }

  @Override
  public void close() {
    if (embedded != null) {
      embedded.close();
    }
  }

  private static OpenDatabase of(Config.Database database) {
    return switch (database) {
      case Config.Database.Embedded(var folder) -> embedded(folder);
      case Config.Database.Remote(var uri) -> {
        var address = DatabaseAddress.of(uri);
        yield new OpenDatabase(null, address.options(), address.jdbc(), null);
      }
    };
  }

  /** Not reached, no answer, or an answer that says "not now": 08, 53, 55, 57. */
  private static boolean isAway(SQLException failure) {
    var state = failure.getSQLState();
    return state == null || List.of("08", "53", "55", "57").stream().anyMatch(state::startsWith);
  }

  private static OpenDatabase embedded(Path folder) {
    try {
      var database = EmbeddedDatabase.open(folder);
      var options =
          new PgConnectOptions()
              .setHost("localhost")
              .setPort(database.port())
              .setDatabase(database.name())
              .setUser(database.user())
              .setPassword("")
              .setCachePreparedStatements(true);
      return new OpenDatabase(database, options, database.jdbc(), null);
    } catch (FileSystemException e) {
      throw new Failure(
          "the folder %s cannot be used (%s); correct its owner, or set TILLSIGHT_DB to another"
              .formatted(folder, e.getMessage()),
          e);
    } catch (IOException e) {
      throw new Failure(
          e.getMessage() + "; correct what it says, or set TILLSIGHT_DB to another database", e);
    }
  }

  private void check() {
    try (var connection = DriverManager.getConnection(jdbc.url(), jdbc.user(), jdbc.password())) {
      var major = connection.getMetaData().getDatabaseMajorVersion();
      if (major < Migrate.POSTGRES_MAJOR_MIN) {
        throw new Failure(
            "the database is PostgreSQL %d; Tillsight needs %d or newer: upgrade it, or set TILLSIGHT_DB to another"
                .formatted(major, Migrate.POSTGRES_MAJOR_MIN));
      }
    } catch (SQLException e) {
      throw new Failure(at() + ": " + Failure.explain(e).getFirst(), e);
    }
  }

  private String at() {
    return options.getHost() + ":" + options.getPort();
  }
}
