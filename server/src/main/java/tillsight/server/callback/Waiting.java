package tillsight.server.callback;

import io.vertx.core.Promise;

/** An entry and whoever waits for its commit. */
record Waiting(Entry entry, Promise<Outcome> promise, long sinceNanos) {}
