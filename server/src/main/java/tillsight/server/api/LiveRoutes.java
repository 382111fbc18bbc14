package tillsight.server.api;

import static java.util.Objects.requireNonNullElse;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import tillsight.server.access.Permission;
import tillsight.server.live.Listener;
import tillsight.server.live.LiveVerticle;

/** Payments as they come in. */
final class LiveRoutes {

  private final Gate gate;
  private final LiveVerticle live;

  LiveRoutes(Gate gate, LiveVerticle live) {
    this.gate = gate;
    this.live = live;
  }

  void hangUp() {
    gate.streamed("live", Permission.LIVE, this::listen);
  }

  private Future<Void> listen(Call call) {
    var header = call.request().request().getHeader("Last-Event-ID");
    var lastEvent = requireNonNullElse(header, call.text("lastEventId", ""));
    Context context =
        requireNonNullElse(Vertx.currentContext(), call.request().vertx().getOrCreateContext());
    var listener =
        new Listener(
            call.caller(),
            call.tokenExpiresAt(),
            call.tills(),
            call.zone(),
            context,
            call.request().response());
    return live.open(
        listener, lastEvent.isBlank() ? null : Call.id("lastEventId", lastEvent.strip()));
  }
}
