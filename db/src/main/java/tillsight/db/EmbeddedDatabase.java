package tillsight.db;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real PostgreSQL of our own, for the demo, benchmarks and tests. It is as durable as one in
 * production: what it has committed survives a power cut.
 *
 * <p>Several processes may open the same folder. The first starts the server; the others use it.
 */
public final class EmbeddedDatabase implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(EmbeddedDatabase.class);

  private static final int ANY_PORT = 0;
  private static final String NAME = "tillsight";
  private static final String USER = "postgres";
  private static final String OTHER_CLIENTS =
      """
      SELECT count(*) FROM pg_stat_activity
      WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()
      """;
  private static final Duration START = Duration.ofSeconds(60);

  private final int port;
  private final Path folder;
  private final @Nullable EmbeddedPostgres server;
  private boolean adopted;
  private boolean closed;

  private EmbeddedDatabase(int port, Path folder, @Nullable EmbeddedPostgres server) {
    this.port = port;
    this.folder = folder;
    this.server = server;
  }

  /**
   * Opens the database in a folder, and makes it there if there is none.
   *
   * @throws IOException if it does not start; the message says where PostgreSQL logged why
   */
  public static EmbeddedDatabase open(Path folder) throws IOException {
    return open(folder, ANY_PORT);
  }

  /** As above, on this port if it has to be started. */
  public static EmbeddedDatabase open(Path folder, int port) throws IOException {
    var data = folder.toAbsolutePath().normalize();
    // Two processes may come at once; the second waits here and then finds the first one's server.
    Files.createDirectories(data.getParent());
    try (var file =
            FileChannel.open(data.resolveSibling(data.getFileName() + ".lock"), CREATE, WRITE);
        var lock = file.lock()) {
      log.debug("Opening {} under {}", data, lock);
      var running = running(data);
      var database =
          running.isPresent()
              ? new EmbeddedDatabase(running.get(), data, null)
              : start(data, data.resolveSibling(data.getFileName() + ".log"), port);
      database.createIfMissing();
      return database;
    }
  }

  /** Makes {@link #close} stop the server whoever uses it still. */
  public void adopt() {
    adopted = true;
  }

  public int port() {
    return port;
  }

  public String user() {
    return USER;
  }

  public String name() {
    return NAME;
  }

  /** The address of the database with this name on the same server. */
  public JdbcAddress jdbc(String name) {
    return jdbc(port, name);
  }

  public JdbcAddress jdbc() {
    return jdbc(NAME);
  }

  /**
   * The last to leave turns off the light: stops the server unless somebody else uses it. Committed
   * data stays in the folder.
   */
  @Override
  public synchronized void close() {
    if (closed || (!adopted && isUsed())) {
      return;
    }
    closed = true;
    try {
      if (server != null) {
        server.close();
      } else {
        var running = Postmaster.of(folder);
        if (running.isPresent()) {
          running.get().interrupt();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Ends it as a power cut would, for those who want to know what happens then. Committed data
   * stays in the folder.
   */
  public synchronized void kill() throws IOException {
    closed = true;
    var running = Postmaster.of(folder);
    if (running.isPresent()) {
      running.get().kill();
    }
    // Of the library, which would hold it as long as this process lives.
    Files.deleteIfExists(folder.resolve("epg-lock"));
  }

  private boolean isUsed() {
    var address = jdbc(USER);
    try (var connection =
            DriverManager.getConnection(address.url(), address.user(), address.password());
        var rows = connection.createStatement().executeQuery(OTHER_CLIENTS)) {
      return rows.next() && rows.getInt(1) > 0;
    } catch (SQLException e) {
      log.debug("Nobody can be asked who uses {}", folder, e);
      return false;
    }
  }

  private static EmbeddedDatabase start(Path data, Path logFile, int port) throws IOException {
    var before = Postmaster.of(data);
    if (before.isPresent() && !before.get().isAlive()) {
      before.get().removeLocks();
    }
    var output = ProcessBuilder.Redirect.appendTo(logFile.toFile());
    try {
      var server =
          EmbeddedPostgres.builder()
              .setDataDirectory(data)
              .setCleanDataDirectory(false)
              .setOverrideWorkingDirectory(binaries().toFile())
              .setRegisterShutdownHook(false)
              .setPort(port)
              .setPGStartupWait(START)
              .setOutputRedirector(output)
              .setErrorRedirector(output)
              // The library is made for throw-away tests and turns durability off.
              .setServerConfig("fsync", "on")
              .setServerConfig("synchronous_commit", "on")
              .setServerConfig("full_page_writes", "on")
              .setServerConfig("shared_buffers", "1GB")
              .setServerConfig("max_wal_size", "4GB")
              .setServerConfig("min_wal_size", "1GB")
              .setServerConfig("max_connections", "100")
              .setServerConfig("random_page_cost", "1.1")
              .setServerConfig("jit", "off")
              .start();
      log.debug("PostgreSQL started on port {} over {}", server.getPort(), data);
      return new EmbeddedDatabase(server.getPort(), data, server);
    } catch (IOException | IllegalStateException e) {
      throw new IOException(
          "the embedded PostgreSQL in %s did not start; its log is %s".formatted(data, logFile), e);
    }
  }

  /** One copy of the binaries a user, shared by every database: they take seconds to unpack. */
  private static Path binaries() throws IOException {
    var home = System.getProperty("user.home", "");
    var cache = home.isBlank() ? Path.of(System.getProperty("java.io.tmpdir")) : Path.of(home);
    return Files.createDirectories(cache.resolve(".cache").resolve("tillsight-postgres"));
  }

  private static Optional<Integer> running(Path data) throws IOException {
    return Postmaster.of(data).flatMap(Postmaster::port).filter(port -> serves(port, data));
  }

  private static boolean serves(int port, Path data) {
    var address = jdbc(port, USER);
    try (var connection =
            DriverManager.getConnection(address.url(), address.user(), address.password());
        var rows = connection.createStatement().executeQuery("SHOW data_directory")) {
      return rows.next() && Path.of(rows.getString(1)).equals(data);
    } catch (SQLException e) {
      log.debug("Nothing answers on port {}", port, e);
      return false;
    }
  }

  private void createIfMissing() throws IOException {
    var address = jdbc(USER);
    try (var connection =
            DriverManager.getConnection(address.url(), address.user(), address.password());
        var statement = connection.createStatement()) {
      var found =
          statement.executeQuery("SELECT FROM pg_database WHERE datname = '" + NAME + "'").next();
      if (!found) {
        statement.execute("CREATE DATABASE " + NAME);
      }
    } catch (SQLException e) {
      throw new IOException("the embedded PostgreSQL in %s refuses us".formatted(folder), e);
    }
  }

  private static JdbcAddress jdbc(int port, String name) {
    return new JdbcAddress(
        "jdbc:postgresql://localhost:%d/%s?connectTimeout=5".formatted(port, name), USER, "");
  }
}
