package tillsight.server.takings;

import static tillsight.server.takings.Heatmap.Measure.CUSTOMERS;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import java.time.Instant;
import java.util.Collection;
import java.util.stream.Collectors;

/** Adds up takings by hour of the week, in the business's own time. */
public final class Heatmaps {

  private static final String MONEY =
      """
      SELECT extract(isodow FROM hour AT TIME ZONE $7)::int AS weekday,
             extract(hour FROM hour AT TIME ZONE $7)::int AS hour,
             sum(payments)::bigint AS payments, sum(gross_cents)::bigint AS gross_cents,
             0::bigint AS customers
      FROM (%s) AS rows
      GROUP BY 1, 2
      """
          .formatted(Takings.ROWS);

  // A customer counts once in each hour of each date.
  private static final String PEOPLE =
      """
      SELECT extract(isodow FROM hour)::int AS weekday, extract(hour FROM hour)::int AS hour,
             0::bigint AS payments, 0::bigint AS gross_cents,
             count(*) AS customers
      FROM (
        SELECT DISTINCT date_trunc('hour', paid_at AT TIME ZONE $5) AS hour, payer_id
        FROM payment
        WHERE business_id = $1 AND till_id = ANY ($2) AND revenue = 'yes'
          AND paid_at >= $3 AND paid_at < $4 AND payer_id IS NOT NULL) AS visit
      GROUP BY 1, 2
      """;

  private final SqlClient postgres;

  public Heatmaps(SqlClient postgres) {
    this.postgres = postgres;
  }

  public Future<Heatmap> of(
      Heatmap.Measure measure,
      int businessId,
      Collection<Integer> tills,
      Range range,
      Instant now) {
    var zone = range.zone().getId();
    var tuple =
        measure == CUSTOMERS
            ? Spans.tuple(businessId, tills, range).addString(zone)
            : Spans.tuple(businessId, tills, Hours.between(range.start(), range.end()))
                .addString(zone);
    return postgres
        .preparedQuery(measure == CUSTOMERS ? PEOPLE : MONEY)
        .execute(tuple)
        .map(
            rows ->
                Heatmap.of(
                    measure,
                    rows.stream().collect(Collectors.toMap(Heatmaps::slot, Heatmaps::total)),
                    range,
                    now));
  }

  private static Heatmap.Slot slot(Row row) {
    return new Heatmap.Slot(row.getInteger("weekday"), row.getInteger("hour"));
  }

  private static Heatmap.Total total(Row row) {
    return new Heatmap.Total(
        row.getLong("payments"), row.getLong("gross_cents"), row.getLong("customers"));
  }
}
