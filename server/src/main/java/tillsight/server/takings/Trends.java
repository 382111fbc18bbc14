package tillsight.server.takings;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Adds up takings and people by hour, day, week or month of the business's own calendar. */
public final class Trends {

  private static final String MONEY =
      """
      SELECT date_trunc($7, hour, $8) AS start,
             sum(payments)::bigint AS payments, sum(gross_cents)::bigint AS gross_cents
      FROM (%s) AS rows
      GROUP BY 1
      """
          .formatted(Takings.ROWS);

  // Hashing the pairs is far cheaper than count(DISTINCT), which sorts them.
  private static final String PEOPLE =
      """
      SELECT start, count(*) AS customers
      FROM (
        SELECT DISTINCT date_trunc($5, paid_at, $6) AS start, payer_id
        FROM payment
        WHERE business_id = $1 AND till_id = ANY ($2) AND revenue = 'yes'
          AND paid_at >= $3 AND paid_at < $4 AND payer_id IS NOT NULL) AS customer
      GROUP BY start
      """;

  private final SqlClient postgres;

  public Trends(SqlClient postgres) {
    this.postgres = postgres;
  }

  public Future<Trend> of(
      Interval interval, int businessId, Collection<Integer> tills, Range range, Instant now) {
    // Refuses too many points before anything is counted.
    Trend.starts(interval, range, now);
    // Hours are the rollup's own; asking for them by zone would only risk another rounding.
    var zone = interval == Interval.HOUR ? "UTC" : range.zone().getId();
    var hours = Spans.tuple(businessId, tills, Hours.between(range.start(), range.end()));
    var span = Spans.tuple(businessId, tills, range);
    return Future.all(
            money(hours.addString(interval.word()).addString(zone)),
            people(span.addString(interval.word()).addString(zone)))
        .map(
            both -> {
              Map<Instant, Trend.Total> money = both.resultAt(0);
              Map<Instant, Long> people = both.resultAt(1);
              money.replaceAll(
                  (start, total) ->
                      new Trend.Total(
                          total.payments(), total.grossCents(), people.getOrDefault(start, 0L)));
              return Trend.of(interval, money, range, now);
            });
  }

  private Future<Map<Instant, Trend.Total>> money(Tuple tuple) {
    return postgres
        .preparedQuery(MONEY)
        .execute(tuple)
        .map(
            rows -> {
              Map<Instant, Trend.Total> totals = new HashMap<>();
              for (var row : rows) {
                totals.put(
                    row.getOffsetDateTime("start").toInstant(),
                    new Trend.Total(row.getLong("payments"), row.getLong("gross_cents"), 0));
              }
              return totals;
            });
  }

  private Future<Map<Instant, Long>> people(Tuple tuple) {
    return postgres
        .preparedQuery(PEOPLE)
        .execute(tuple)
        .map(
            rows -> {
              Map<Instant, Long> customers = new HashMap<>();
              for (var row : rows) {
                customers.put(row.getOffsetDateTime("start").toInstant(), row.getLong("customers"));
              }
              return customers;
            });
  }
}
