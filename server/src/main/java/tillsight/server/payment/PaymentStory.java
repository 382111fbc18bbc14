package tillsight.server.payment;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Tells all there is to know about one payment: what vouched for it, and what took it back. */
public final class PaymentStory {

  private static final String REST =
      """
      SELECT transaction_type, balance_cents, flags FROM payment
      WHERE business_id = $1 AND receipt = $2
      """;
  // The one that booked it is found by its id, the others by their receipt.
  private static final String WITNESSES =
      """
      SELECT kind, received_at, outcome, source FROM callback
      WHERE business_id = $1 AND id = $2
      UNION ALL
      SELECT kind, received_at, outcome, source FROM callback
      WHERE business_id = $1 AND receipt = $3 AND outcome <> 'booked' AND id <> $2
      ORDER BY received_at
      LIMIT $4
      """;
  private static final String TAKEN_BACK =
      """
      SELECT receipt, amount_cents, reversed_at, source FROM reversal
      WHERE business_id = $1 AND original_receipt = $2
      ORDER BY reversed_at
      """;

  private static final String ASKED =
      """
      SELECT kind, state, requested_at, requested_by, result FROM daraja_request
      WHERE business_id = $1 AND receipt = $2
      ORDER BY requested_at, id
      LIMIT $3
      """;

  private static final int WITNESSES_MAX = 200;
  private static final int ASKED_MAX = 50;
  private static final Pattern PULL = Pattern.compile("pull:\\d{5,7}");
  private static final Pattern IPV4 =
      Pattern.compile("(\\d{1,3}\\.\\d{1,3})\\.\\d{1,3}\\.\\d{1,3}");
  private static final Pattern IPV6 =
      Pattern.compile("([0-9a-fA-F]*:[0-9a-fA-F]*):[0-9a-fA-F:.%]*");

  private final SqlClient postgres;
  private final PaymentLog log;

  public PaymentStory(SqlClient postgres, PaymentLog log) {
    this.postgres = postgres;
    this.log = log;
  }

  /** The payment if it came to one of these tills, at {@code earliest} or later. */
  public Future<Optional<PaymentDetail>> of(
      int businessId, Collection<Integer> tills, String receipt, Instant earliest) {
    return log.byReceipt(businessId, tills, receipt, earliest)
        .compose(
            line ->
                line.isPresent()
                    ? detail(businessId, line.get()).map(Optional::of)
                    : Future.succeededFuture(Optional.empty()));
  }

  private Future<PaymentDetail> detail(int businessId, PaymentLine line) {
    var byReceipt = Tuple.of(businessId, line.receipt());
    var witnesses = Tuple.of(businessId, line.callbackId(), line.receipt(), WITNESSES_MAX);
    return Future.all(
            postgres.preparedQuery(REST).execute(byReceipt).map(rows -> rows.iterator().next()),
            postgres
                .preparedQuery(WITNESSES)
                .execute(witnesses)
                .map(rows -> rows.stream().map(PaymentStory::witness).toList()),
            postgres
                .preparedQuery(TAKEN_BACK)
                .execute(byReceipt)
                .map(rows -> rows.stream().map(PaymentStory::takenBack).toList()),
            postgres
                .preparedQuery(ASKED)
                .execute(Tuple.of(businessId, line.receipt(), ASKED_MAX))
                .map(rows -> rows.stream().map(PaymentStory::asked).toList()))
        .map(
            all -> {
              Row rest = all.resultAt(0);
              List<PaymentDetail.Witness> provenance = all.resultAt(1);
              List<PaymentDetail.TakenBack> reversals = all.resultAt(2);
              List<PaymentDetail.Asked> requests = all.resultAt(3);
              return new PaymentDetail(
                  line,
                  rest.getString("transaction_type"),
                  rest.getLong("balance_cents"),
                  Flag.words(rest.getInteger("flags")),
                  Duration.between(line.paidAt(), line.receivedAt()).toSeconds(),
                  provenance,
                  reversals,
                  requests);
            });
  }

  private static PaymentDetail.Witness witness(Row row) {
    return new PaymentDetail.Witness(
        row.getString("kind"),
        row.getOffsetDateTime("received_at").toInstant(),
        row.getString("outcome"),
        coarse(row.getString("source")));
  }

  private static PaymentDetail.TakenBack takenBack(Row row) {
    return new PaymentDetail.TakenBack(
        row.getString("receipt"),
        row.getLong("amount_cents"),
        row.getOffsetDateTime("reversed_at").toInstant(),
        row.getString("source"));
  }

  private static PaymentDetail.Asked asked(Row row) {
    return new PaymentDetail.Asked(
        row.getString("kind"),
        row.getString("state"),
        row.getOffsetDateTime("requested_at").toInstant(),
        row.getString("requested_by"),
        row.getString("result"));
  }

  /** Enough of an address to tell Safaricom's networks apart; files are not named. */
  static String coarse(String source) {
    if (PULL.matcher(source).matches()) {
      return source;
    }
    var v4 = IPV4.matcher(source);
    if (v4.matches()) {
      return v4.group(1) + ".*.*";
    }
    var v6 = IPV6.matcher(source);
    return v6.matches() ? v6.group(1) + ":*" : "file";
  }
}
