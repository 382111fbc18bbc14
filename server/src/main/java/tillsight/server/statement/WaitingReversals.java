package tillsight.server.statement;

import static java.time.ZoneOffset.UTC;
import static java.util.stream.Collectors.groupingBy;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tillsight.server.access.AuditLog;
import tillsight.server.callback.Doubt;
import tillsight.server.callback.StatementPayment;
import tillsight.server.payment.Reversals;
import tillsight.server.payment.Reversals.Reversal;

/**
 * Reversals that statements tell of. They are linked to the payment they take back; one whose
 * payment has not arrived waits in the quarantine, and is settled by itself when it does.
 */
final class WaitingReversals {

  /** Most in one transaction. */
  static final int BATCH_MAX = 500;

  private static final String SETTLER = "tillsight";

  private static final String WAIT =
      """
      INSERT INTO waiting_reversal
        (business_id, receipt, original_receipt, amount_cents, reversed_at, callback_id)
      SELECT $1, w.* FROM unnest($2::text[], $3::text[], $4::bigint[], $5::timestamptz[], $6::uuid[])
        AS w
      ON CONFLICT DO NOTHING
      """;
  private static final String DUE =
      """
      SELECT w.* FROM waiting_reversal w
      JOIN payment p ON p.business_id = w.business_id AND p.receipt = w.original_receipt
      JOIN quarantine q ON q.business_id = w.business_id AND q.id = w.callback_id
      WHERE q.state = 'open'
      ORDER BY w.business_id LIMIT $1
      """;
  private static final String GONE =
      "DELETE FROM waiting_reversal WHERE business_id = $1 AND callback_id = $2";
  private static final String ACCEPT =
      """
      UPDATE quarantine SET state = 'accepted', decided_at = $3, decided_by = $4, decision = $5
      WHERE business_id = $1 AND id = $2 AND state = 'open'
      """;
  private static final String HOLD =
      """
      UPDATE quarantine SET reason = $3, detail = $4
      WHERE business_id = $1 AND id = $2 AND state = 'open'
      """;
  private static final String ARRIVED = "The payment that it takes back has arrived.";

  private final Pool postgres;
  private final InstantSource clock;

  /** A reversal, and the id of the line that tells of it. */
  record Claim(UUID id, Reversal reversal) {}

  /**
   * What became of claims.
   *
   * @param held those that could not be added, and why
   * @param waiting how many wait already because of another file
   */
  record Taken(Map<UUID, Doubt> held, int waiting) {}

  WaitingReversals(Pool postgres, InstantSource clock) {
    this.postgres = postgres;
    this.clock = clock;
  }

  /** Adds what can be added, and takes it off the takings; lets wait what comes before its time. */
  Future<Taken> take(int businessId, List<Claim> claims) {
    return postgres.withTransaction(
        connection ->
            ClaimCheck.of(connection, businessId, claims)
                .compose(check -> take(connection, businessId, claims, check)));
  }

  private static Future<Taken> take(
      SqlConnection connection, int businessId, List<Claim> claims, ClaimCheck check) {
    var held = new HashMap<UUID, Doubt>();
    var waiting = new ArrayList<Claim>();
    var elsewhere = 0;
    for (var claim : claims) {
      var doubt = check.decide(claim.reversal());
      if (doubt == Doubt.ORIGINAL_UNKNOWN && check.waitsElsewhere(claim)) {
        elsewhere++;
      } else if (doubt != null) {
        held.put(claim.id(), doubt);
        if (doubt == Doubt.ORIGINAL_UNKNOWN) {
          waiting.add(claim);
        }
      }
    }
    var taken = new Taken(held, elsewhere);
    return add(connection, businessId, check.added())
        .compose(added -> hold(connection, businessId, waiting))
        .map(taken);
  }

