package tillsight.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tillsight.db.EmbeddedDatabase;
import tillsight.db.Migrate;
import tillsight.db.Postmaster;
import tillsight.server.access.Seal;
import tillsight.server.business.BusinessFile;
import tillsight.server.business.Businesses;

/** A PostgreSQL of a test's own, to be killed, started again, frozen and thawed. */
public final class KillablePostgres implements AutoCloseable {

  private final Path folder;
  private final Vertx vertx = Vertx.vertx();
  private final int port = TestServer.freePort();
  private EmbeddedDatabase database;
  private Pool pool;
  private List<String> frozen = List.of();

  /** Starts one with the tables and the business of {@link TestServer}. */
  public KillablePostgres() {
    folder = TestServer.spoolFolder().resolve("db");
    start();
    Migrate.run(database.jdbc());
    new Businesses(pool(), new Seal(new byte[32]))
        .apply(BusinessFile.read(TestServer.BUSINESS), false);
  }

  public void start() {
    try {
      database = EmbeddedDatabase.open(folder, port);
      database.adopt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** SIGKILL for all of it; returns once nothing of it runs. */
  public void kill() {
    try {
      database.kill();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** It keeps its connections, and answers nothing any more. */
  public void freeze() {
    frozen = processes().stream().map(process -> Long.toString(process.pid())).toList();
    signal("-STOP", frozen);
  }

  public void thaw() {
    signal("-CONT", frozen);
    frozen = List.of();
  }

  public String uri() {
    return "postgresql://%s:x@localhost:%d/%s".formatted(database.user(), port, database.name());
  }

  public PgConnectOptions options() {
    return new PgConnectOptions()
        .setHost("localhost")
        .setPort(port)
        .setDatabase(database.name())
        .setUser(database.user())
        .setPassword("");
  }

  public Vertx vertx() {
    return vertx;
  }

  /** Connections that come anew after a kill. */
  public Pool pool() {
    if (pool == null) {
      pool = PgBuilder.pool().connectingTo(options()).using(vertx).build();
    }
    return pool;
  }

  @Override
  public void close() {
    if (!frozen.isEmpty()) {
      thaw();
    }
    vertx.close().await();
    database.close();
  }

  private List<ProcessHandle> processes() {
    try {
      return Postmaster.of(folder).map(Postmaster::processes).orElse(List.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void signal(String signal, List<String> pids) {
    var command = new ArrayList<>(List.of("kill", signal));
    command.addAll(pids);
    try {
      assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
