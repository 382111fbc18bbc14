package tillsight.server.callback;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tillsight.server.bus.Topics;
import tillsight.server.bus.Topics.PaymentsBooked;
import tillsight.server.bus.Topics.ResultsArrived;
import tillsight.server.callback.Entry.Held;

/**
 * Brings a batch to PostgreSQL: answers whatever is stored, holds what the tables refuse, and says
 * what is left.
 */
final class Commit {

  private static final Logger log = LoggerFactory.getLogger(Commit.class);

  private final Vertx vertx;
  private final BiConsumer<Waiting, Outcome> answered;

  /**
   * What has not been answered.
   *
   * @param again to be compared with a payment that was being booked at that very moment
   * @param unstored not stored for certain, because of the database
   * @param why the reason; null if there is none of the latter
   */
  record Rest(List<Waiting> again, List<Waiting> unstored, @Nullable Throwable why) {

    Rest plus(Rest other) {
      return new Rest(
          concat(again, other.again),
          concat(unstored, other.unstored),
          why == null ? other.why : why);
    }

    private static List<Waiting> concat(List<Waiting> one, List<Waiting> other) {
      var all = new ArrayList<>(one);
      all.addAll(other);
      return all;
    }
  }

  /**
   * @param answered told of each that is stored, just before whoever waits for it
   */
  Commit(Vertx vertx, BiConsumer<Waiting, Outcome> answered) {
    this.vertx = vertx;
    this.answered = answered;
  }

  /**
   * Never fails. Every writer takes its locks in order of receipt. Of a receipt that the batch
   * holds twice the first to come is booked; the others come "again", to be compared.
   *
   * @param patience how long a commit may take before it counts as not done
   */
  Future<Rest> store(Writer writer, List<Waiting> batch, Duration patience) {
    var sorted = new ArrayList<>(batch);
    sorted.sort(
        Comparator.comparing(
            waiting -> waiting.entry().receipt(), Comparator.nullsFirst(String::compareTo)));
    return attempt(writer, sorted, patience);
  }

  /** News of payments; whoever hears it looks for itself. */
  void announce(Collection<Entry> booked) {
    var news = new HashMap<Integer, PaymentsBooked>();
    for (var entry : booked) {
      var id = entry.id().toString();
      news.merge(
          entry.businessId(), new PaymentsBooked(entry.businessId(), id, id, 1), Commit::together);
    }
    news.values().forEach(payments -> Topics.PAYMENTS_BOOKED.publish(vertx, payments));
  }

  private Future<Rest> attempt(Writer writer, List<Waiting> batch, Duration patience) {
    return writer
        .store(batch.stream().map(Waiting::entry).toList())
        .timeout(patience.toMillis(), TimeUnit.MILLISECONDS)
        .transform(
            stored -> {
              if (stored.succeeded()) {
                return Future.succeededFuture(answer(batch, stored.result()));
              }
              return Writer.isDataFault(stored.cause())
                  ? divide(writer, batch, patience, stored.cause())
                  : Future.succeededFuture(new Rest(List.of(), batch, stored.cause()));
            });
  }

  /** One poisoned row must not fail its neighbours: halve until it is alone, then hold it. */
  private Future<Rest> divide(
      Writer writer, List<Waiting> batch, Duration patience, Throwable fault) {
    if (batch.size() > 1) {
      var middle = batch.size() / 2;
      var second = batch.subList(middle, batch.size());
      return attempt(writer, batch.subList(0, middle), patience)
          .compose(
              first ->
                  first.why() == null
                      ? attempt(writer, second, patience).map(first::plus)
                      : Future.succeededFuture(
                          first.plus(new Rest(List.of(), second, first.why()))));
    }
    var poisoned = batch.getFirst();
    var before = poisoned.entry().held();
    if (before != null && before.doubt() == Doubt.UNSTORABLE) {
      poisoned.promise().fail(fault);
      return Future.succeededFuture(new Rest(List.of(), List.of(), null));
    }
    log.warn("A callback is held because the tables refuse it (SQLSTATE {})", Writer.state(fault));
    var held = poisoned.entry().heldBack(new Held(Doubt.UNSTORABLE, null, null, null));
    return attempt(
        writer, List.of(new Waiting(held, poisoned.promise(), poisoned.sinceNanos())), patience);
  }

  private Rest answer(List<Waiting> batch, RowSet<Row> notNew) {
    var outcomes = new HashMap<UUID, String>();
    for (var row : notNew) {
      outcomes.put(row.getUUID("id"), row.getString("became"));
    }
    announce(booked(batch, outcomes));
    announceResults(batch);
    var again = new ArrayList<Waiting>();
    for (var waiting : batch) {
      var became = outcomes.getOrDefault(waiting.entry().id(), waiting.entry().outcome());
      if (became.equals("again")) {
        again.add(waiting);
      } else {
        var outcome = outcome(became);
        answered.accept(waiting, outcome);
        waiting.promise().complete(outcome);
      }
    }
    return new Rest(again, List.of(), null);
  }

  private void announceResults(List<Waiting> batch) {
    var results =
        batch.stream().filter(waiting -> waiting.entry().outcome().equals(Entry.WAITING)).count();
    if (results > 0) {
      Topics.RESULTS_ARRIVED.publish(vertx, new ResultsArrived((int) results));
    }
  }

  private static List<Entry> booked(List<Waiting> batch, Map<UUID, String> notNew) {
    return batch.stream()
        .map(Waiting::entry)
        .filter(entry -> entry.payment() != null && !notNew.containsKey(entry.id()))
        .toList();
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
