package tillsight.server.callback;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tillsight.server.spool.Spool;
import tillsight.server.spool.Way;

/**
 * Group commit: whatever waits goes to PostgreSQL in one statement and one commit, and each arrival
 * is answered by the commit that carries it. While one batch commits, the next one gathers, so the
 * batches grow with the load and need no timer.
 *
 * <p>If PostgreSQL does not commit in time, what waits goes to the spool of this node, and so does
 * whatever arrives until that has been drained. An inbox without a spool keeps trying for a while.
 *
 * <p>For one event loop: call it there, and it answers there.
 */
public final class Inbox {

  /** Most arrivals in one commit: more would only make the first of them wait longer. */
  public static final int BATCH_MAX = 512;

  /** Two, so that one batch can be written while the other is being made durable. */
  public static final int CONNECTIONS = 2;

  /** Most arrivals that wait. Beyond it we say so at once rather than answer too late. */
  public static final int QUEUE_MAX = 20_000;

  private static final int WARM_UPS = 50;

  private static final Logger log = LoggerFactory.getLogger(Inbox.class);

  private static final Duration ANSWER_MAX = Duration.ofSeconds(5);

  /** One commit, from here; shorter than the above, so that one that hangs can be tried again. */
  static final Duration COMMIT_MAX = Duration.ofSeconds(4);

  /** One commit if there is a spool: ten times the worst of a busy database that is well. */
  static final Duration SLOW_MAX = Duration.ofMillis(500);

  private static final Duration RETRY = Duration.ofMillis(200);
  private static final Duration SOON = Duration.ofMillis(5);

  private final Vertx vertx;
  private final InboxMeters meters;
  private final @Nullable Detour detour;
  private final List<Writer> writers;
  private final Commit commit;
  private final ArrayDeque<Waiting> queue = new ArrayDeque<>();
  private boolean flushing;
  private boolean pausing;
  private int underWay;
  private Promise<Void> idle = Promise.promise();
  private boolean closing;

