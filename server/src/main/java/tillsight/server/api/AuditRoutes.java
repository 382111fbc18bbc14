package tillsight.server.api;

import io.vertx.core.Future;
import tillsight.server.access.AuditEntry;
import tillsight.server.access.AuditLog;
import tillsight.server.access.Permission;
import tillsight.server.http.Cursor;
import tillsight.server.http.Items;

/** Who decided what, for those who may look over their shoulders. */
final class AuditRoutes {

  private final Gate gate;
  private final AuditLog audit;

  AuditRoutes(Gate gate, AuditLog audit) {
    this.gate = gate;
    this.audit = audit;
  }

  void hangUp() {
    gate.guarded("audit", Permission.AUDIT, this::page);
  }

  private Future<Items<AuditEntry>> page(Call call) {
    var cursor = call.text("cursor");
    return audit.page(
        call.business().id(),
        cursor == null ? null : Cursor.parse(cursor, AuditLog.CURSOR_LIST, AuditLog.CURSOR_PARTS),
        call.limit());
  }
}
