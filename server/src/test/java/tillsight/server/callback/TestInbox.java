package tillsight.server.callback;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.pgclient.PgConnectOptions;
import java.util.List;
import tillsight.server.spool.Spool;

/** An inbox on an event loop of its own, for a test that is on none. */
final class TestInbox implements AutoCloseable {

  private final Context context;
  private final Inbox inbox;

  TestInbox(Vertx vertx, PgConnectOptions postgres) {
    this(vertx, postgres, null);
  }

  TestInbox(Vertx vertx, PgConnectOptions postgres, Spool spool) {
    this.context = ((VertxInternal) vertx).createEventLoopContext();
    this.inbox =
        new Inbox(
            vertx, postgres, Inbox.CONNECTIONS, new InboxMeters(new SimpleMeterRegistry()), spool);
    run(inbox::open).await();
  }

  Future<Outcome> store(Entry entry) {
    return storeTogether(List.of(entry)).getFirst();
  }

  /** Stores them in one turn of the loop, so that they share a batch as far as one goes. */
  List<Future<Outcome>> storeTogether(List<Entry> entries) {
    List<Promise<Outcome>> answers =
        entries.stream().map(entry -> Promise.<Outcome>promise()).toList();
    context.runOnContext(
        turn -> {
          for (var i = 0; i < answers.size(); i++) {
            inbox.store(entries.get(i)).onComplete(answers.get(i));
          }
        });
    return answers.stream().map(Promise::future).toList();
  }

  @Override
  public void close() {
    run(inbox::close).await();
  }

  private Future<?> run(java.util.function.Supplier<Future<?>> work) {
    Promise<Object> done = Promise.promise();
    context.runOnContext(turn -> work.get().map(ignored -> (Object) "").onComplete(done));
    return done.future();
  }
}
