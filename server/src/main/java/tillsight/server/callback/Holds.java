package tillsight.server.callback;

import static java.time.ZoneOffset.UTC;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What settling answers of Daraja's writes into the quarantine: what has to be held, what was found
 * out, and what needs nobody any more.
 */
public final class Holds {

  // The same answer, sent again, is not held again; and one finding about a payment is enough.
  private static final String HOLD =
      """
      INSERT INTO quarantine
        (business_id, id, received_at, receipt, reason, detail, till, amount_cents, paid_at)
      SELECT c.business_id, c.id, c.received_at, $3, $4, $5, $6, $7, $8
      FROM callback c
      WHERE c.business_id = $1 AND c.id = $2
        AND NOT EXISTS (
          SELECT FROM quarantine q JOIN callback o ON o.business_id = q.business_id AND o.id = q.id
          WHERE q.business_id = $1 AND q.reason = $4 AND o.conversation = c.conversation
            AND o.kind = c.kind)
        AND NOT ($4 IN ('reversal-undated', 'receipt-disowned', 'status-differs') AND EXISTS (
          SELECT FROM quarantine q
          WHERE q.business_id = $1 AND q.receipt = $3 AND q.state = 'open' AND q.reason = $4))
      ON CONFLICT (business_id, id) DO NOTHING
      """;
  private static final String RESTATE =
      """
      UPDATE quarantine SET reason = $3, detail = $4, till = coalesce($5, till)
      WHERE business_id = $1 AND id = $2
      """;
  private static final String TELL =
      """
      UPDATE quarantine SET evidence = $3
      WHERE business_id = $1 AND id = $2 AND state = 'open'
      """;
  private static final String ACCEPT =
      """
      UPDATE quarantine
      SET state = 'accepted', decided_at = $3, decided_by = $4, decision = $5
      WHERE business_id = $1 AND id = $2 AND state = 'open'
      """;

  private final SqlClient postgres;

  /** Give it the connection of a transaction. */
  public Holds(SqlClient postgres) {
    this.postgres = postgres;
  }

  /** Holds a callback that is stored already. Says whether it was not held before. */
  public Future<Boolean> hold(
      int businessId, UUID id, @Nullable String receipt, String detail, Entry.Held held) {
    var at = held.paidAt();
    return postgres
        .preparedQuery(HOLD)
        .execute(
            Tuple.of(
                businessId,
                id,
                receipt,
                held.doubt().word(),
                detail,
                held.shortCode(),
                held.amountCents(),
                at == null ? null : at.atOffset(UTC)))
        .map(rows -> rows.rowCount() > 0);
  }

  /** It is held for another reason now. */
  public Future<Void> restate(
      int businessId, UUID id, Doubt doubt, String detail, @Nullable String till) {
    return postgres
        .preparedQuery(RESTATE)
        .execute(Tuple.of(businessId, id, doubt.word(), detail, till))
        .mapEmpty();
  }

  /** Adds what was found out since. */
  public Future<Void> tell(int businessId, UUID id, String sentence, Instant at) {
    return postgres
        .preparedQuery(TELL)
        .execute(
            Tuple.of(
                businessId,
                id,
                new JsonObject().put("sentence", sentence).put("at", at.toString())))
        .mapEmpty();
  }

  /** It is in the ledger now. */
  public Future<Void> accept(int businessId, UUID id, Decision decision, Instant at) {
    return postgres
        .preparedQuery(ACCEPT)
        .execute(Tuple.of(businessId, id, at.atOffset(UTC), decision.by(), decision.reason()))
        .mapEmpty();
  }
}
