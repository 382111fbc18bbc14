package tillsight.server.daraja;

import static java.time.ZoneOffset.UTC;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tillsight.server.business.Till;
import tillsight.server.daraja.DarajaSetUp.Heard;

/** What Safaricom has told of each till by itself: when last, how often, and how late. */
final class TillsHeard {

  // Looked for in the last hours that took anything, so that a long history costs nothing.
  private static final String LAST =
      """
      SELECT t.till_id, max(p.received_at) AS last_at
      FROM unnest($2::int[]) AS t (till_id)
      CROSS JOIN LATERAL (
        SELECT hour FROM takings
        WHERE business_id = $1 AND till_id = t.till_id AND payments > 0
        ORDER BY hour DESC LIMIT 24) AS busy
      JOIN payment p ON p.business_id = $1 AND p.till_id = t.till_id
        AND p.source = 'confirmation'
        AND p.paid_at >= busy.hour AND p.paid_at < busy.hour + interval '1 hour'
      GROUP BY t.till_id
      """;
  private static final String DAY =
      """
      SELECT till_id, max(received_at) AS last_at, count(*) AS callbacks,
        percentile_cont(0.5) WITHIN GROUP (ORDER BY delay) AS p50,
        percentile_cont(0.99) WITHIN GROUP (ORDER BY delay) AS p99
      FROM (
        SELECT till_id, received_at,
          greatest(extract(epoch FROM received_at - paid_at), 0)::float8 AS delay
        FROM payment
        WHERE business_id = $1 AND source = 'confirmation'
          AND paid_at >= $2::timestamptz - interval '2 days'
          AND received_at >= $2::timestamptz - interval '1 day') AS told
      GROUP BY till_id
      """;
  // Among the newest, because whether Safaricom asks does not change by the hour.
  private static final String VALIDATES =
      """
      SELECT coalesce(bool_or(kind = 'validation'), false) AS validates
      FROM (SELECT kind FROM callback WHERE business_id = $1 ORDER BY id DESC LIMIT 10000) AS newest
      """;

  private final SqlClient postgres;

  TillsHeard(SqlClient postgres) {
    this.postgres = postgres;
  }

  Future<List<Heard>> of(int businessId, List<Till> tills, Instant now) {
    var ids = tills.stream().map(Till::id).toArray(Integer[]::new);
    return Future.all(
            postgres
                .preparedQuery(LAST)
                .execute(Tuple.tuple().addInteger(businessId).addArrayOfInteger(ids)),
            postgres.preparedQuery(DAY).execute(Tuple.of(businessId, now.atOffset(UTC))))
        .map(
            both -> {
              var last = byTill(both.resultAt(0));
              var day = byTill(both.resultAt(1));
              return tills.stream()
                  .map(till -> heard(till, last.get(till.id()), day.get(till.id())))
                  .toList();
            });
  }

  /** Whether Safaricom asks this business before payments go through. */
  Future<Boolean> validates(int businessId) {
    return postgres
        .preparedQuery(VALIDATES)
        .execute(Tuple.of(businessId))
        .map(rows -> rows.iterator().next().getBoolean("validates"));
  }

  private static Map<Integer, Row> byTill(Iterable<Row> rows) {
    var byTill = new HashMap<Integer, Row>();
    rows.forEach(row -> byTill.put(row.getInteger("till_id"), row));
    return byTill;
  }

  private static Heard heard(Till till, @Nullable Row last, @Nullable Row day) {
    return new Heard(
        till.code(),
        till.name(),
        day != null ? instant(day) : last != null ? instant(last) : null,
        day == null ? 0 : day.getLong("callbacks"),
        day == null ? null : tenths(day.getDouble("p50")),
        day == null ? null : tenths(day.getDouble("p99")));
  }

  private static Instant instant(Row row) {
    OffsetDateTime time = row.getOffsetDateTime("last_at");
    return time.toInstant();
  }

  private static Double tenths(Double seconds) {
    return Math.round(seconds * 10) / 10.0;
  }
}
