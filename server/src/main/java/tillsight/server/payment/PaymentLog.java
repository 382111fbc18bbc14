package tillsight.server.payment;

import static java.time.ZoneOffset.UTC;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tillsight.server.http.Cursor;
import tillsight.server.http.Items;

/** Reads the ledger: searches, single payments, and what was booked since. */
public final class PaymentLog {

  private static final String LINES =
      """
      SELECT p.receipt, p.paid_at, p.received_at, p.amount_cents, p.till_id, t.code, t.name,
             t.kind AS channel, p.account, p.payer_id, r.mask, p.payer_kind, p.first_name,
             p.source, p.revenue, p.callback_id,
             (SELECT coalesce(sum(v.amount_cents), 0)::bigint FROM reversal v
              WHERE v.business_id = p.business_id AND v.original_receipt = p.receipt)
               AS reversed_cents
      FROM payment p
      JOIN till t ON t.business_id = p.business_id AND t.id = p.till_id
      LEFT JOIN LATERAL
        (SELECT * FROM payer o WHERE o.business_id = p.business_id AND o.id = p.payer_id OFFSET 0) r
        ON true
      """;

  private static final String SEARCH =
      LINES
          + """
          WHERE p.business_id = $1 AND p.till_id = ANY ($2) AND p.paid_at >= $3 AND p.paid_at < $4
            AND ($5::text IS NULL OR p.revenue = $5)
            AND ($6::timestamptz IS NULL OR (p.paid_at, p.receipt) < ($6, $7::text))
            AND ($8::text IS NULL
                 OR starts_with(p.receipt, upper($8))
                 OR strpos(lower(p.account), lower($8)) > 0
                 OR starts_with(lower(p.first_name), lower($8))
                 OR p.amount_cents = $9::bigint)
          ORDER BY p.paid_at DESC, p.receipt DESC
          LIMIT $10
          """;

  private static final String BY_RECEIPT =
      LINES
          + """
          WHERE p.business_id = $1 AND p.till_id = ANY ($2) AND p.receipt = $3
            AND p.paid_at >= $4
          """;

  private static final String OF_CUSTOMER =
      LINES
          + """
          WHERE p.business_id = $1 AND p.till_id = ANY ($2) AND p.payer_id = $3
            AND p.paid_at >= $4 AND p.paid_at < $5 AND p.revenue = 'yes'
          ORDER BY p.paid_at DESC, p.receipt DESC
          LIMIT $6
          """;

  // By way of the callbacks, whose ids are in order of arrival.
  private static final String BOOKED =
      "SELECT * FROM ("
          + LINES
          + """
          JOIN callback c ON c.business_id = p.business_id AND c.id = p.callback_id
            AND c.receipt = p.receipt
          WHERE c.business_id = $1 AND c.id >= $2 AND ($3::uuid IS NULL OR c.id <= $3)
          ORDER BY c.id DESC
          LIMIT $4) AS newest
          ORDER BY callback_id
          """;

  private final SqlClient postgres;

  public PaymentLog(SqlClient postgres) {
    this.postgres = postgres;
  }

  /** A page of what is looked for, newest first. A whole receipt is found whatever its date. */
  public Future<Items<PaymentLine>> search(PaymentSearch search, Instant earliest) {
    return search
        .receipt()
        .map(receipt -> byReceipt(search.businessId(), search.tills(), receipt, earliest))
        .orElse(Future.succeededFuture(Optional.empty()))
        .compose(
            found ->
                found.isPresent()
                    ? Future.succeededFuture(Items.all(List.of(found.get())))
                    : page(search));
  }

  /** A payment by its receipt, paid at {@code earliest} or later. */
  public Future<Optional<PaymentLine>> byReceipt(
      int businessId, Collection<Integer> tills, String receipt, Instant earliest) {
    return postgres
        .preparedQuery(BY_RECEIPT)
        .execute(
            Tuple.of(
                businessId,
                tills.toArray(Integer[]::new),
                receipt.toUpperCase(Locale.ROOT),
                earliest.atOffset(UTC)))
        .map(rows -> lines(rows).stream().findFirst());
  }

  /** A customer's latest takings at these tills. */
  public Future<List<PaymentLine>> ofCustomer(
      int businessId,
      Collection<Integer> tills,
      UUID customerId,
      Instant start,
      Instant end,
      int limit) {
    return postgres
        .preparedQuery(OF_CUSTOMER)
        .execute(
            Tuple.of(
                businessId,
                tills.toArray(Integer[]::new),
                customerId,
                start.atOffset(UTC),
                end.atOffset(UTC),
                limit))
        .map(PaymentLog::lines);
  }

  /**
   * The newest of the payments booked by callbacks from {@code first} to {@code last}, in order of
   * arrival; without a last, up to now.
   */
  public Future<List<PaymentLine>> booked(
      int businessId, UUID first, @Nullable UUID last, int limit) {
    return postgres
        .preparedQuery(BOOKED)
        .execute(Tuple.of(businessId, first, last, limit))
        .map(PaymentLog::lines);
  }

  private Future<Items<PaymentLine>> page(PaymentSearch search) {
    var cursor = search.cursor();
    var cents = search.cents();
    var after = cursor == null ? null : paidAt(cursor);
    // Ends the range where the page before ended: a deep page is then as quick as the first.
    var end =
        after == null || after.toInstant().isAfter(search.end())
            ? search.end()
            : after.toInstant().plus(1, ChronoUnit.MICROS);
    return postgres
        .preparedQuery(SEARCH)
        .execute(
            Tuple.tuple()
                .addInteger(search.businessId())
                .addArrayOfInteger(search.tills().toArray(Integer[]::new))
                .addOffsetDateTime(search.start().atOffset(UTC))
                .addOffsetDateTime(end.atOffset(UTC))
                .addString(search.revenue())
                .addOffsetDateTime(after)
                .addString(cursor == null ? null : cursor.key().get(1))
                .addString(search.text())
                .addLong(cents.isPresent() ? cents.getAsLong() : null)
                .addInteger(search.limit() + 1))
        .map(
            rows ->
                Items.page(
                    lines(rows),
                    search.limit(),
                    last -> Cursor.of(PaymentSearch.CURSOR_LIST, last.paidAt(), last.receipt())));
  }

  private static OffsetDateTime paidAt(Cursor cursor) {
    try {
      return Instant.parse(cursor.key().getFirst()).atOffset(UTC);
    } catch (DateTimeException e) {
      throw Cursor.wrong();
    }
  }

  private static List<PaymentLine> lines(RowSet<Row> rows) {
    return rows.stream().map(PaymentLog::line).toList();
  }

  private static PaymentLine line(Row row) {
    var payer = row.getUUID("payer_id");
    return new PaymentLine(
        row.getString("receipt"),
        row.getOffsetDateTime("paid_at").toInstant(),
        row.getOffsetDateTime("received_at").toInstant(),
        row.getLong("amount_cents"),
        row.getString("code"),
        row.getString("name"),
        row.getString("channel"),
        row.getString("account"),
        PayerDisplay.of(payer, row.getString("mask")),
        row.getString("payer_kind"),
        row.getString("first_name"),
        payer,
        row.getString("source"),
        row.getString("revenue"),
        row.getLong("reversed_cents"),
        row.getInteger("till_id"),
        row.getUUID("callback_id"));
  }
}
