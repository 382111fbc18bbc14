package tillsight.server.request;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;

/** How many customers whose phones were asked to pay did so, day by day. */
public final class Attempts {

  private static final String BY_DAY =
      """
      SELECT (requested_at AT TIME ZONE $4)::date AS day,
             count(*) FILTER (WHERE state = 'done') AS paid,
             count(*) FILTER (WHERE state = 'failed' AND result_code = '1032') AS cancelled,
             count(*) FILTER (WHERE state = 'timed-out'
               OR (state = 'failed' AND result_code IN ('1019', '1037'))) AS timed_out,
             count(*) FILTER (WHERE state = 'sent') AS pending,
             count(*) AS attempts
      FROM daraja_request
      WHERE business_id = $1 AND kind = 'stk'
        AND requested_at >= $2::date::timestamp AT TIME ZONE $4
        AND requested_at < $3::date::timestamp AT TIME ZONE $4
        AND ($5::text[] IS NULL OR short_code = ANY ($5))
      GROUP BY day
      ORDER BY day
      """;

  private final SqlClient postgres;

  /**
   * The pushes of a day.
   *
   * @param timedOut the phone was not reached, or nobody reacted in time
   * @param other failed for another reason: no money, a wrong PIN, ...
   */
  public record Day(
      LocalDate day, long paid, long cancelled, long timedOut, long other, long pending) {}

  public Attempts(SqlClient postgres) {
    this.postgres = postgres;
  }

  /**
   * The days of the range that had any.
   *
   * @param tills short codes; of all if there are none
   */
  public Future<List<Day>> byDay(
      int businessId, LocalDate from, LocalDate to, String zone, Collection<String> tills) {
    return postgres
        .preparedQuery(BY_DAY)
        .execute(
            Tuple.of(
                businessId, from, to, zone, tills.isEmpty() ? null : tills.toArray(String[]::new)))
        .map(rows -> rows.stream().map(Attempts::day).toList());
  }

  private static Day day(Row row) {
    var paid = row.getLong("paid");
    var cancelled = row.getLong("cancelled");
    var timedOut = row.getLong("timed_out");
    var pending = row.getLong("pending");
    return new Day(
        row.getLocalDate("day"),
        paid,
        cancelled,
        timedOut,
        row.getLong("attempts") - paid - cancelled - timedOut - pending,
        pending);
  }
}
