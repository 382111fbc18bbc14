package tillsight.server.history;

import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import io.vertx.pgclient.PgConnectOptions;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import tillsight.server.callback.Entry;
import tillsight.server.callback.Inbox;
import tillsight.server.callback.InboxMeters;
import tillsight.server.callback.Outcome;

/**
 * Feeds entries through the inbox that live callbacks go through, as fast as it commits. What can
 * be read, who paid and what counts is thereby decided by one and the same code.
 *
 * <p>Belongs to the thread that made it, which waits while enough is under way.
 */
public final class BulkLoad implements AutoCloseable {

  private static final int UNDER_WAY_MAX = 8 * Inbox.BATCH_MAX;

  /** How often each outcome occurred. */
  public record Counts(long booked, long duplicate, long quarantined, long other) {

    public static final Counts NONE = new Counts(0, 0, 0, 0);

    public long all() {
      return booked + duplicate + quarantined + other;
    }

    public Counts plus(Counts more) {
      return new Counts(
          booked + more.booked,
          duplicate + more.duplicate,
          quarantined + more.quarantined,
          other + more.other);
    }
  }

  private final Context context;
  private final Inbox inbox;
  private final Semaphore room = new Semaphore(UNDER_WAY_MAX);
  private final Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final LongConsumer progress;
  private List<Entry> chunk = new ArrayList<>(Inbox.BATCH_MAX);
  private long done;

  /**
   * @param progress told from time to time how many have been stored
   */
  public BulkLoad(Vertx vertx, PgConnectOptions postgres, LongConsumer progress) {
    this.context = loop(vertx);
    this.progress = progress;
    this.inbox =
        on(
            () ->
                new Inbox(
                    vertx,
                    postgres,
                    Inbox.CONNECTIONS,
                    new InboxMeters(new CompositeMeterRegistry())));
  }

  /**
   * Takes one more.
   *
   * @throws IllegalStateException if an earlier one could not be stored
   */
  public void add(Entry entry) {
    chunk.add(entry);
    if (chunk.size() == Inbox.BATCH_MAX) {
      flush();
    }
  }

  /** Waits until all that was added is committed. */
  public Counts finish() {
    flush();
    room.acquireUninterruptibly(UNDER_WAY_MAX);
    room.release(UNDER_WAY_MAX);
    refuseFailed();
    return on(
        () ->
            new Counts(
                counts.getOrDefault(Outcome.BOOKED, 0L),
                counts.getOrDefault(Outcome.DUPLICATE, 0L),
                counts.getOrDefault(Outcome.QUARANTINED, 0L),
                counts.getOrDefault(Outcome.LOGGED, 0L)));
  }

  @Override
  public void close() {
    var closed = new CompletableFuture<Void>();
    context.runOnContext(turn -> inbox.close().onComplete(done -> closed.complete(null)));
    closed.join();
  }

  private void flush() {
    refuseFailed();
    if (chunk.isEmpty()) {
      return;
    }
    var full = chunk;
    chunk = new ArrayList<>(Inbox.BATCH_MAX);
    room.acquireUninterruptibly(full.size());
    context.runOnContext(turn -> full.forEach(this::store));
  }

  private void store(Entry entry) {
    inbox
        .store(entry)
        .onComplete(
            stored -> {
              if (stored.succeeded()) {
                counts.merge(stored.result(), 1L, Long::sum);
              } else {
                failure.compareAndSet(null, stored.cause());
              }
              if (++done % Inbox.BATCH_MAX == 0) {
                progress.accept(done);
              }
              room.release();
            });
  }

  private void refuseFailed() {
    var thrown = failure.get();
    if (thrown != null) {
      throw new IllegalStateException("the database could not store it all", thrown);
    }
  }

  private <T> T on(java.util.function.Supplier<T> work) {
    var result = new CompletableFuture<T>();
    context.runOnContext(turn -> result.complete(work.get()));
    return result.join();
  }

  private static ContextInternal loop(Vertx vertx) {
    return ((VertxInternal) vertx).createEventLoopContext();
  }
}
