package tillsight.server.access;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.UUID;
import java.util.function.LongConsumer;
import tillsight.server.access.Seal.Purpose;

/**
 * Seals everything anew with another TILLSIGHT_SECRETS_KEY. Blocks.
 *
 * <p>What businesses need to be served is done at once or not at all; then the bodies of callbacks
 * follow in batches, each together with how far it has come. Interrupted at any point and run
 * again, it goes on. What is sealed with the new key already is left alone.
 */
public final class KeyRotation {

  private static final int BATCH_MAX = 500;

  private static final String SERVERS =
      """
      SELECT count(*)::int AS n FROM pg_stat_activity
      WHERE datname = current_database() AND application_name LIKE 'tillsight %'
      """;
  private static final String CALLBACKS = "SELECT count(*) AS n FROM callback";
  private static final String UNFINISHED =
      "SELECT from_key, to_key FROM key_rotation WHERE finished_at IS NULL FOR UPDATE";
  private static final String BEGIN =
      """
      INSERT INTO key_rotation (from_key, to_key, started_at) VALUES ($1, $2, now())
      ON CONFLICT (only_row) DO UPDATE SET from_key = excluded.from_key,
        to_key = excluded.to_key, started_at = excluded.started_at, business_id = 0,
        callback_id = '00000000-0000-0000-0000-000000000000', resealed = 0, unopened = 0,
        finished_at = NULL
      """;
  private static final String PLACE =
      "SELECT business_id, callback_id FROM key_rotation WHERE finished_at IS NULL FOR UPDATE";
  private static final String BATCH =
      """
      SELECT business_id, id, body FROM callback
      WHERE (business_id, id) > ($1, $2) ORDER BY business_id, id LIMIT $3
      """;
  private static final String RESEAL_BODIES =
      """
      UPDATE callback c SET body = a.body
      FROM unnest($1::int[], $2::uuid[], $3::bytea[]) AS a (business_id, id, body)
      WHERE (c.business_id, c.id) = (a.business_id, a.id)
      """;
  private static final String MOVE_ON =
      """
      UPDATE key_rotation SET business_id = $1, callback_id = $2, resealed = resealed + $3,
        unopened = unopened + $4
      """;
  private static final String FINISH =
      "UPDATE key_rotation SET finished_at = now() RETURNING resealed, unopened";

  /** Why it cannot be done, with the remedy. */
  public static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message, null, false, false);
    }
  }

  /**
   * What was done, in this run and those before it that were interrupted.
   *
   * @param unopened bodies that open with neither key; they stay as they are
   */
  public record Done(long resealed, long unopened) {}

  private final Pool postgres;
  private final KeyChange change;
  private final int batch;

  public KeyRotation(Pool postgres, Seal from, Seal to) {
    this(postgres, from, to, BATCH_MAX);
  }

  KeyRotation(Pool postgres, Seal from, Seal to, int batch) {
    this.postgres = postgres;
    this.change = new KeyChange(from, to);
    this.batch = batch;
  }

  /** How many bodies there are, for a progress bar. */
  public long callbacks() {
    return postgres.query(CALLBACKS).execute().await().iterator().next().getLong("n");
  }

  /**
   * Does all of it, or the rest of it.
   *
   * @param progress told how many callbacks have been looked at in this run
   * @throws Refused if a server runs, or this is not the key it was sealed with
   */
  public Done run(LongConsumer progress) {
    postgres.withTransaction(this::begin).await();
    var looked = 0L;
    for (var more = nextBatch(); more > 0; more = nextBatch()) {
      looked += more;
      progress.accept(looked);
    }
    var row = postgres.query(FINISH).execute().await().iterator().next();
    return new Done(row.getLong("resealed"), row.getLong("unopened"));
  }

  private Future<Void> begin(SqlConnection connection) {
    return connection
        .query(UNFINISHED)
        .execute()
        .compose(
            unfinished -> {
              var row = unfinished.stream().findFirst();
              row.ifPresent(this::refuseOtherKeys);
              return row.isPresent()
                  ? Future.succeededFuture()
                  : refuseServers(connection).compose(none -> start(connection));
            })
        .compose(begun -> new SealedSecrets(connection, change).change())
        .mapEmpty();
  }

  private void refuseOtherKeys(Row unfinished) {
    if (!unfinished.getBuffer("to_key").equals(change.toKey())) {
      throw new Refused(
          "a change to another new key was interrupted; finish it first, with that key");
    }
    if (!unfinished.getBuffer("from_key").equals(change.fromKey())) {
      throw new Refused(
          "this change was begun from another key; set TILLSIGHT_SECRETS_KEY to that one");
    }
  }

  private Future<?> start(SqlConnection connection) {
    return connection.preparedQuery(BEGIN).execute(Tuple.of(change.fromKey(), change.toKey()));
  }

  private static Future<Void> refuseServers(SqlConnection connection) {
    return connection
        .query(SERVERS)
        .execute()
        .map(
            rows -> {
              if (rows.iterator().next().getInteger("n") > 0) {
                throw new Refused("a server is running on this database; stop all servers first");
              }
              return null;
            });
  }

  /** Tells how many callbacks it has looked at; none when all are done. */
  private int nextBatch() {
    return postgres
        .withTransaction(
            connection ->
                connection
                    .query(PLACE)
                    .execute()
                    .map(place -> place.iterator().next())
                    .compose(
                        place ->
                            connection
                                .preparedQuery(BATCH)
                                .execute(
                                    Tuple.of(
                                        place.getInteger("business_id"),
                                        place.getUUID("callback_id"),
                                        batch)))
                    .compose(rows -> bodies(connection, rows.stream().toList())))
        .await();
  }

  private Future<Integer> bodies(SqlConnection connection, List<Row> rows) {
    if (rows.isEmpty()) {
      return Future.succeededFuture(0);
    }
    var n = rows.size();
    var businesses = new Integer[n];
    var ids = new UUID[n];
    var bodies = new Buffer[n];
    var unopened = 0;
    for (var i = 0; i < n; i++) {
      var row = rows.get(i);
      businesses[i] = row.getInteger("business_id");
      ids[i] = row.getUUID("id");
      var sealed = row.getBuffer("body");
      var anew = change.of(Purpose.CALLBACK_BODY, sealed);
      unopened += anew.isPresent() ? 0 : 1;
      bodies[i] = anew.orElse(sealed);
    }
    var last = rows.getLast();
    var moved =
        Tuple.of(last.getInteger("business_id"), last.getUUID("id"), n - unopened, unopened);
    return connection
        .preparedQuery(RESEAL_BODIES)
        .execute(
            Tuple.tuple()
                .addArrayOfInteger(businesses)
                .addArrayOfUUID(ids)
                .addArrayOfBuffer(bodies))
        .compose(done -> connection.preparedQuery(MOVE_ON).execute(moved))
        .map(n);
  }
}
