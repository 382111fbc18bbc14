package tillsight.server.api;

import io.vertx.core.Future;
import java.util.List;
import tillsight.server.access.Permission;
import tillsight.server.callback.Acceptance;
import tillsight.server.callback.Quarantine;
import tillsight.server.callback.Quarantined;
import tillsight.server.http.Cursor;
import tillsight.server.http.Items;

/** What could not be booked, for those who decide about it. */
final class QuarantineRoutes {

  private final Gate gate;
  private final Quarantine quarantine;
  private final Acceptance acceptance;

  QuarantineRoutes(Gate gate, Quarantine quarantine, Acceptance acceptance) {
    this.gate = gate;
    this.quarantine = quarantine;
    this.acceptance = acceptance;
  }

  void hangUp() {
    gate.guarded("quarantine", Permission.QUARANTINE, this::page);
    gate.guarded("acceptQuarantined", Permission.DECIDE, this::accept);
    gate.guarded("dismissQuarantined", Permission.DECIDE, this::dismiss);
  }

  private Future<Items<Quarantined>> page(Call call) {
    var state = call.text("state", "open");
    var cursor = call.text("cursor");
    return quarantine.page(
        call.business().id(),
        state.equals("all") ? null : state,
        cursor == null
            ? null
            : Cursor.parse(cursor, Quarantine.CURSOR_LIST, Quarantine.CURSOR_PARTS),
        call.limit());
  }

  private Future<Quarantined> accept(Call call) {
    var business = call.business().id();
    var id = call.pathId("id");
    var till = call.body().getString("till");
    return quarantine
        .undecided(business, id)
        .compose(
            found ->
                till == null ? Future.succeededFuture() : name(call, id, till))
        .compose(named -> acceptance.accept(business, id, call.caller().username(), reason(call)))
        .compose(done -> quarantine.byId(business, id));
  }

  private Future<Void> name(Call call, java.util.UUID id, String till) {
    call.scope().narrowed(List.of(till), List.of());
    return quarantine.nameTill(call.business().id(), id, till);
  }

  private Future<Quarantined> dismiss(Call call) {
    return quarantine.dismiss(
        call.business().id(), call.pathId("id"), call.caller().username(), reason(call));
  }

  private static String reason(Call call) {
    return call.body().getString("reason").strip();
  }
}
