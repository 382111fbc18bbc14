package tillsight.server.simulator.safaricom;

import io.vertx.core.json.JsonObject;
import java.net.URI;

/** A request whose result comes later, and where it goes. */
record Conversation(String originatorId, String id, URI result, URI timeout) {

  /** What the request itself is answered. */
  Answer accepted() {
    return Answer.ok(
        new JsonObject()
            .put("OriginatorConversationID", originatorId)
            .put("ConversationID", id)
            .put("ResponseCode", "0")
            .put("ResponseDescription", "Accept the service request successfully."));
  }
}
