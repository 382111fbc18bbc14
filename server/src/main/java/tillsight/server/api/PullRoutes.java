package tillsight.server.api;

import io.vertx.core.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tillsight.server.access.AuditLog;
import tillsight.server.access.Permission;
import tillsight.server.http.Items;
import tillsight.server.reconciliation.PullRun;
import tillsight.server.reconciliation.PullRuns;
import tillsight.server.reconciliation.Pulls;

/** Pulling when somebody asks for it, rather than when it is due. */
final class PullRoutes {

  /** Somebody waits; what takes longer goes on, and is answered as it stands by then. */
  private static final int PATIENCE_SECONDS = 45;

  private static final int RUNS_MAX = 200;

  private final Gate gate;
  private final Pulls pulls;
  private final PullRuns runs;
  private final AuditLog audit;

  PullRoutes(Gate gate, Pulls pulls, PullRuns runs, AuditLog audit) {
    this.gate = gate;
    this.pulls = pulls;
    this.runs = runs;
    this.audit = audit;
  }

  void hangUp() {
    gate.guarded("pullNow", Permission.DARAJA_CALL, this::pull);
  }

  private Future<Items<PullRun>> pull(Call call) {
    var business = call.business().id();
    var actor = call.caller().username();
    var shortCode = call.body().getString("shortCode");
    return audit
        .add(
            business,
            call.now(),
            actor,
            "daraja.pull",
            shortCode == null ? "all short codes" : shortCode,
            null)
        .compose(
            written ->
                pulls
                    .ask(business, shortCode, actor)
                    .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .recover(
                        e ->
                            e instanceof TimeoutException
                                ? soFar(call, actor)
                                : Future.failedFuture(e)))
        .map(Items::all);
  }

  private Future<java.util.List<PullRun>> soFar(Call call, String actor) {
    return runs.newest(call.business().id(), RUNS_MAX)
        .map(
            all ->
                all.stream()
                    .filter(run -> run.cause().equals(actor))
                    .filter(run -> !run.startedAt().isBefore(call.now()))
                    .toList());
  }
}
