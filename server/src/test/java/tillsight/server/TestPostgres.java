package tillsight.server;

import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import tillsight.db.EmbeddedDatabase;
import tillsight.db.JdbcAddress;
import tillsight.db.Migrate;

/**
 * A real PostgreSQL for a test class: one server for the whole run, one fresh database a class,
 * cloned from a migrated template. Register it as a static extension; it brings its own Vertx.
 */
public final class TestPostgres implements BeforeAllCallback, AfterAllCallback {

  private static final AtomicInteger count = new AtomicInteger();

  private Vertx vertx;
  private String name;
  private Pool pool;

  public Vertx vertx() {
    return vertx;
  }

  public Pool pool() {
    return pool;
  }

  public JdbcAddress jdbc() {
    return Server.DATABASE.jdbc(name);
  }

  public PgConnectOptions options() {
    return new PgConnectOptions()
        .setHost("localhost")
        .setPort(Server.DATABASE.port())
        .setDatabase(name)
        .setUser(Server.DATABASE.user())
        .setPassword("");
  }

  /** The address of this database in the form of TILLSIGHT_DB. */
  public String uri() {
    return "postgresql://%s:x@localhost:%d/%s"
        .formatted(Server.DATABASE.user(), Server.DATABASE.port(), name);
  }

  /** Opens or closes the door of this database; closing it throws everybody out. */
  public void letIn(boolean open) {
    try {
      Server.sql("ALTER DATABASE " + name + " ALLOW_CONNECTIONS " + open);
      if (!open) {
        Server.sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '%s'"
                .formatted(name));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) throws SQLException {
    vertx = Vertx.vertx();
    name = "test_" + count.incrementAndGet();
    Server.sql("CREATE DATABASE " + name + " TEMPLATE " + Server.DATABASE.name());
    pool =
        PgBuilder.pool()
            .with(new PoolOptions().setMaxSize(4))
            .connectingTo(options().setCachePreparedStatements(true))
            .using(vertx)
            .build();
  }

  @Override
  public void afterAll(ExtensionContext context) throws SQLException {
    pool.close().await();
    vertx.close().await();
    Server.sql("DROP DATABASE " + name + " WITH (FORCE)");
  }

  /** Started by the first class that needs it, stopped when the run ends. */
  private static final class Server {
    static final EmbeddedDatabase DATABASE = start();

    private static EmbeddedDatabase start() {
      try {
        var folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "db");
        var database = EmbeddedDatabase.open(folder.resolve("db"));
        database.adopt();
        Runtime.getRuntime().addShutdownHook(new Thread(database::close, "stop PostgreSQL"));
        Migrate.run(database.jdbc());
        return database;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void sql(String statement) throws SQLException {
      var address = DATABASE.jdbc("postgres");
      try (var connection =
          DriverManager.getConnection(address.url(), address.user(), address.password())) {
        connection.createStatement().execute(statement);
      }
    }
  }
}
