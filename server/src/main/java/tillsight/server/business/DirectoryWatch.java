package tillsight.server.business;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tillsight.server.access.Seal;

/**
 * Keeps a node's directory fresh: asks for its version every second and loads it when it rose. What
 * was loaded is kept on the disk as well, for a start without PostgreSQL.
 *
 * <p>Polling one row is dearer than a notification by nothing that matters, and cannot be missed.
 */
public final class DirectoryWatch extends VerticleBase implements Supplier<Directory> {

  private static final Logger log = LoggerFactory.getLogger(DirectoryWatch.class);

  private static final Duration TICK = Duration.ofSeconds(1);
  private static final Duration ANSWER_MAX = Duration.ofSeconds(2);

  private final SqlClient postgres;
  private final Seal seal;
  private final @Nullable DirectorySnapshot snapshot;
  private volatile Directory directory = Directory.EMPTY;
  private volatile boolean loaded;
  private @Nullable Future<Directory> underWay;

  public DirectoryWatch(SqlClient postgres, Seal seal) {
    this(postgres, seal, null);
  }

  public DirectoryWatch(SqlClient postgres, Seal seal, @Nullable DirectorySnapshot snapshot) {
    this.postgres = postgres;
    this.seal = seal;
    this.snapshot = snapshot;
  }

  /**
   * Fails if the directory can neither be loaded nor remembered: a server that knows no till must
   * not start.
   */
  @Override
  public Future<?> start() {
    vertx.setPeriodic(TICK.toMillis(), id -> refresh());
    return refresh().recover(this::remember);
  }

  /** The directory as last loaded. Any thread may ask. */
  @Override
  public Directory get() {
    return directory;
  }

  /** Loads the directory if it has changed; callers who come while it loads share the answer. */
  public Future<Directory> refresh() {
    return shared().timeout(ANSWER_MAX.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** A database that hangs is not asked again before it has answered. */
  private synchronized Future<Directory> shared() {
    var shared = underWay;
    if (shared == null) {
      shared = Directory.version(postgres).compose(this::loadIfNewer).onComplete(done -> finish());
      underWay = shared.isComplete() ? null : shared;
    }
    return shared;
  }

  private Future<Directory> loadIfNewer(long version) {
    return loaded && version == directory.version()
        ? Future.succeededFuture(directory)
        : Directory.form(postgres)
            .map(
                form -> {
                  directory = Directory.of(form, seal);
                  loaded = true;
                  log.debug("Directory version {} loaded", directory.version());
                  keep(form);
                  return directory;
                });
  }

  private void keep(JsonObject form) {
    var kept = snapshot;
    if (kept != null && vertx != null) {
      vertx
          .executeBlocking(
              () -> {
                kept.write(form);
                return null;
              })
          .onFailure(
              failure ->
                  log.warn(
                      "The directory was not kept for a start without PostgreSQL: {}",
                      failure.toString()));
    }
  }

  private Future<Directory> remember(Throwable away) {
    var kept = snapshot;
    if (kept == null || !kept.exists()) {
      return Future.failedFuture(away);
    }
    try {
      var remembered = kept.read();
      directory = loaded ? directory : remembered;
      return Future.succeededFuture(directory);
    } catch (IOException | DirectorySnapshot.Unreadable e) {
      return Future.failedFuture(e);
    }
  }

  private synchronized void finish() {
    underWay = null;
  }
}
