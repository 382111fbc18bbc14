package tillsight.server.api;

import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tillsight.server.access.AuditLog;
import tillsight.server.access.Permission;
import tillsight.server.daraja.DarajaSetUp;
import tillsight.server.daraja.DarajaSetUp.ShortCode;
import tillsight.server.daraja.DarajaSetUps;
import tillsight.server.http.Refused;

/** How a business is set up with Daraja, for those who look after it. */
final class DarajaRoutes {

  /** What came of trying the credentials. */
  record Tried(String state, @Nullable String detail) {}

  private final Gate gate;
  private final DarajaSetUps setUps;
  private final AuditLog audit;

  DarajaRoutes(Gate gate, DarajaSetUps setUps, AuditLog audit) {
    this.gate = gate;
    this.setUps = setUps;
    this.audit = audit;
  }

  void hangUp() {
    gate.guarded("daraja", Permission.DARAJA, this::setUp);
    gate.guarded("tryDaraja", Permission.DARAJA_CALL, this::tryKeys);
    gate.guarded("registerWithDaraja", Permission.DARAJA_CALL, this::register);
  }

  private Future<DarajaSetUp> setUp(Call call) {
    return setUps
        .of(call.business())
        .map(setUp -> call.caller().may(Permission.DARAJA_CALL) ? setUp : setUp.withoutToken());
  }

  private Future<Tried> tryKeys(Call call) {
    return DarajaRefusals.answered(setUps.tryKeys(call.business()))
        .map(token -> new Tried(token.state(), token.detail()));
  }

  private Future<ShortCode> register(Call call) {
    var shortCode = call.body().getString("shortCode");
    var what = call.body().getString("what");
    return setUps
        .shortCodes(call.business())
        .compose(known -> audited(call, known, shortCode, what))
        .compose(
            noted ->
                DarajaRefusals.answered(
                    setUps.register(call.business(), shortCode, what.equals("pull"))));
  }

  private Future<Void> audited(Call call, List<String> known, String shortCode, String what) {
    if (!known.contains(shortCode)) {
      throw Refused.invalid("shortCode", "must be one of " + String.join(", ", known));
    }
    return audit.add(
        call.business().id(),
        call.now(),
        call.caller().username(),
        "daraja.register",
        shortCode + " " + what,
        null);
  }
}
