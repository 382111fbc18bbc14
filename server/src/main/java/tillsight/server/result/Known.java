package tillsight.server.result;

import static java.util.Objects.requireNonNullElse;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tillsight.server.business.Business;
import tillsight.server.business.Till;
import tillsight.server.payment.Flag;
import tillsight.server.request.DarajaRequest;
import tillsight.server.request.DarajaRequest.Kind;
import tillsight.server.request.DarajaRequests;

/**
 * Looks up what is known of the things that a result is about, and locks them: within a
 * transaction, so that what is decided from it still holds when it is written down.
 */
final class Known {

  private static final String LOCK_PAYMENT =
      """
      SELECT p.receipt, p.amount_cents, p.paid_at, p.flags, t.code
      FROM payment p JOIN till t ON t.business_id = p.business_id AND t.id = p.till_id
      WHERE p.business_id = $1 AND p.receipt = $2
      FOR UPDATE OF p
      """;
  // Apart from the above: what a statement that had to wait for a lock sees beside it is old.
  private static final String REVERSED =
      """
      SELECT coalesce(sum(amount_cents), 0)::bigint AS cents FROM reversal
      WHERE business_id = $1 AND original_receipt = $2
      """;
  private static final String OWN =
      """
      SELECT (SELECT original_receipt FROM reversal WHERE business_id = $1 AND receipt = $2)
               AS original,
             (SELECT amount_cents FROM reversal WHERE business_id = $1 AND receipt = $2) AS cents,
             EXISTS (SELECT FROM payment WHERE business_id = $1 AND receipt = $2) AS is_payment
      """;
  private static final String OPEN =
      """
      SELECT q.id, q.receipt, q.amount_cents, q.paid_at, q.till
      FROM quarantine q JOIN callback c ON c.business_id = q.business_id AND c.id = q.id
      WHERE q.business_id = $1 AND q.state = 'open' AND (q.id = $2 OR q.receipt = $3)
        AND c.kind NOT IN ('result', 'timeout')
      ORDER BY q.received_at
      LIMIT $4
      """;
  private static final int OPEN_MAX = 20;

  private final SqlClient postgres;
  private final DarajaRequests requests;
  private final Business business;

  /** Give it the connection of a transaction. */
  Known(SqlClient postgres, Business business) {
    this.postgres = postgres;
    this.requests = new DarajaRequests(postgres);
    this.business = business;
  }

  /**
   * What a result names.
   *
   * @param own receipt of the reversal it tells
   */
  private record Names(@Nullable Kind kind, @Nullable String payment, @Nullable String own) {

    static Names of(ResultMessage message) {
      return switch (message.says()) {
        case Result.Reversal said -> new Names(Kind.REVERSAL, said.original(), said.receipt());
        case Result.Status said ->
            said.original() == null
                ? new Names(Kind.STATUS, said.receipt(), null)
                : new Names(Kind.STATUS, said.original(), said.receipt());
        case Result.Failed said -> new Names(null, said.receipt(), null);
        case Result.Unclear said -> new Names(null, said.receipt(), message.transaction());
        case Result.Balance _, Result.Timeout _ -> new Names(null, null, null);
      };
    }
  }

  Future<Facts> about(ResultMessage message, Instant receivedAt) {
    var names = Names.of(message);
    return requests
        .answered(business.id(), message.conversation(), names.kind(), asked(message, names))
        .compose(asked -> about(message, names, asked.orElse(null), receivedAt));
  }

  /** What the request would be about; a status that tells a reversal was asked for that one. */
  private static @Nullable String asked(ResultMessage message, Names names) {
    return message.says() instanceof Result.Status said ? said.receipt() : names.payment();
  }

  private Future<Facts> about(
      ResultMessage message, Names names, @Nullable DarajaRequest asked, Instant receivedAt) {
    var receipt = payment(message, names, asked);
    return payment(receipt)
        .compose(
            payment ->
                own(names.own())
                    .compose(
                        own ->
                            open(asked == null ? null : asked.subject(), receipt)
                                .map(
                                    open ->
                                        new Facts(
                                            receivedAt,
                                            asked,
                                            payment,
                                            netted(own),
                                            own != null && own.getBoolean("is_payment"),
                                            open,
                                            business.onlyPaybill().orElse(null)))));
  }

  /** A failure may name a transaction of its own; what was asked for is what it is about. */
  private static @Nullable String payment(
      ResultMessage message, Names names, @Nullable DarajaRequest asked) {
    var requested = asked == null ? null : asked.receipt();
    return message.says() instanceof Result.Failed && requested != null
        ? requested
        : names.payment() == null ? requested : names.payment();
  }

  private Future<Facts.@Nullable Booked> payment(@Nullable String receipt) {
    return receipt == null
        ? Future.succeededFuture()
        : postgres
            .preparedQuery(LOCK_PAYMENT)
            .execute(Tuple.of(business.id(), receipt))
            .compose(
                rows ->
                    rows.size() == 0
                        ? Future.<Facts.@Nullable Booked>succeededFuture()
                        : postgres
                            .preparedQuery(REVERSED)
                            .execute(Tuple.of(business.id(), receipt))
                            .map(
                                sum ->
                                    booked(
                                        rows.iterator().next(),
                                        sum.iterator().next().getLong("cents"))));
  }

  private Facts.Booked booked(Row row, long reversedCents) {
    var till = row.getString("code");
    return new Facts.Booked(
        row.getString("receipt"),
        row.getLong("amount_cents"),
        row.getOffsetDateTime("paid_at").toInstant(),
        till,
        numbers(till),
        (row.getInteger("flags") & Flag.DISOWNED.bit()) != 0,
        reversedCents);
  }

  private Future<@Nullable Row> own(@Nullable String receipt) {
    return receipt == null
        ? Future.succeededFuture()
        : postgres
            .preparedQuery(OWN)
            .execute(Tuple.of(business.id(), receipt))
            .map(rows -> rows.iterator().next());
  }

  private static Facts.@Nullable Netted netted(@Nullable Row own) {
    return own == null || own.getString("original") == null
        ? null
        : new Facts.Netted(own.getString("original"), own.getLong("cents"));
  }

  private Future<List<Facts.Open>> open(@Nullable UUID subject, @Nullable String receipt) {
    return subject == null && receipt == null
        ? Future.succeededFuture(List.of())
        : postgres
            .preparedQuery(OPEN)
            .execute(Tuple.of(business.id(), subject, receipt, OPEN_MAX))
            .map(rows -> rows.stream().map(this::open).toList());
  }

  private Facts.Open open(Row row) {
    var paidAt = row.getOffsetDateTime("paid_at");
    return new Facts.Open(
        row.getUUID("id"),
        row.getString("receipt"),
        row.getLong("amount_cents"),
        paidAt == null ? null : paidAt.toInstant(),
        numbers(requireNonNullElse(row.getString("till"), "")));
  }

  /** Every number that this till goes by; for one that is not ours, the one given. */
  private List<String> numbers(String given) {
    Optional<Till> till = business.till(given);
    return till.map(t -> Stream.of(t.code(), t.storeNumber(), t.headOffice()))
        .orElseGet(() -> given.isEmpty() ? Stream.empty() : Stream.of(given))
        .filter(Objects::nonNull)
        .toList();
  }
}
