package tillsight.server.customer;

import static java.time.ZoneOffset.UTC;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tillsight.server.http.Cursor;
import tillsight.server.http.Items;
import tillsight.server.payment.PayerDisplay;

/** Tells who paid at some tills, and how much, how often and how long ago. */
public final class Customers {

  // Laterally, as in Takings: a business new to the planner's statistics must not make it
  // quadratic.
  private static final String SPEND =
      """
      WITH spend AS (
        SELECT payer_id, count(*) AS purchases, sum(amount_cents)::bigint AS spend_cents,
               min(paid_at) AS first_paid_at, max(paid_at) AS last_paid_at
        FROM payment
        WHERE business_id = $1 AND till_id = ANY ($2) AND revenue = 'yes'
          AND paid_at >= $3 AND paid_at < $4 AND payer_id IS NOT NULL
          AND ($5::uuid IS NULL OR payer_id = $5)
        GROUP BY payer_id
      )
      SELECT r.id, r.kind, r.mask, r.first_name, s.purchases, s.spend_cents, s.first_paid_at,
             s.last_paid_at
      FROM spend s CROSS JOIN LATERAL
        (SELECT * FROM payer o WHERE o.business_id = $1 AND o.id = s.payer_id OFFSET 0) r
      """;

  private static final String MATCHING =
      """
      WHERE ($6::text IS NULL
             OR starts_with(lower(r.first_name), lower($6))
             OR strpos(replace(r.mask, ' ', ''), replace($6, ' ', '')) > 0
             OR starts_with(r.id::text, $7))
      """;

  private static final String BY_SPEND =
      SPEND
          + MATCHING
          + """
            AND ($8::bigint IS NULL OR s.spend_cents < $8
                 OR s.spend_cents = $8 AND s.payer_id > $9::uuid)
          ORDER BY s.spend_cents DESC, s.payer_id
          LIMIT $10
          """;

  private static final String BY_RECENCY =
      SPEND
          + MATCHING
          + """
            AND ($8::timestamptz IS NULL OR s.last_paid_at < $8
                 OR s.last_paid_at = $8 AND s.payer_id > $9::uuid)
          ORDER BY s.last_paid_at DESC, s.payer_id
          LIMIT $10
          """;

  private static final String BY_MONTH =
      """
      SELECT to_char(paid_at AT TIME ZONE $6, 'YYYY-MM') AS month,
             count(*) AS purchases, sum(amount_cents)::bigint AS spend_cents
      FROM payment
      WHERE business_id = $1 AND till_id = ANY ($2) AND revenue = 'yes'
        AND paid_at >= $3 AND paid_at < $4 AND payer_id = $5
      GROUP BY 1 ORDER BY 1
      """;

  private static final String BY_TILL =
      """
      SELECT t.code, t.name, count(*) AS purchases, sum(p.amount_cents)::bigint AS spend_cents
      FROM payment p JOIN till t ON t.business_id = p.business_id AND t.id = p.till_id
      WHERE p.business_id = $1 AND p.till_id = ANY ($2) AND p.revenue = 'yes'
        AND p.paid_at >= $3 AND p.paid_at < $4 AND p.payer_id = $5
      GROUP BY t.code, t.name ORDER BY 4 DESC, 1
      """;

  private final SqlClient postgres;

  public Customers(SqlClient postgres) {
    this.postgres = postgres;
  }

  public Future<Items<Customer>> page(CustomerSearch search) {
    var tuple = tuple(search, null).addString(search.text()).addString(search.pseudonym());
    var bySpend = search.sort() == CustomerSearch.Sort.SPEND;
    return postgres
        .preparedQuery(bySpend ? BY_SPEND : BY_RECENCY)
        .execute(after(tuple, search, bySpend).addInteger(search.limit() + 1))
        .map(
            rows ->
                Items.page(
                    rows.stream().map(row -> customer(row, search)).toList(),
                    search.limit(),
                    last ->
                        Cursor.of(
                            search.sort().cursorList(),
                            bySpend ? last.spendCents() : last.lastPaidAt(),
                            last.id())));
  }

  /** One customer, if they paid at these tills in this time. */
  public Future<Optional<Customer>> byId(CustomerSearch search, UUID id) {
    return postgres
        .preparedQuery(SPEND)
        .execute(tuple(search, id))
        .map(rows -> rows.stream().map(row -> customer(row, search)).findFirst());
  }

  public Future<List<CustomerDetail.Month>> byMonth(CustomerSearch search, UUID id) {
    return postgres
        .preparedQuery(BY_MONTH)
        .execute(tuple(search, id).addString(search.zone().getId()))
        .map(
            rows ->
                rows.stream()
                    .map(
                        row ->
                            new CustomerDetail.Month(
                                row.getString("month"),
                                row.getLong("purchases"),
                                row.getLong("spend_cents")))
                    .toList());
  }

  public Future<List<CustomerDetail.AtTill>> byTill(CustomerSearch search, UUID id) {
    return postgres
        .preparedQuery(BY_TILL)
        .execute(tuple(search, id))
        .map(
            rows ->
                rows.stream()
                    .map(
                        row ->
                            new CustomerDetail.AtTill(
                                row.getString("code"),
                                row.getString("name"),
                                row.getLong("purchases"),
                                row.getLong("spend_cents")))
                    .toList());
  }

  private static Tuple tuple(CustomerSearch search, @Nullable UUID id) {
    return Tuple.tuple()
        .addInteger(search.businessId())
        .addArrayOfInteger(search.tills().toArray(Integer[]::new))
        .addOffsetDateTime(search.start().atOffset(UTC))
        .addOffsetDateTime(search.end().atOffset(UTC))
        .addUUID(id);
  }

  private static Tuple after(Tuple tuple, CustomerSearch search, boolean bySpend) {
    var cursor = search.cursor();
    if (cursor == null) {
      return tuple.addValue(null).addUUID(null);
    }
    try {
      var key = cursor.key().getFirst();
      return tuple
          .addValue(bySpend ? (Object) Long.valueOf(key) : Instant.parse(key).atOffset(UTC))
          .addUUID(UUID.fromString(cursor.key().get(1)));
    } catch (DateTimeException | IllegalArgumentException e) {
      throw Cursor.wrong();
    }
  }

  private static Customer customer(Row row, CustomerSearch search) {
    var id = row.getUUID("id");
    var kind = row.getString("kind");
    var last = row.getOffsetDateTime("last_paid_at").toInstant();
    return new Customer(
        id,
        PayerDisplay.of(id, row.getString("mask")),
        row.getString("first_name"),
        kind,
        kind.equals("masked"),
        row.getOffsetDateTime("first_paid_at").toInstant(),
        last,
        Math.max(
            0, ChronoUnit.DAYS.between(LocalDate.ofInstant(last, search.zone()), search.until())),
        row.getLong("purchases"),
        row.getLong("spend_cents"),
        Customer.Scores.NONE);
  }
}
