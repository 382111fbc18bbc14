package tillsight.server.live;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tillsight.server.payment.PaymentLine;
import tillsight.server.payment.PaymentLog;
import tillsight.server.takings.Takings;

/**
 * One business's payments on their way to those who watch them on this node. News only says where
 * to look; it is read once for all of them, one reading at a time, and what comes meanwhile is read
 * together afterwards.
 */
final class BusinessFeed {

  private static final Logger log = LoggerFactory.getLogger(BusinessFeed.class);

  static final int PUSH_MAX = 200;
  private static final int REPLAY_MAX = 1_000;
  private static final int REMEMBERED_MAX = 2_000;

  /** Commits become visible out of the order of their ids by no more than this. */
  private static final Duration OVERLAP = Duration.ofSeconds(10);

  private final Vertx vertx;
  private final int businessId;
  private final PaymentLog payments;
  private final Takings takings;
  private final InstantSource clock;
  private final Map<Set<Integer>, TodayFeed> scopes = new HashMap<>();
  private final Set<UUID> sent = new LinkedHashSet<>();
  private @Nullable Span due;
  private boolean reading;

  /** Ids of callbacks, in their text form, which sorts as PostgreSQL does and UUID does not. */
  private record Span(String first, @Nullable String last) {
    Span with(Span other) {
      var from = first.compareTo(other.first) <= 0 ? first : other.first;
      if (last == null || other.last == null) {
        return new Span(from, null);
      }
      return new Span(from, last.compareTo(other.last) >= 0 ? last : other.last);
    }
  }

  BusinessFeed(
      Vertx vertx, int businessId, PaymentLog payments, Takings takings, InstantSource clock) {
    this.vertx = vertx;
    this.businessId = businessId;
    this.payments = payments;
    this.takings = takings;
    this.clock = clock;
  }

  List<Listener> listeners() {
    return scopes.values().stream().flatMap(scope -> scope.listeners().stream()).toList();
  }

  /** Adds a listener, sends what they missed since that event, and how today stands. */
  void add(Listener listener, @Nullable UUID lastEvent) {
    var scope =
        scopes.computeIfAbsent(listener.tills(), tills -> new TodayFeed(vertx, takings, clock));
    scope.listeners().add(listener);
    scope.changed();
    if (lastEvent != null) {
      payments
          .booked(businessId, TimeOrderedId.before(lastEvent, OVERLAP), null, REPLAY_MAX)
          .onSuccess(missed -> listener.payments(missed, today(listener)))
          .onFailure(BusinessFeed::unread);
    }
  }

  void remove(Listener listener) {
    var scope = scopes.get(listener.tills());
    if (scope != null && scope.listeners().remove(listener) && scope.listeners().isEmpty()) {
      scopes.remove(listener.tills());
    }
  }

  void booked(String first, String last) {
    read(new Span(first, last));
  }

  /** Makes good what news got lost: looks at the last seconds, whatever was said about them. */
  void sweep() {
    read(
        new Span(
            TimeOrderedId.at(clock.instant().minus(OVERLAP.multipliedBy(2))).toString(), null));
  }

  private void read(Span span) {
    var waiting = due;
    due = waiting == null ? span : waiting.with(span);
    if (!reading) {
      readDue();
    }
  }

  private void readDue() {
    var span = due;
    if (span == null) {
      return;
    }
    due = null;
    reading = true;
    var last = span.last() == null ? null : UUID.fromString(span.last());
    payments
        .booked(businessId, UUID.fromString(span.first()), last, PUSH_MAX)
        .onSuccess(lines -> push(lines))
        .onFailure(BusinessFeed::unread)
        .onComplete(
            done -> {
              reading = false;
              readDue();
            });
  }

  private void push(Collection<PaymentLine> lines) {
    var fresh = lines.stream().filter(line -> sent.add(line.callbackId())).toList();
    if (fresh.isEmpty()) {
      return;
    }
    forget();
    for (var scope : scopes.entrySet()) {
      scope.getValue().listeners().forEach(listener -> listener.payments(fresh, today(listener)));
      // A full page may have left out what concerns a scope.
      if (lines.size() == PUSH_MAX
          || fresh.stream().anyMatch(line -> scope.getKey().contains(line.tillId()))) {
        scope.getValue().changed();
      }
    }
  }

  private void forget() {
    var oldest = sent.iterator();
    for (var extra = sent.size() - REMEMBERED_MAX; extra > 0; extra--) {
      oldest.next();
      oldest.remove();
    }
  }

  private LocalDate today(Listener listener) {
    return LocalDate.ofInstant(clock.instant(), listener.zone());
  }

  private static void unread(Throwable failure) {
    log.warn("Booked payments could not be read for live listeners: {}", failure.toString());
  }
}
