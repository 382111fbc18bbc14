package tillsight.server.result;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import tillsight.server.access.AuditLog;
import tillsight.server.callback.Decision;
import tillsight.server.callback.Entry;
import tillsight.server.callback.Holds;
import tillsight.server.callback.Intake;
import tillsight.server.payment.Disownments;
import tillsight.server.payment.Reversals;
import tillsight.server.request.DarajaRequests;

/** Writes down what follows from a result: all of it in the caller's transaction. */
final class Effects {

  private final SqlClient postgres;
  private final Holds holds;
  private final int businessId;
  private final UUID callbackId;
  private final Instant at;

  /** Give it the connection of a transaction, and the result that all of it follows from. */
  Effects(SqlClient postgres, int businessId, UUID callbackId, Instant at) {
    this.postgres = postgres;
    this.holds = new Holds(postgres);
    this.businessId = businessId;
    this.callbackId = callbackId;
    this.at = at;
  }

  /** All but what is to be held. */
  Future<Void> write(Settlement settlement, Facts facts) {
    return net(settlement)
        .compose(netted -> keep(settlement))
        .compose(kept -> disown(settlement))
        .compose(disowned -> tell(settlement.evidence()))
        .compose(told -> end(settlement, facts));
  }

  /** Holds it, if that is what follows. Says whether it is held and was not before. */
  Future<Boolean> hold(Settlement settlement) {
    var hold = settlement.hold();
    return hold == null
        ? Future.succeededFuture(false)
        : holds.hold(
            businessId,
            callbackId,
            hold.receipt(),
            hold.detail(),
            new Entry.Held(hold.doubt(), hold.till(), hold.amountCents(), hold.at()));
  }

  private Future<?> net(Settlement settlement) {
    var reversal = settlement.reversal();
    return reversal == null
        ? Future.succeededFuture()
        : new Reversals(postgres).add(businessId, List.of(reversal), Intake.RESULT);
  }

  private Future<?> keep(Settlement settlement) {
    var balances = settlement.balances();
    return balances == null
        ? Future.succeededFuture()
        : new Balances(postgres).add(businessId, balances);
  }

  private Future<?> disown(Settlement settlement) {
    var receipt = settlement.disown();
    return receipt == null
        ? Future.succeededFuture()
        : new Disownments(postgres)
            .disown(businessId, receipt)
            .compose(
                disowned ->
                    new AuditLog(postgres)
                        .add(
                            businessId,
                            at,
                            Decision.ITSELF,
                            "payment.disown",
                            receipt,
                            "Safaricom does not know the receipt."));
  }

  private Future<?> tell(List<Settlement.Evidence> evidence) {
    Future<?> told = Future.succeededFuture();
    for (var one : evidence) {
      told = told.compose(done -> holds.tell(businessId, one.id(), one.sentence(), at));
    }
    return told;
  }

  private Future<Void> end(Settlement settlement, Facts facts) {
    var end = settlement.end();
    var asked = facts.asked();
    return end == null || asked == null
        ? Future.succeededFuture()
        : new DarajaRequests(postgres).end(businessId, asked.id(), end, at, callbackId);
  }
}
