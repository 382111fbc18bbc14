package tillsight.server.bench;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * What the same PostgreSQL does when nothing but the rows goes in: no HTTP, no parsing, no payers,
 * no takings. Each row is a payment with its raw body, under the indexes that payments have.
 */
final class Yardstick {

  private static final int BATCH = 512;
  private static final int BODY_BYTES = 400;
  private static final String TABLE =
      """
      DROP TABLE IF EXISTS bench_row;
      CREATE TABLE bench_row (LIKE payment INCLUDING ALL, body bytea NOT NULL)
      """;
  private static final String COLUMNS =
      """
      INSERT INTO bench_row (business_id, till_id, amount_cents, paid_at, received_at, payer_id,
        callback_id, flags, receipt, source, payer_kind, revenue, transaction_type, account,
        first_name, body)
      """;
  private static final String ONE =
      COLUMNS
          + """
          VALUES (1, $1, $2, $3, $3, $4, $5, 0, $6, 'confirmation', 'plain', 'yes',
            'Customer Merchant Payment', '', 'WANJIRU', $7)
          """;
  private static final String MANY =
      COLUMNS
          + """
          SELECT 1, t, a, p, p, y, c, 0, r, 'confirmation', 'plain', 'yes',
            'Customer Merchant Payment', '', 'WANJIRU', b
          FROM unnest($1::int[], $2::bigint[], $3::timestamptz[], $4::uuid[], $5::uuid[],
            $6::text[], $7::bytea[]) AS v (t, a, p, y, c, r, b)
          """;

  private final Vertx vertx;
  private final PgConnectOptions options;
  private long receipts;

  Yardstick(Vertx vertx, PgConnectOptions options) {
    this.vertx = vertx;
    this.options = new PgConnectOptions(options).setCachePreparedStatements(true);
  }

  void prepare() {
    var connection = PgConnection.connect(vertx, options).await();
    connection.query(TABLE).execute().await();
    connection.close().await();
  }

  /**
   * Empties the table, and lets PostgreSQL recycle the log files that were written so far, as one
   * that has run for a while does: a new one is filled with zeros first, and everybody waits.
   */
  void tidy() {
    var connection = PgConnection.connect(vertx, options).await();
    connection.query("TRUNCATE bench_row").execute().await();
    connection.query("CHECKPOINT").execute().otherwiseEmpty().await();
    connection.close().await();
  }

  void drop() {
    var connection = PgConnection.connect(vertx, options).await();
    connection.query("DROP TABLE IF EXISTS bench_row").execute().await();
    connection.close().await();
  }

  /** Rows a second, one row a transaction. */
  double single(int connections, Duration measured) {
    return rate(connections, 1, measured);
  }

  /** Rows a second, many rows an insert. */
  double batched(int connections, Duration measured) {
    return rate(connections, BATCH, measured);
  }

  private double rate(int connections, int rows, Duration measured) {
    var opened =
        Future.all(
                IntStream.range(0, connections)
                    .mapToObj(i -> PgConnection.connect(vertx, options))
                    .toList())
            .await()
            .<PgConnection>list();
    var start = System.nanoTime();
    var end = start + measured.toNanos();
    var done =
        Future.all(opened.stream().map(connection -> insert(connection, rows, end, 0)).toList())
            .await()
            .<Long>list();
    var seconds = (System.nanoTime() - start) / 1e9;
    Future.join(opened.stream().map(PgConnection::close).toList()).await();
    return done.stream().mapToLong(Long::longValue).sum() / seconds;
  }

  private Future<Long> insert(PgConnection connection, int rows, long end, long done) {
    if (System.nanoTime() >= end) {
      return Future.succeededFuture(done);
    }
    return connection
        .preparedQuery(rows == 1 ? ONE : MANY)
        .execute(rows == 1 ? one() : many(rows))
        .compose(inserted -> insert(connection, rows, end, done + rows));
  }

  private Tuple one() {
    return Tuple.of(till(), amount(), now(), payer(), UUID.randomUUID(), receipt(), body());
  }

  private Tuple many(int rows) {
    var now = now();
    return Tuple.tuple()
        .addValue(IntStream.range(0, rows).mapToObj(i -> till()).toArray(Integer[]::new))
        .addValue(IntStream.range(0, rows).mapToObj(i -> amount()).toArray(Long[]::new))
        .addValue(IntStream.range(0, rows).mapToObj(i -> now).toArray(OffsetDateTime[]::new))
        .addValue(IntStream.range(0, rows).mapToObj(i -> payer()).toArray(UUID[]::new))
        .addValue(IntStream.range(0, rows).mapToObj(i -> UUID.randomUUID()).toArray(UUID[]::new))
        .addValue(IntStream.range(0, rows).mapToObj(i -> receipt()).toArray(String[]::new))
        .addValue(IntStream.range(0, rows).mapToObj(i -> body()).toArray(Buffer[]::new));
  }

  private synchronized String receipt() {
    return "YRD%07d".formatted(receipts++);
  }

  private static Integer till() {
    return ThreadLocalRandom.current().nextInt(8);
  }

  private static Long amount() {
    return 1L + ThreadLocalRandom.current().nextInt(500_000);
  }

  private static UUID payer() {
    return new UUID(0, ThreadLocalRandom.current().nextInt(Requests.PAYERS));
  }

  private static OffsetDateTime now() {
    return OffsetDateTime.now(ZoneOffset.UTC);
  }

  private static Buffer body() {
    var bytes = new byte[BODY_BYTES];
    ThreadLocalRandom.current().nextBytes(bytes);
    return Buffer.buffer(bytes);
  }
}
