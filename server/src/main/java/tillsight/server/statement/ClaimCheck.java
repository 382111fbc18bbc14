package tillsight.server.statement;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tillsight.server.callback.Doubt;
import tillsight.server.payment.Reversals.Reversal;
import tillsight.server.statement.WaitingReversals.Claim;

/** Decides which of a batch of reversals can be added, by what the ledger has at this moment. */
final class ClaimCheck {

  // What was taken back of a payment must not change between looking and adding.
  private static final String LOCK =
      """
      SELECT FROM payment WHERE business_id = $1 AND receipt = ANY ($2) ORDER BY receipt FOR UPDATE
      """;
  private static final String FACTS =
      """
      SELECT r.receipt, r.original, p.amount_cents AS paid_cents, v.original_receipt AS known_original,
        v.amount_cents AS known_cents, w.callback_id AS waiting_id,
        coalesce((SELECT sum(o.amount_cents) FROM reversal o
          WHERE o.business_id = $1 AND o.original_receipt = r.original), 0)::bigint
          AS taken_back_cents
      FROM unnest($2::text[], $3::text[]) AS r (receipt, original)
      LEFT JOIN payment p ON p.business_id = $1 AND p.receipt = r.original
      LEFT JOIN reversal v ON v.business_id = $1 AND v.receipt = r.receipt
      LEFT JOIN waiting_reversal w ON w.business_id = $1 AND w.receipt = r.receipt
      """;
  private final Map<String, TakenBack> ledger = new HashMap<>();
  private final Map<String, UUID> waiting = new HashMap<>();
  private final Map<String, Long> inBatch = new HashMap<>();
  private final List<Reversal> added = new ArrayList<>();

  private ClaimCheck() {}

  /** Looks the claims up. What was found holds until the transaction ends. */
  static Future<ClaimCheck> of(SqlConnection connection, int businessId, List<Claim> claims) {
    var reversals = claims.stream().map(Claim::reversal).toList();
    var receipts = reversals.stream().map(Reversal::receipt).toArray(String[]::new);
    var originals = reversals.stream().map(Reversal::originalReceipt).toArray(String[]::new);
    return connection
        .preparedQuery(LOCK)
        .execute(Tuple.tuple().addInteger(businessId).addArrayOfString(originals))
        .compose(
            locked ->
                connection.preparedQuery(FACTS).execute(Tuple.of(businessId, receipts, originals)))
        .map(
            rows -> {
              var check = new ClaimCheck();
              for (var row : rows) {
                var receipt = row.getString("receipt");
                check.ledger.put(
                    key(receipt, row.getString("original")),
                    new TakenBack(
                        row.getLong("paid_cents"),
                        row.getLong("taken_back_cents"),
                        row.getString("known_original"),
                        row.getLong("known_cents")));
                check.waiting.put(receipt, row.getUUID("waiting_id"));
              }
              return check;
            });
  }

  /** What speaks against a reversal, those decided about before it included; null for nothing. */
  @Nullable Doubt decide(Reversal reversal) {
    var twin = twin(reversal.receipt());
    var known = Objects.requireNonNull(ledger.get(key(reversal)));
    var fact =
        twin == null
            ? known.and(inBatch.getOrDefault(reversal.originalReceipt(), 0L))
            : known.with(twin);
    var doubt = fact.doubt(reversal);
    if (doubt == null && !fact.isKnown(reversal)) {
      added.add(reversal);
      inBatch.merge(reversal.originalReceipt(), reversal.amountCents(), Long::sum);
    }
    return doubt;
  }

  /** Whether it waits already, because another file told of it. */
  boolean waitsElsewhere(Claim claim) {
    var id = waiting.get(claim.reversal().receipt());
    return id != null && !id.equals(claim.id());
  }

  /** Those that can be added and are not known yet. */
  List<Reversal> added() {
    return added;
  }

  private @Nullable Reversal twin(String receipt) {
    return added.stream().filter(other -> other.receipt().equals(receipt)).findFirst().orElse(null);
  }

  private static String key(Reversal reversal) {
    return key(reversal.receipt(), reversal.originalReceipt());
  }

  private static String key(String receipt, String original) {
    return receipt + " " + original;
  }
}
