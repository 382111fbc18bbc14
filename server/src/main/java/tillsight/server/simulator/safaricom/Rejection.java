package tillsight.server.simulator.safaricom;

import io.vertx.core.json.JsonObject;

/** Ends a call with one of Daraja's errors. */
final class Rejection extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final String text;

  Rejection(int status, String code, String text) {
    super(text, null, false, false);
    this.status = status;
    this.code = code;
    this.text = text;
  }

  Answer answer(String requestId) {
    var json =
        new JsonObject()
            .put("requestId", requestId)
            .put("errorCode", code)
            .put("errorMessage", text);
    return new Answer(status, "application/json", json.encode());
  }
}
