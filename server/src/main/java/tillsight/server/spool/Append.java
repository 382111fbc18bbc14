package tillsight.server.spool;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Records that are made safe together, and whoever waits for it. */
record Append(List<SpoolRecord> records, CompletableFuture<Void> safe, long sinceNanos) {

  static Append of(List<SpoolRecord> records) {
    return new Append(records, new CompletableFuture<>(), System.nanoTime());
  }

  void succeed(SpoolMeters meters) {
    meters.appended(records.size(), System.nanoTime() - sinceNanos);
    safe.complete(null);
  }

  void fail(SpoolMeters meters, Exception why) {
    meters.refused(records.size());
    safe.completeExceptionally(why);
  }
}
