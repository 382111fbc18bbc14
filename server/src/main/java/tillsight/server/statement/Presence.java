package tillsight.server.statement;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Tuple;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows other processes that this one lives, by a lock that its own database session holds. Dead
 * processes lose their sessions, whatever they died of, and with them their locks.
 */
final class Presence {

  private static final Logger log = LoggerFactory.getLogger(Presence.class);

  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final String HOLD = "SELECT pg_advisory_lock($1)";

  private final long key = new SecureRandom().nextLong();
  private final Vertx vertx;
  private final PgConnectOptions options;
  private volatile @Nullable PgConnection connection;
  private volatile boolean closed;

  Presence(Vertx vertx, PgConnectOptions options) {
    this.vertx = vertx;
    this.options =
        new PgConnectOptions(options)
            .setReconnectAttempts(0)
            .setProperties(Map.of("application_name", "tillsight presence"));
  }

  /** What others look for. */
  long key() {
    return key;
  }

  /** Completes once others can see it. Comes back by itself when the database was away. */
  Future<Void> open() {
    return PgConnection.connect(vertx, options)
        .compose(
            opened ->
                opened
                    .preparedQuery(HOLD)
                    .execute(Tuple.of(key))
                    .onSuccess(held -> keep(opened))
                    .onFailure(failed -> opened.close()))
        .mapEmpty();
  }

  /** The same, but a database that is away now is waited for while others go on. */
  Future<Void> openWhenever() {
    return open()
        .recover(
            away -> {
              comeBack();
              return Future.succeededFuture();
            });
  }

  Future<Void> close() {
    closed = true;
    var open = connection;
    return open == null ? Future.succeededFuture() : open.close().otherwiseEmpty();
  }

  private void keep(PgConnection opened) {
    connection = opened;
    opened.closeHandler(gone -> comeBack());
  }

  private void comeBack() {
    connection = null;
    if (!closed) {
      vertx.setTimer(
          RETRY.toMillis(),
          timer ->
              open()
                  .onFailure(
                      failure -> {
                        log.debug("The database is away; trying again", failure);
                        comeBack();
                      }));
    }
  }
}
