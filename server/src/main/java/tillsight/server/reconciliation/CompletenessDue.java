package tillsight.server.reconciliation;

import static java.time.ZoneOffset.UTC;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The marks that say of which hours something new is known. */
final class CompletenessDue {

  /** The till of a mark that is about all of them. */
  static final int ALL_TILLS = 0;

  /** Most marks that are taken at once. */
  static final int BATCH_MAX = 2_000;

  // An hour of each day is enough, as days are worked out whole: noon, and the ends themselves.
  private static final String MARK =
      """
      INSERT INTO completeness_due (business_id, till_id, hour)
      SELECT DISTINCT $1::int, till, hour FROM unnest($2::int[]) AS till, (
        SELECT day + interval '12 hours'
        FROM generate_series(date_trunc('day', $3::timestamptz, 'UTC'), $4, interval '1 day') day
        UNION SELECT date_trunc('hour', $3::timestamptz, 'UTC')
        UNION SELECT date_trunc('hour', $4::timestamptz, 'UTC')) AS hours (hour)
      ORDER BY hour, till
      ON CONFLICT DO NOTHING
      """;
  private static final String TAKE =
      """
      DELETE FROM completeness_due WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM completeness_due ORDER BY business_id, hour, till_id
        LIMIT $1 FOR UPDATE SKIP LOCKED))
      RETURNING business_id, till_id, hour
      """;

  private static final String PUT_BACK =
      """
      INSERT INTO completeness_due (business_id, till_id, hour)
      SELECT * FROM unnest($1::int[], $2::int[], $3::timestamptz[]) AS d (business, till, hour)
      ORDER BY business, hour, till
      ON CONFLICT DO NOTHING
      """;
  // What links a day to those around it are the payments on either side, however far away.
  private static final String LINKED =
      """
      SELECT till,
        coalesce((SELECT max(hour) FROM takings k WHERE k.business_id = $1 AND k.till_id = till
                    AND k.hour < $3 AND k.payments > 0), $3) AS before,
        coalesce((SELECT min(hour) FROM takings k WHERE k.business_id = $1 AND k.till_id = till
                    AND k.hour >= $4 AND k.payments > 0),
                 $4 - interval '1 hour') AS after
      FROM unnest($2::int[]) AS till
      """;

  private final SqlClient postgres;

  /** An hour of a till of which something new is known. */
  record Mark(int businessId, int tillId, Instant hour) {}

  CompletenessDue(SqlClient postgres) {
    this.postgres = postgres;
  }

  /** Marks all days that a stretch of time touches. */
  Future<Void> mark(int businessId, Collection<Integer> tills, Instant from, Instant to) {
    return postgres
        .preparedQuery(MARK)
        .execute(
            Tuple.of(
                businessId, tills.toArray(Integer[]::new), from.atOffset(UTC), to.atOffset(UTC)))
        .mapEmpty();
  }

  /** Takes marks away, so that nobody else works on them. */
  Future<List<Mark>> take() {
    return postgres
        .preparedQuery(TAKE)
        .execute(Tuple.of(BATCH_MAX))
        .map(
            rows ->
                rows.stream()
                    .map(
                        row ->
                            new Mark(
                                row.getInteger("business_id"),
                                row.getInteger("till_id"),
                                row.getOffsetDateTime("hour").toInstant()))
                    .toList());
  }

  /** Leaves them for the next one, because the work could not be done. */
  Future<Void> putBack(List<Mark> marks) {
    return postgres
        .preparedQuery(PUT_BACK)
        .execute(
            Tuple.of(
                marks.stream().map(Mark::businessId).toArray(Integer[]::new),
                marks.stream().map(Mark::tillId).toArray(Integer[]::new),
                marks.stream()
                    .map(mark -> mark.hour().atOffset(UTC))
                    .toArray(OffsetDateTime[]::new)))
        .mapEmpty();
  }

  /** Of each till, from its last payment before a stretch of time to the first one after it. */
  Future<Map<Integer, Window>> linked(
      int businessId, Collection<Integer> tills, Instant from, Instant to) {
    return postgres
        .preparedQuery(LINKED)
        .execute(
            Tuple.of(
                businessId, tills.toArray(Integer[]::new), from.atOffset(UTC), to.atOffset(UTC)))
        .map(
            rows -> {
              var linked = new HashMap<Integer, Window>();
              rows.forEach(
                  row ->
                      linked.put(
                          row.getInteger("till"),
                          new Window(
                              row.getOffsetDateTime("before").toInstant(),
                              row.getOffsetDateTime("after").toInstant())));
              return linked;
            });
  }
}
