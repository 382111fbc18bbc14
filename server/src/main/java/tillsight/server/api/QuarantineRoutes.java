package tillsight.server.api;

import io.vertx.core.Future;
import java.util.List;
import tillsight.server.access.Permission;
import tillsight.server.callback.Quarantine;
import tillsight.server.callback.QuarantineStory;
import tillsight.server.callback.Quarantined;
import tillsight.server.callback.QuarantinedDetail;
import tillsight.server.http.Cursor;
import tillsight.server.http.Items;
import tillsight.server.payer.PhoneNumbers;
import tillsight.server.request.StatusQueries;
import tillsight.server.result.Replay;

/** What could not be booked, for those who decide about it. */
final class QuarantineRoutes {

  private final Gate gate;
  private final Quarantine quarantine;
  private final QuarantineStory story;
  private final Actions actions;

  QuarantineRoutes(Gate gate, Quarantine quarantine, QuarantineStory story, Actions actions) {
    this.gate = gate;
    this.quarantine = quarantine;
    this.story = story;
    this.actions = actions;
  }

  void hangUp() {
    gate.guarded("quarantine", Permission.QUARANTINE, this::page);
    gate.guarded("quarantined", Permission.QUARANTINE, this::one);
    gate.guarded("acceptQuarantined", Permission.DECIDE, this::accept);
    gate.guarded("dismissQuarantined", Permission.DECIDE, this::dismiss);
    gate.guarded("queryQuarantined", 202, Permission.DARAJA_CALL, this::query);
    gate.guarded("replayQuarantine", Permission.DECIDE, this::replay);
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

  private Future<QuarantinedDetail> one(Call call) {
    return story.of(call.business(), call.pathId("id"), call.caller().may(Permission.CUSTOMERS));
  }

  private Future<Quarantined> accept(Call call) {
    var business = call.business().id();
    var id = call.pathId("id");
    var till = call.body().getString("till");
    return quarantine
        .undecided(business, id)
        .compose(found -> till == null ? Future.succeededFuture() : name(call, id, till))
        .compose(
            named ->
                actions.acceptance().accept(business, id, call.caller().username(), reason(call)))
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

  private Future<Quarantined> query(Call call) {
    var id = call.pathId("id");
    return quarantine
        .undecided(call.business().id(), id)
        .compose(
            found ->
                DarajaRefusals.answered(
                    actions
                        .queries()
                        .ask(
                            call.business(),
                            new StatusQueries.Question(
                                id,
                                found.receipt(),
                                found.till(),
                                reason(call),
                                call.caller().username()))))
        .compose(asked -> quarantine.byId(call.business().id(), id));
  }

  private Future<Replay.Replayed> replay(Call call) {
    return actions.replay().run(call.business().id(), call.caller().username(), reason(call));
  }

  /** For a log that everybody may see who may see the quarantine. */
  private static String reason(Call call) {
    return PhoneNumbers.hide(call.body().getString("reason").strip());
  }
}
