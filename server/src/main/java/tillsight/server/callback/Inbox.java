package tillsight.server.callback;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tillsight.server.bus.Topics;
import tillsight.server.bus.Topics.PaymentsBooked;
import tillsight.server.bus.Topics.ResultsArrived;
import tillsight.server.callback.Entry.Held;

/**
 * Group commit: whatever waits goes to PostgreSQL in one statement and one commit, and each arrival
 * is answered by the commit that carries it. While one batch commits, the next one gathers, so the
 * batches grow with the load and need no timer.
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

  private static final Duration RETRY = Duration.ofMillis(200);

  private final Vertx vertx;
  private final InboxMeters meters;
  private final List<Writer> writers;
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
    this.vertx = vertx;
    this.meters = meters;
    this.writers =
        IntStream.range(0, connections).mapToObj(i -> new Writer(vertx, options)).toList();
    meters.queue(this::waiting);
  }

  /** Connects, and stores nothing a few times, so that the first callback need not wait for it. */
  public Future<?> open() {
    return Future.all(writers.stream().map(writer -> warm(writer, WARM_UPS)).toList());
  }

  private static Future<?> warm(Writer writer, int times) {
    return times == 0
        ? Future.succeededFuture()
        : writer.store(List.of()).compose(stored -> warm(writer, times - 1));
  }

  /**
   * Stores what arrived and what it means. Completes only once PostgreSQL has committed, which is
   * what makes it safe to acknowledge; fails with {@link Full} when that cannot be had in time.
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
    for (var writer : writers) {
      if (!queue.isEmpty() && !writer.busy && !pausing) {
        write(writer, next());
      }
    }
    if (closing && queue.isEmpty() && underWay == 0) {
      idle.tryComplete();
    }
  }

  /**
   * The next batch, in order of receipt: every writer takes its locks in that order. Of a receipt
   * that it holds twice the first to come is booked; the others come "again", to be compared.
   */
  private List<Waiting> next() {
    var batch = new ArrayList<Waiting>(Math.min(queue.size(), BATCH_MAX));
    while (!queue.isEmpty() && batch.size() < BATCH_MAX) {
      batch.add(queue.poll());
    }
    batch.sort(
        Comparator.comparing(
            waiting -> waiting.entry().receipt(), Comparator.nullsFirst(String::compareTo)));
    return batch;
  }

  private void write(Writer writer, List<Waiting> batch) {
    writer.busy = true;
    underWay++;
    var start = System.nanoTime();
    store(writer, batch)
        .onComplete(
            done -> {
              writer.busy = false;
              underWay--;
              meters.commit(batch.size(), System.nanoTime() - start);
              flushSoon();
              if (queue.isEmpty() && underWay == 0) {
                flush();
              }
            });
  }

  private Future<Void> store(Writer writer, List<Waiting> batch) {
    return writer
        .store(batch.stream().map(Waiting::entry).toList())
        .timeout(COMMIT_MAX.toMillis(), TimeUnit.MILLISECONDS)
        .transform(
            stored -> {
              if (stored.succeeded()) {
                answer(batch, stored.result());
                return Future.succeededFuture();
              }
              return Writer.isDataFault(stored.cause())
                  ? divide(writer, batch, stored.cause())
                  : tryAgain(writer, batch, stored.cause());
            });
  }

  /** One poisoned row must not fail its neighbours: halve until it is alone, then hold it. */
  private Future<Void> divide(Writer writer, List<Waiting> batch, Throwable fault) {
    if (batch.size() > 1) {
      var middle = batch.size() / 2;
      return store(writer, batch.subList(0, middle))
          .compose(first -> store(writer, batch.subList(middle, batch.size())));
    }
    var poisoned = batch.getFirst();
    var before = poisoned.entry().held();
    if (before != null && before.doubt() == Doubt.UNSTORABLE) {
      poisoned.promise().fail(fault);
      return Future.succeededFuture();
    }
    log.warn("A callback is held because the tables refuse it (SQLSTATE {})", Writer.state(fault));
    var held = poisoned.entry().heldBack(new Held(Doubt.UNSTORABLE, null, null, null));
    return store(writer, List.of(new Waiting(held, poisoned.promise(), poisoned.sinceNanos())));
  }

  /** The commit may or may not have happened; sending the same again is harmless either way. */
  private Future<Void> tryAgain(Writer writer, List<Waiting> batch, Throwable failure) {
    meters.failed();
    var oldest = System.nanoTime() - ANSWER_MAX.toNanos();
    batch.reversed().forEach(queue::addFirst);
    var given = new ArrayList<Waiting>();
    queue.removeIf(waiting -> waiting.sinceNanos() - oldest < 0 && given.add(waiting));
    given.forEach(
        waiting -> waiting.promise().fail(new Full("the database did not answer in time")));
    log.warn(
        "A commit of {} failed ({}); trying again in {} ms, {} given up",
        batch.size(),
        failure.getMessage(),
        RETRY.toMillis(),
        given.size());
    pausing = true;
    vertx.setTimer(
        RETRY.toMillis(),
        id -> {
          pausing = false;
          flush();
        });
    // Not waited for: a connection that hangs does not close either.
    writer.close();
    return Future.succeededFuture();
  }

  private void answer(List<Waiting> batch, RowSet<Row> notNew) {
    var outcomes = new HashMap<UUID, String>();
    for (var row : notNew) {
      outcomes.put(row.getUUID("id"), row.getString("became"));
    }
    announce(batch, outcomes);
    for (var waiting : batch) {
      var became = outcomes.getOrDefault(waiting.entry().id(), waiting.entry().outcome());
      if (became.equals("again")) {
        queue.addFirst(waiting);
      } else {
        var outcome = outcome(became);
        meters.answered(waiting.entry().kind(), outcome, System.nanoTime() - waiting.sinceNanos());
        waiting.promise().complete(outcome);
      }
    }
  }

  private void announce(List<Waiting> batch, Map<UUID, String> notNew) {
    var news = new HashMap<Integer, PaymentsBooked>();
    for (var waiting : batch) {
      var entry = waiting.entry();
      if (entry.payment() != null && !notNew.containsKey(entry.id())) {
        var id = entry.id().toString();
        news.merge(
            entry.businessId(), new PaymentsBooked(entry.businessId(), id, id, 1), Inbox::together);
      }
    }
    news.values().forEach(booked -> Topics.PAYMENTS_BOOKED.publish(vertx, booked));
    var results =
        batch.stream().filter(waiting -> waiting.entry().outcome().equals(Entry.WAITING)).count();
    if (results > 0) {
      Topics.RESULTS_ARRIVED.publish(vertx, new ResultsArrived((int) results));
    }
  }

  private static PaymentsBooked together(PaymentsBooked one, PaymentsBooked other) {
    return new PaymentsBooked(
        one.businessId(),
        one.first().compareTo(other.first()) < 0 ? one.first() : other.first(),
        one.last().compareTo(other.last()) > 0 ? one.last() : other.last(),
        one.payments() + other.payments());
  }

  private static Outcome outcome(String became) {
    return switch (became) {
      case Entry.BOOKED -> Outcome.BOOKED;
      case Entry.DUPLICATE, Batch.FILLS -> Outcome.DUPLICATE;
      case Entry.QUARANTINED -> Outcome.QUARANTINED;
      case String logged -> Outcome.LOGGED;
    };
  }
}
