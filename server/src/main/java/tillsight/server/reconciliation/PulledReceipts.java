package tillsight.server.reconciliation;

import static java.time.Duration.between;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tillsight.server.callback.PullPayment;

/** What is known already of receipts that Pull tells: in the ledger, and from earlier Pulls. */
final class PulledReceipts {

  /** Most receipts in one statement. */
  static final int BATCH_MAX = 2_000;

  private static final String KNOWN =
      """
      SELECT r.receipt, p.till_id, p.amount_cents, p.paid_at, p.source,
             coalesce(w.vouched, false) AS vouched, coalesce(w.held, false) AS held,
             coalesce(w.waits, false) AS waits, coalesce(w.tillless, false) AS tillless
      FROM unnest($2::text[]) AS r (receipt)
      LEFT JOIN payment p ON p.business_id = $1 AND p.receipt = r.receipt
      LEFT JOIN LATERAL (
        SELECT bool_or(c.outcome = 'duplicate') AS vouched,
               bool_or(c.outcome = 'quarantined') AS held,
               bool_or(q.state = 'open') AS waits,
               bool_or(q.state = 'open' AND q.reason = 'till-ambiguous') AS tillless
        FROM callback c LEFT JOIN quarantine q ON q.business_id = c.business_id AND q.id = c.id
        WHERE c.business_id = $1 AND c.receipt = r.receipt AND c.outcome <> 'booked'
          AND c.kind = 'pull') w ON true
      """;

  // The till's own Pull, a statement or a confirmation has brought it since: nobody need say more.
  private static final String RESOLVE =
      """
      WITH resolved AS (
        UPDATE quarantine q
        SET state = 'dismissed', decided_at = $2, decided_by = 'tillsight',
          decision = 'The payment arrived by a source that knows its till.'
        FROM payment p
        WHERE q.business_id = $1 AND q.state = 'open' AND q.reason = 'till-ambiguous'
          AND p.business_id = q.business_id AND p.receipt = q.receipt
          AND p.amount_cents = q.amount_cents
        RETURNING q.id, q.decision
      ), written AS (
        INSERT INTO audit_entry (business_id, at, actor, action, subject, reason)
        SELECT $1, $2, 'tillsight', 'quarantine.dismiss', id::text, decision FROM resolved
      )
      SELECT count(*) AS resolved FROM resolved
      """;

  private final SqlClient postgres;

  /**
   * What is known of a receipt.
   *
   * @param tillId of the payment in the ledger; null, like the next three, if it holds none
   * @param vouched an earlier Pull has said the same already
   * @param held what an earlier Pull said was put into the quarantine
   * @param waits it is still there
   * @param tillless it waits for somebody to say which till was paid
   */
  record Known(
      @Nullable Integer tillId,
      @Nullable Long amountCents,
      @Nullable Instant paidAt,
      @Nullable String source,
      boolean vouched,
      boolean held,
      boolean waits,
      boolean tillless) {

    static final Known NOTHING = new Known(null, null, null, null, false, false, false, false);

    boolean inLedger() {
      return tillId != null;
    }

    /** Whether its time in the ledger is somebody else's than Pull's. */
    boolean tellsTime() {
      return inLedger() && !PullPayment.PULL.equals(source);
    }

    /** Whether the ledger says something else about the same receipt. */
    boolean contradicts(long cents, @Nullable Instant at) {
      return amountCents != null
          && paidAt != null
          && (amountCents != cents
              || at == null
              || between(paidAt, at).abs().compareTo(PullClock.APART) > 0);
    }

    /** Whether Pull has said so before: it need not say so every hour. */
    boolean saidBefore() {
      return vouched || PullPayment.PULL.equals(source);
    }
  }

  PulledReceipts(SqlClient postgres) {
    this.postgres = postgres;
  }

  /** What is known of each of these. */
  Future<Map<String, Known>> known(int businessId, Collection<String> receipts) {
    return postgres
        .preparedQuery(KNOWN)
        .execute(
            Tuple.tuple().addInteger(businessId).addArrayOfString(receipts.toArray(String[]::new)))
        .map(
            rows -> {
              var known = new HashMap<String, Known>();
              rows.forEach(row -> known.put(row.getString("receipt"), known(row)));
              return known;
            });
  }

  /** Takes back what waits for somebody to name the till and has been booked since. */
  Future<Long> resolve(int businessId, Instant now) {
    return postgres
        .preparedQuery(RESOLVE)
        .execute(Tuple.of(businessId, now.atOffset(java.time.ZoneOffset.UTC)))
        .map(rows -> rows.iterator().next().getLong("resolved"));
  }

  private static Known known(Row row) {
    var paidAt = row.getOffsetDateTime("paid_at");
    return new Known(
        row.getInteger("till_id"),
        row.getLong("amount_cents"),
        paidAt == null ? null : paidAt.toInstant(),
        row.getString("source"),
        row.getBoolean("vouched"),
        row.getBoolean("held"),
        row.getBoolean("waits"),
        row.getBoolean("tillless"));
  }
}
