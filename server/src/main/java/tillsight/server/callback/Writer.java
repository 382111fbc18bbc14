package tillsight.server.callback;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.PreparedStatement;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection that stores one batch at a time. Reconnects when it is needed; says which failures
 * are the data's fault.
 */
final class Writer {

  private static final Logger log = LoggerFactory.getLogger(Writer.class);

  /** A server that hangs also keeps those waiting who connect: they must not pile up there. */
  private static final Duration OPENING_MAX = Duration.ofSeconds(10);

  private final Vertx vertx;
  private final PgConnectOptions options;
  private @Nullable PgConnection connection;
  private @Nullable PreparedStatement prepared;
  private @Nullable Future<PreparedStatement> opening;
  private long openingSince;
  private int attempts;
  boolean busy;

  Writer(Vertx vertx, PgConnectOptions options) {
    this.vertx = vertx;
    this.options =
        new PgConnectOptions(options)
            .setReconnectAttempts(0)
            .setProperties(
                Map.of(
                    "application_name",
                    "tillsight inbox",
                    "statement_timeout",
                    Long.toString(Inbox.COMMIT_MAX.toMillis()),
                    // The planner thinks a batch has ten rows; joining its parts by loops is
                    // quadratic.
                    "enable_nestloop",
                    "off",
                    "enable_seqscan",
                    "off",
                    "plan_cache_mode",
                    "force_generic_plan"));
  }

  /** Connects, and stores nothing so often that the first batch need not wait for it. */
  Future<?> warm(int times) {
    return times == 0
        ? Future.succeededFuture()
        : store(List.of()).compose(stored -> warm(times - 1));
  }

  /** Which of these are stored already. */
  Future<Set<UUID>> known(List<Entry> entries) {
    return prepared()
        .compose(
            ready ->
                Objects.requireNonNull(connection, "connected")
                    .preparedQuery(Batch.KNOWN)
                    .execute(
                        Tuple.tuple()
                            .addValue(
                                entries.stream().map(Entry::businessId).toArray(Integer[]::new))
                            .addValue(entries.stream().map(Entry::id).toArray(UUID[]::new))))
        .map(rows -> rows.stream().map(row -> row.getUUID(0)).collect(Collectors.toSet()));
  }

  Future<RowSet<Row>> store(List<Entry> entries) {
    var batch = new Batch(entries);
    return prepared().compose(batch::store).compose(notNew -> fill(batch, notNew));
  }

  /** Completes payments that an earlier, less telling source booked. */
  private Future<RowSet<Row>> fill(Batch batch, RowSet<Row> notNew) {
    var ids =
        notNew.stream()
            .filter(row -> row.getString("became").equals(Batch.FILLS))
            .map(row -> row.getUUID("id"))
            .collect(Collectors.toSet());
    var open = connection;
    return ids.isEmpty() || open == null
        ? Future.succeededFuture(notNew)
        : open.preparedQuery(Batch.FILL).executeBatch(batch.fills(ids)).map(notNew);
  }

  /** Gives the connection up; the next batch opens another. */
  Future<Void> reset() {
    var open = connection;
    connection = null;
    prepared = null;
    return open == null ? Future.succeededFuture() : open.close();
  }

  Future<Void> close() {
    opening = null;
    attempts++;
    return reset();
  }

  /**
   * PostgreSQL's code for a failure. Its message may quote what it refused, so it is not logged.
   */
  static String state(Throwable failure) {
    return failure instanceof PgException postgres && postgres.getSqlState() != null
        ? postgres.getSqlState()
        : failure.getClass().getSimpleName();
  }

  /** Whether a failure would come back for the same data: a value that the tables refuse. */
  static boolean isDataFault(Throwable failure) {
    return failure instanceof PgException postgres
        && postgres.getSqlState() != null
        && (postgres.getSqlState().startsWith("22") || postgres.getSqlState().startsWith("23"));
  }

  // Prepared once a connection: the client's own cache leaves out statements as long as this one.
  private Future<PreparedStatement> prepared() {
    var ready = prepared;
    if (ready != null) {
      return Future.succeededFuture(ready);
    }
    var under = opening;
    var now = System.nanoTime();
    return under != null && now - openingSince < OPENING_MAX.toNanos() ? under : open(now);
  }

  private Future<PreparedStatement> open(long now) {
    var attempt = ++attempts;
    var opened =
        PgConnection.connect(vertx, options)
            .compose(fresh -> attempt == attempts ? prepare(fresh) : giveUp(fresh))
            .onComplete(done -> opening = attempt == attempts ? null : opening);
    opening = opened.isComplete() ? null : opened;
    openingSince = now;
    return opened;
  }

  private Future<PreparedStatement> prepare(PgConnection opened) {
    connection = opened;
    opened.closeHandler(closed -> forget(opened));
    // Whoever waits for an answer is told as well; nobody else needs to know.
    opened.exceptionHandler(failure -> log.debug("A connection of the inbox failed", failure));
    return opened
        .prepare(Batch.STORE)
        .onSuccess(statement -> prepared = connection == opened ? statement : prepared);
  }

  /** It came too late: nobody waits for it any more, and another may have taken its place. */
  private static Future<PreparedStatement> giveUp(PgConnection opened) {
    opened.close();
    return Future.failedFuture("the connection came too late");
  }

  private void forget(PgConnection closed) {
    if (connection == closed) {
      connection = null;
      prepared = null;
    }
  }
}
