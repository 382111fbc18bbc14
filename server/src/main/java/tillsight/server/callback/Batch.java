package tillsight.server.callback;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.PreparedStatement;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import tillsight.server.payment.Payment;

/**
 * The one durable write: all that waits, in one statement and one commit. Raw bodies, payments,
 * payers, hourly takings and quarantine are written together or not at all.
 */
final class Batch {

  // Rows come sorted by receipt, and every node runs this same plan: locks are taken in one order.
  // A row whose receipt somebody else is booking at this very moment is neither new nor visible
  // yet;
  // it is left out ("again") and comes back with the next batch, when it can be compared.
  static final String STORE =
      """
      WITH arrived AS MATERIALIZED (
        SELECT * FROM unnest(
          $1::int[], $2::uuid[], $3::text[], $4::timestamptz[], $5::text[], $6::text[], $7::text[],
          $8::bytea[], $9::int[], $10::bigint[], $11::timestamptz[], $12::uuid[], $13::text[],
          $14::text[], $15::text[], $16::text[], $17::text[], $18::bigint[], $19::text[],
          $20::int[], $21::text[], $22::text[], $23::text[], $24::text[])
        AS a (business_id, id, kind, received_at, source, outcome, receipt,
              body, till_id, amount_cents, paid_at, payer_id, payer_kind,
              mask, first_name, account, transaction_type, balance_cents, revenue,
              flags, reason, detail, short_code, conversation)
      ), booked AS (
        INSERT INTO payment (business_id, till_id, amount_cents, paid_at, received_at, payer_id,
          callback_id, balance_cents, flags, receipt, source, payer_kind, revenue,
          transaction_type, account, first_name)
        SELECT business_id, till_id, amount_cents, paid_at, received_at, payer_id,
          id, balance_cents, flags, receipt, kind, payer_kind, revenue,
          transaction_type, account, first_name
        FROM arrived WHERE till_id IS NOT NULL
        ON CONFLICT (business_id, receipt) DO NOTHING
        RETURNING business_id, callback_id, till_id, paid_at, amount_cents, revenue
      ), counted AS (
        INSERT INTO takings (business_id, till_id, hour, payments, gross_cents)
        SELECT business_id, till_id, date_trunc('hour', paid_at, 'UTC') AS hour,
               count(*), sum(amount_cents)
        FROM booked WHERE revenue = 'yes'
        GROUP BY business_id, till_id, hour ORDER BY business_id, till_id, hour
        ON CONFLICT (business_id, till_id, hour) DO UPDATE SET
          payments = takings.payments + excluded.payments,
          gross_cents = takings.gross_cents + excluded.gross_cents
      ), missed AS MATERIALIZED (
        SELECT a.id, coalesce(
          (SELECT CASE
             WHEN p.amount_cents <> a.amount_cents
               -- Pull and STK name no till: theirs is an inference, and no contradiction.
               OR (p.till_id <> a.till_id AND a.kind NOT IN ('pull', 'stk'))
               -- The same source repeats itself to the second; others have clocks of their own.
               OR abs(extract(epoch FROM p.paid_at - a.paid_at))
                  > CASE WHEN p.source = a.kind THEN 0 ELSE 120 END THEN 'quarantined'
             WHEN (p.account = '' AND a.account <> '') OR (p.first_name = '' AND a.first_name <> '')
               OR (p.transaction_type = '' AND a.transaction_type <> '')
               OR (p.balance_cents IS NULL AND a.balance_cents IS NOT NULL)
               OR (p.payer_id IS NULL AND a.payer_id IS NOT NULL) THEN 'fills'
             ELSE 'duplicate' END
           FROM payment p WHERE p.business_id = a.business_id AND p.receipt = a.receipt),
          'again') AS became,
          (SELECT p.payer_id FROM payment p
           WHERE p.business_id = a.business_id AND p.receipt = a.receipt) AS paid_by,
          (SELECT p.paid_at
           FROM payment p WHERE p.business_id = a.business_id AND p.receipt = a.receipt) AS booked_at
        FROM arrived a LEFT JOIN booked b ON b.callback_id = a.id
        WHERE a.till_id IS NOT NULL AND b.callback_id IS NULL
      ), known AS (
        INSERT INTO payer AS k (business_id, id, kind, mask, first_name, first_paid_at)
        SELECT DISTINCT ON (business_id, payer_id) business_id, payer_id,
          CASE payer_kind WHEN 'masked' THEN 'masked' WHEN 'opaque' THEN 'opaque' ELSE 'exact' END,
          mask, nullif(first_name, ''), coalesce(m.booked_at, a.paid_at)
        FROM arrived a LEFT JOIN missed m ON m.id = a.id
        WHERE payer_id IS NOT NULL AND coalesce(m.became, 'fills') IN ('duplicate', 'fills')
          -- A later witness may name the same payer in another way: that is nobody who paid.
          AND coalesce(m.paid_by, a.payer_id) = a.payer_id
          AND coalesce(
          -- As a value and not with EXISTS: that would be planned as a join with all payers.
          (SELECT o.first_paid_at > coalesce(m.booked_at, a.paid_at)
                  OR (o.mask IS NULL AND a.mask IS NOT NULL)
                  OR (o.first_name IS NULL AND a.first_name <> '')
           FROM payer o WHERE o.business_id = a.business_id AND o.id = a.payer_id), true)
        ORDER BY business_id, payer_id, coalesce(m.booked_at, a.paid_at)
        ON CONFLICT (business_id, id) DO UPDATE SET
          mask = coalesce(k.mask, excluded.mask),
          first_name = coalesce(k.first_name, excluded.first_name),
          first_paid_at = least(k.first_paid_at, excluded.first_paid_at)
      ), attempted AS (
        -- What became of a push, whoever sent it. Its first success stands.
        INSERT INTO daraja_request AS r (business_id, id, kind, conversation, short_code, receipt,
          amount_cents, requested_at, requested_by, state, result_code, result, settled_at,
          callback_id)
        SELECT DISTINCT ON (business_id, conversation) business_id, id, 'stk', conversation,
          coalesce(short_code, (SELECT code FROM till t
            WHERE t.business_id = a.business_id AND t.id = a.till_id)),
          CASE outcome WHEN 'booked' THEN receipt END, amount_cents, received_at, 'elsewhere',
          'done', '0', CASE outcome WHEN 'booked' THEN 'Paid.'
            ELSE 'Paid, but what the result says is in doubt: see the quarantine.' END,
          received_at, id
        FROM arrived a
        WHERE kind = 'stk' AND conversation IS NOT NULL AND outcome IN ('booked', 'quarantined')
        ORDER BY business_id, conversation, id
        ON CONFLICT (business_id, conversation) DO UPDATE SET
          receipt = excluded.receipt, amount_cents = excluded.amount_cents, state = 'done',
          result_code = excluded.result_code, result = excluded.result,
          settled_at = excluded.settled_at, callback_id = excluded.callback_id, query_at = NULL,
          checkout = NULL
        WHERE r.state <> 'done' OR r.callback_id IS NULL
      ), logged AS (
        INSERT INTO callback
          (business_id, id, kind, received_at, source, outcome, receipt, conversation, body)
        SELECT business_id, a.id, kind, received_at, source,
          CASE m.became WHEN 'fills' THEN 'duplicate' ELSE coalesce(m.became, outcome) END, receipt,
          conversation, body
        FROM arrived a LEFT JOIN missed m ON m.id = a.id
        WHERE coalesce(m.became, outcome) <> 'again'
        ON CONFLICT (business_id, id) DO NOTHING
      ), held AS (
        INSERT INTO quarantine
          (business_id, id, received_at, receipt, reason, detail, till, amount_cents, paid_at)
        SELECT business_id, a.id, received_at, receipt, coalesce(reason, 'conflict'),
          coalesce(detail, 'The receipt is booked already, with another amount, till or time.'),
          coalesce(short_code, (SELECT code FROM till t
            WHERE t.business_id = a.business_id AND t.id = a.till_id)),
          amount_cents, paid_at
        FROM arrived a LEFT JOIN missed m ON m.id = a.id
        WHERE coalesce(m.became, outcome) = 'quarantined'
        ON CONFLICT (business_id, id) DO NOTHING
      )
      SELECT id, became FROM missed
      """;

