package tillsight.server.business;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.sqlclient.SqlClient;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tillsight.server.access.Seal;

/**
 * Keeps a node's directory fresh: asks for its version every second and loads it when it rose.
 *
 * <p>Polling one row is dearer than a notification by nothing that matters, and cannot be missed.
 */
public final class DirectoryWatch extends VerticleBase implements Supplier<Directory> {

  private static final Logger log = LoggerFactory.getLogger(DirectoryWatch.class);

  private static final Duration TICK = Duration.ofSeconds(1);

  private final SqlClient postgres;
  private final Seal seal;
  private volatile Directory directory = Directory.EMPTY;
  private @Nullable Future<Directory> underWay;

  public DirectoryWatch(SqlClient postgres, Seal seal) {
    this.postgres = postgres;
    this.seal = seal;
  }

  /** Fails if the directory cannot be loaded: a server that knows no till must not start. */
  @Override
  public Future<?> start() {
    vertx.setPeriodic(TICK.toMillis(), id -> refresh());
    return refresh();
  }

  /** The directory as last loaded. Any thread may ask. */
  @Override
  public Directory get() {
    return directory;
  }

  /** Loads the directory if it has changed; callers who come while it loads share the answer. */
  public synchronized Future<Directory> refresh() {
    var shared = underWay;
    if (shared == null) {
      shared = Directory.version(postgres).compose(this::loadIfNewer).onComplete(done -> finish());
      underWay = shared.isComplete() ? null : shared;
    }
    return shared;
  }

  private Future<Directory> loadIfNewer(long version) {
    return version == directory.version()
        ? Future.succeededFuture(directory)
        : Directory.load(postgres, seal)
            .onSuccess(
                loaded -> {
                  directory = loaded;
                  log.debug("Directory version {} loaded", loaded.version());
                });
  }

  private synchronized void finish() {
    underWay = null;
  }
}
