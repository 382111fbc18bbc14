package tillsight.server.callback;

import io.vertx.core.Future;
import java.util.UUID;

/**
 * Books a callback out of the quarantine, because a person says so. Fails with a {@link
 * tillsight.server.http.Refused} that names the remedy if it cannot be booked as it is.
 */
@FunctionalInterface
public interface Acceptance {
  Future<Void> accept(int businessId, UUID id, String actor, String reason);
}
