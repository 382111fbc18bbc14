package tillsight.server.result;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import tillsight.server.access.AuditLog;
import tillsight.server.access.Seal;
import tillsight.server.business.Business;
import tillsight.server.business.Directory;
import tillsight.server.callback.Decision;
import tillsight.server.callback.Doubt;
import tillsight.server.callback.Holds;
import tillsight.server.callback.Intake;
import tillsight.server.http.Refused;
import tillsight.server.payment.Disownments;
import tillsight.server.result.Settlements.Waiting;

/**
 * Answers of Daraja's that are held: settled anew when somebody vouches for them, or once what they
 * wait for has come.
 */
public final class HeldResults {

  private static final String LOCK =
      """
      SELECT c.kind, c.received_at, c.body, q.reason, q.receipt
      FROM quarantine q JOIN callback c ON c.business_id = q.business_id AND c.id = q.id
      WHERE q.business_id = $1 AND q.id = $2 AND q.state = 'open'
      FOR UPDATE OF q
      """;
  // As far as the index quarantine_settles goes: all that can become clear by itself.
  private static final String CLEAR =
      """
      SELECT q.business_id, q.id FROM quarantine q
      WHERE q.state = 'open' AND q.reason IN ('original-unknown', 'reversal-undated')
        AND CASE q.reason WHEN 'original-unknown' THEN
          EXISTS (SELECT FROM payment p
                  WHERE p.business_id = q.business_id AND p.receipt = q.receipt)
        ELSE
          EXISTS (SELECT FROM reversal v
                  WHERE v.business_id = q.business_id AND v.original_receipt = q.receipt)
        END
        -- Those of statements are settled with them.
        AND NOT EXISTS (SELECT FROM waiting_reversal w
                        WHERE w.business_id = q.business_id AND w.callback_id = q.id)
      ORDER BY q.business_id, q.id
      LIMIT $1
      """;

  private final Pool postgres;
  private final Supplier<Directory> directory;
  private final Seal seal;
  private final InstantSource clock;

  public HeldResults(Pool postgres, Supplier<Directory> directory, Seal seal, InstantSource clock) {
    this.postgres = postgres;
    this.directory = directory;
    this.seal = seal;
    this.clock = clock;
  }

  /** Some of those that wait for nothing any more. */
  public Future<List<Waiting>> clear() {
    return postgres
        .preparedQuery(CLEAR)
        .execute(Tuple.of(Settlements.BATCH_MAX))
        .map(
            rows ->
                rows.stream()
                    .map(row -> new Waiting(row.getInteger("business_id"), row.getUUID("id")))
                    .toList());
  }

  /** Settles it if nothing speaks against it any more. Says whether nothing did. */
  public Future<Boolean> settle(int businessId, UUID id, Decision decision) {
    return settle(businessId, id, decision, false);
  }

  /** Settles it because somebody says that it holds; refused, with why, if it cannot be. */
  public Future<Void> accept(int businessId, UUID id, Decision decision) {
    return settle(businessId, id, decision, true).mapEmpty();
  }

  private Future<Boolean> settle(int businessId, UUID id, Decision decision, boolean vouched) {
    var business = directory.get().byId(businessId);
    return business.isEmpty()
        ? Future.failedFuture(Refused.notFound("There is no such business."))
        : postgres.withTransaction(
            connection ->
                connection
                    .preparedQuery(LOCK)
                    .execute(Tuple.of(businessId, id))
                    .compose(
                        rows ->
                            rows.size() == 0
                                ? gone(vouched)
                                : settle(
                                    connection,
                                    business.get(),
                                    id,
                                    rows.iterator().next(),
                                    decision,
                                    vouched)));
  }

  private static Future<Boolean> gone(boolean vouched) {
    return vouched
        ? Future.failedFuture(Refused.conflict("Somebody decided just now; reload the list."))
        : Future.succeededFuture(false);
  }

  private Future<Boolean> settle(
      SqlConnection connection,
      Business business,
      UUID id,
      Row row,
      Decision decision,
      boolean vouched) {
    var reason = row.getString("reason");
    if (reason.equals(Doubt.RECEIPT_DISOWNED.word())) {
      return vouched
          ? new Disownments(connection)
              .restore(business.id(), row.getString("receipt"))
              .compose(restored -> decided(connection, business.id(), id, decision))
          : Future.succeededFuture(false);
    }
    if (row.getString("kind").equals(Intake.STK)) {
      return vouched
          ? Future.failedFuture(Refused.conflict(Remedies.with(Doubt.OUTCOME_CHANGED)))
          : Future.succeededFuture(false);
    }
    var body = seal.open(Seal.Purpose.CALLBACK_BODY, row.getBuffer("body").getBytes());
    var message = ResultParser.parse(body, row.getString("kind").equals(Intake.TIMEOUT));
    return new Known(connection, business)
        .about(message, row.getOffsetDateTime("received_at").toInstant())
        .compose(
            facts -> {
              var settlement = Settlement.of(message, facts, vouched);
              return settlement.hold() == null
                  ? new Effects(connection, business.id(), id, clock.instant())
                      .write(settlement, facts)
                      .compose(written -> decided(connection, business.id(), id, decision))
                  : stays(connection, business.id(), id, settlement, vouched);
            });
  }

  /** Held still, perhaps for another reason than before. */
  private static Future<Boolean> stays(
      SqlConnection connection, int businessId, UUID id, Settlement settlement, boolean vouched) {
    var hold = Objects.requireNonNull(settlement.hold());
    return vouched
        ? Future.failedFuture(Refused.conflict(hold.detail()))
        : new Holds(connection)
            .restate(businessId, id, hold.doubt(), hold.detail(), hold.till())
            .map(false);
  }

  private Future<Boolean> decided(
      SqlConnection connection, int businessId, UUID id, Decision decision) {
    var now = clock.instant();
    return new Holds(connection)
        .accept(businessId, id, decision, now)
        .compose(
            accepted ->
                new AuditLog(connection)
                    .add(
                        businessId,
                        now,
                        decision.actor(),
                        decision.action(),
                        id.toString(),
                        decision.reason()))
        .map(true);
  }
}