  /** Raised at whoever cannot be served now; nothing of theirs has been stored for certain. */
  public static final class Full extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Full(String why) {
      super(why, null, false, false);
    }
  }

  public Inbox(Vertx vertx, PgConnectOptions options, int connections, InboxMeters meters) {
    this(vertx, options, connections, meters, null);
  }

  public Inbox(
      Vertx vertx,
      PgConnectOptions options,
      int connections,
      InboxMeters meters,
      @Nullable Spool spool) {
    this.vertx = vertx;
    this.meters = meters;
    this.detour = spool == null ? null : new Detour(vertx, spool, this::answered);
    this.writers =
        IntStream.range(0, connections).mapToObj(i -> new Writer(vertx, options)).toList();
    this.commit = new Commit(vertx, this::answered);
    meters.queue(this::waiting);
  }

  /** Connects, and stores nothing a few times, so that the first callback need not wait for it. */
  public Future<?> open() {
    return Future.all(writers.stream().map(writer -> writer.warm(WARM_UPS)).toList());
  }

  /**
   * Stores what arrived and what it means. Completes only once PostgreSQL has committed, or the
   * spool has it on its disk, which is what makes it safe to acknowledge; fails with {@link Full}
   * when neither can be had in time.
   */
  public Future<Outcome> store(Entry entry) {
    if (queue.size() >= QUEUE_MAX || closing) {
      return Future.failedFuture(new Full(closing ? "stopping" : "too many callbacks wait"));
    }
    Promise<Outcome> promise = Promise.promise();
    queue.add(new Waiting(entry, promise, System.nanoTime()));
    flushSoon();
    return promise.future();
  }

  public int waiting() {
    return queue.size();
  }

  /** Takes nothing new, finishes what waits, and closes. */
  public Future<?> close() {
    closing = true;
    if (underWay == 0 && queue.isEmpty()) {
      idle.tryComplete();
    }
    return idle.future()
        .eventually(() -> Future.join(writers.stream().map(Writer::close).toList()));
  }

  /** At the end of this turn of the loop, so that all that came in with it shares the batch. */
  private void flushSoon() {
    if (!flushing && !pausing) {
      flushing = true;
      vertx.runOnContext(
          turn -> {
            flushing = false;
            flush();
          });
    }
  }

  private void flush() {
    switch (detour == null ? Way.PAST : detour.spool().way()) {
      case PAST -> writeAll();
      case INTO -> spool(Objects.requireNonNull(detour));
      case SOON -> pause(SOON);
    }
    if (closing && queue.isEmpty() && underWay == 0) {
      idle.tryComplete();
    }
  }

  private void writeAll() {
    for (var writer : writers) {
      if (!queue.isEmpty() && !writer.busy && !pausing) {
        write(writer, next());
      }
    }
  }

  private void pause(Duration time) {
    if (pausing) {
      return;
    }
    pausing = true;
    vertx.setTimer(
        time.toMillis(),
        id -> {
          pausing = false;
          flush();
        });
  }

  private List<Waiting> next() {
    var batch = new ArrayList<Waiting>(Math.min(queue.size(), BATCH_MAX));
    while (!queue.isEmpty() && batch.size() < BATCH_MAX) {
      batch.add(queue.poll());
    }
    return batch;
  }

  private void write(Writer writer, List<Waiting> batch) {
    writer.busy = true;
    underWay++;
    var start = System.nanoTime();
    commit
        .store(writer, batch, isDetourOpen() ? SLOW_MAX : COMMIT_MAX)
        .onSuccess(
            rest -> {
              writer.busy = false;
              underWay--;
              meters.commit(batch.size(), System.nanoTime() - start);
              rest.again().forEach(queue::addFirst);
              if (rest.why() != null) {
                rest.unstored().reversed().forEach(queue::addFirst);
                failed(writer, rest.unstored().size(), rest.why());
              }
              flushSoon();
              if (queue.isEmpty() && underWay == 0) {
                flush();
              }
            });
  }

  /** The commit may or may not have happened; sending the same again is harmless either way. */
  private void failed(Writer writer, int unstored, Throwable why) {
    meters.failed();
    // Not waited for: a connection that hangs does not close either.
    writer.reset();
    if (isDetourOpen()) {
      log.warn(
          "PostgreSQL did not commit {} callbacks in time ({}); they go to the spool",
          unstored,
          why.toString());
      spool(Objects.requireNonNull(detour));
    } else {
      tryAgain(unstored, why);
    }
  }

  private void tryAgain(int unstored, Throwable why) {
    var oldest = System.nanoTime() - ANSWER_MAX.toNanos();
    var given = new ArrayList<Waiting>();
    queue.removeIf(waiting -> waiting.sinceNanos() - oldest < 0 && given.add(waiting));
    given.forEach(
        waiting -> waiting.promise().fail(new Full("the database did not answer in time")));
    log.warn(
        "A commit of {} failed ({}); trying again in {} ms, {} given up",
        unstored,
        why.getMessage(),
        RETRY.toMillis(),
        given.size());
    pause(RETRY);
  }

  private boolean isDetourOpen() {
    return detour != null && detour.spool().canTake();
  }

  /** All that waits goes to the disk together. If that takes nothing, PostgreSQL is tried. */
  private void spool(Detour open) {
    if (queue.isEmpty()) {
      return;
    }
    var group = List.copyOf(queue);
    queue.clear();
    underWay++;
    open.take(group, ANSWER_MAX)
        .onSuccess(
            left -> {
              underWay--;
              left.reversed().forEach(queue::addFirst);
              flush();
            });
  }

  private void answered(Waiting waiting, Outcome outcome) {
    meters.answered(waiting.entry().kind(), outcome, System.nanoTime() - waiting.sinceNanos());
  }
}