  /** Settles what has waited long enough: its payment is there. Tells how many there were. */
  Future<Integer> settle() {
    return postgres
        .preparedQuery(DUE)
        .execute(Tuple.of(BATCH_MAX))
        .compose(
            rows -> {
              var due = rows.stream().collect(groupingBy(row -> row.getInteger("business_id")));
              var settled = Future.<Void>succeededFuture();
              for (var business : due.entrySet()) {
                var claims = business.getValue().stream().map(WaitingReversals::claim).toList();
                settled = settled.compose(done -> settle(business.getKey(), claims));
              }
              return settled.map(rows.size());
            })
        .compose(
            count ->
                count < BATCH_MAX
                    ? Future.succeededFuture(count)
                    : settle().map(more -> count + more));
  }

  private Future<Void> settle(int businessId, List<Claim> claims) {
    return postgres.withTransaction(
        connection ->
            ClaimCheck.of(connection, businessId, claims)
                .compose(check -> settle(connection, businessId, claims, check)));
  }

  private Future<Void> settle(
      SqlConnection connection, int businessId, List<Claim> claims, ClaimCheck check) {
    var written = Future.<Void>succeededFuture();
    for (var claim : claims) {
      var doubt = check.decide(claim.reversal());
      written =
          written.compose(
              done ->
                  doubt == null
                      ? accept(connection, businessId, claim)
                      : hold(connection, businessId, claim, doubt));
    }
    return written.compose(done -> add(connection, businessId, check.added()));
  }

  private static Future<Void> add(
      SqlConnection connection, int businessId, List<Reversal> reversals) {
    return reversals.isEmpty()
        ? Future.succeededFuture()
        : new Reversals(connection)
            .add(businessId, reversals, StatementPayment.STATEMENT)
            .mapEmpty();
  }

  private static Future<Void> hold(SqlConnection connection, int businessId, List<Claim> claims) {
    if (claims.isEmpty()) {
      return Future.succeededFuture();
    }
    var reversals = claims.stream().map(Claim::reversal).toList();
    return connection
        .preparedQuery(WAIT)
        .execute(
            Tuple.of(
                businessId,
                reversals.stream().map(Reversal::receipt).toArray(String[]::new),
                reversals.stream().map(Reversal::originalReceipt).toArray(String[]::new),
                reversals.stream().map(Reversal::amountCents).toArray(Long[]::new),
                reversals.stream()
                    .map(reversal -> reversal.reversedAt().atOffset(UTC))
                    .toArray(OffsetDateTime[]::new),
                claims.stream().map(Claim::id).toArray(UUID[]::new)))
        .mapEmpty();
  }

  private Future<Void> accept(SqlConnection connection, int businessId, Claim claim) {
    var now = clock.instant();
    return connection
        .preparedQuery(ACCEPT)
        .execute(Tuple.of(businessId, claim.id(), now.atOffset(UTC), SETTLER, ARRIVED))
        .compose(
            accepted ->
                accepted.rowCount() == 0
                    ? Future.succeededFuture()
                    : new AuditLog(connection)
                        .add(
                            businessId,
                            now,
                            SETTLER,
                            "quarantine.settle",
                            claim.id().toString(),
                            ARRIVED))
        .compose(written -> gone(connection, businessId, claim));
  }

  private static Future<Void> hold(
      SqlConnection connection, int businessId, Claim claim, Doubt doubt) {
    return connection
        .preparedQuery(HOLD)
        .execute(Tuple.of(businessId, claim.id(), doubt.word(), doubt.sentence()))
        .compose(held -> gone(connection, businessId, claim));
  }

  private static Future<Void> gone(SqlConnection connection, int businessId, Claim claim) {
    return connection.preparedQuery(GONE).execute(Tuple.of(businessId, claim.id())).mapEmpty();
  }

  private static Claim claim(Row row) {
    return new Claim(
        row.getUUID("callback_id"),
        new Reversal(
            row.getString("receipt"),
            row.getString("original_receipt"),
            row.getLong("amount_cents"),
            row.getOffsetDateTime("reversed_at").toInstant()));
  }
}
