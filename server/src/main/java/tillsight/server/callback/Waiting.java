package tillsight.server.callback;

import io.vertx.core.Promise;

/** An entry and whoever waits for its commit. */
record Waiting(Entry entry, Promise<Outcome> promise, long sinceNanos) {

  /** What tells one payment from another across all businesses; null when there is none. */
  String key() {
    return entry.businessId() + " " + entry.receipt();
  }
}
