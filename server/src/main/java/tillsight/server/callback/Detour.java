package tillsight.server.callback;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import tillsight.server.spool.Spool;

/**
 * The way of callbacks that PostgreSQL does not take now: into the spool, and answered from there.
 */
final class Detour {

  private final Vertx vertx;
  private final Spool spool;
  private final BiConsumer<Waiting, Outcome> answered;

  Detour(Vertx vertx, Spool spool, BiConsumer<Waiting, Outcome> answered) {
    this.vertx = vertx;
    this.spool = spool;
    this.answered = answered;
  }

  Spool spool() {
    return spool;
  }

  /**
   * Makes all of these safe together, and answers them. Never fails; yields those for which the
   * spool has no room, to be tried past it.
   */
  Future<List<Waiting>> take(List<Waiting> group, Duration patience) {
    var records = group.stream().map(waiting -> SpooledEntry.record(waiting.entry())).toList();
    return Future.fromCompletionStage(spool.append(records), vertx.getOrCreateContext())
        .timeout(patience.toMillis(), TimeUnit.MILLISECONDS)
        .transform(
            safe -> {
              if (safe.succeeded()) {
                group.forEach(waiting -> answered.accept(waiting, Outcome.SPOOLED));
                group.forEach(waiting -> waiting.promise().complete(Outcome.SPOOLED));
              } else if (spool.isTaking() || safe.cause() instanceof TimeoutException) {
                var full = new Inbox.Full("neither the database nor the disk answered in time");
                group.forEach(waiting -> waiting.promise().fail(full));
              } else {
                return Future.succeededFuture(group);
              }
              return Future.succeededFuture(List.of());
            });
  }
}
