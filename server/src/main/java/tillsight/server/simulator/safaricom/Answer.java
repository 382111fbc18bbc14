package tillsight.server.simulator.safaricom;

import io.vertx.core.json.JsonObject;

/** What a call is answered. */
record Answer(int status, String contentType, String body) {

  static final Answer GATEWAY_AWAY =
      new Answer(
          503,
          "text/html",
          "<html><head><title>503 Service Temporarily Unavailable</title></head>"
              + "<body><h1>503 Service Temporarily Unavailable</h1></body></html>");

  /** As a wrong key or secret is answered. */
  static final Answer NOTHING = new Answer(400, "application/json", "");

  static Answer ok(JsonObject json) {
    return new Answer(200, "application/json", json.encode());
  }

  /** Leaves the body out. */
  @Override
  public String toString() {
    return "Answer " + status;
  }
}