  // Not part of the above: a join with all payments is what its plan would then become. A second
  // witness is rare, and what it says is kept in its raw form in any case.
  static final String FILL =
      """
      UPDATE payment SET
        account = CASE account WHEN '' THEN $3 ELSE account END,
        first_name = CASE first_name WHEN '' THEN $4 ELSE first_name END,
        transaction_type = CASE transaction_type WHEN '' THEN $5 ELSE transaction_type END,
        balance_cents = coalesce(balance_cents, $6),
        payer_id = coalesce(payer_id, $7),
        payer_kind = CASE WHEN payer_id IS NULL AND $7 IS NOT NULL THEN $8 ELSE payer_kind END
      WHERE business_id = $1 AND receipt = $2
      """;

  // As a value and not as a join: these connections do not join by loops.
  static final String KNOWN =
      """
      SELECT a.id FROM unnest($1::int[], $2::uuid[]) AS a (business_id, id)
      WHERE (SELECT c.id FROM callback c WHERE c.business_id = a.business_id AND c.id = a.id)
        IS NOT NULL
      """;

  static final String FILLS = "fills";

  private final List<Entry> entries;

  Batch(List<Entry> entries) {
    this.entries = entries;
  }

  /** Completes once PostgreSQL has committed. Yields only the payments that were not new. */
  Future<RowSet<Row>> store(PreparedStatement store) {
    return store.query().execute(columns());
  }

  /** What those of these arrivals can add to payments that lack it. */
  List<Tuple> fills(Set<UUID> ids) {
    return entries.stream()
        .filter(entry -> ids.contains(entry.id()))
        .map(entry -> fill(entry, Objects.requireNonNull(entry.payment())))
        .toList();
  }

  private static Tuple fill(Entry entry, Payment payment) {
    return Tuple.of(
        entry.businessId(),
        payment.receipt(),
        payment.account(),
        payment.firstName(),
        payment.transactionType(),
        payment.balanceCents(),
        payment.payerId(),
        payment.payerForm().word());
  }

  private Tuple columns() {
    var n = entries.size();
    var business = new Integer[n];
    var id = new UUID[n];
    var kind = new String[n];
    var receivedAt = new OffsetDateTime[n];
    var source = new String[n];
    var outcome = new String[n];
    var receipt = new String[n];
    var body = new Buffer[n];
    var till = new Integer[n];
    var amount = new Long[n];
    var paidAt = new OffsetDateTime[n];
    var payer = new UUID[n];
    var payerKind = new String[n];
    var mask = new String[n];
    var firstName = new String[n];
    var account = new String[n];
    var type = new String[n];
    var balance = new Long[n];
    var revenue = new String[n];
    var flags = new Integer[n];
    var reason = new String[n];
    var detail = new String[n];
    var shortCode = new String[n];
    var conversation = new String[n];
    for (var i = 0; i < n; i++) {
      var entry = entries.get(i);
      business[i] = entry.businessId();
      id[i] = entry.id();
      kind[i] = entry.kind();
      receivedAt[i] = entry.receivedAt().atOffset(ZoneOffset.UTC);
      source[i] = entry.source();
      outcome[i] = entry.outcome();
      receipt[i] = entry.receipt();
      body[i] = Buffer.buffer(entry.body());
      conversation[i] = entry.conversation();
      var held = entry.held();
      if (held != null) {
        reason[i] = held.doubt().word();
        detail[i] = held.doubt().sentence();
        shortCode[i] = held.shortCode();
        amount[i] = held.amountCents();
        paidAt[i] = held.paidAt() == null ? null : held.paidAt().atOffset(ZoneOffset.UTC);
      }
      var payment = entry.payment();
      if (payment != null) {
        till[i] = payment.tillId();
        amount[i] = payment.amountCents();
        paidAt[i] = payment.paidAt().atOffset(ZoneOffset.UTC);
        payer[i] = payment.payerId();
        payerKind[i] = payment.payerForm().word();
        mask[i] = payment.mask();
        firstName[i] = payment.firstName();
        account[i] = payment.account();
        type[i] = payment.transactionType();
        balance[i] = payment.balanceCents();
        revenue[i] = payment.revenue().word();
        flags[i] = payment.flags();
      }
    }
    return Tuple.tuple()
        .addValue(business)
        .addValue(id)
        .addValue(kind)
        .addValue(receivedAt)
        .addValue(source)
        .addValue(outcome)
        .addValue(receipt)
        .addValue(body)
        .addValue(till)
        .addValue(amount)
        .addValue(paidAt)
        .addValue(payer)
        .addValue(payerKind)
        .addValue(mask)
        .addValue(firstName)
        .addValue(account)
        .addValue(type)
        .addValue(balance)
        .addValue(revenue)
        .addValue(flags)
        .addValue(reason)
        .addValue(detail)
        .addValue(shortCode)
        .addValue(conversation);
  }
}
