package tillsight.server.live;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tillsight.server.access.Caller;
import tillsight.server.access.Sessions;
import tillsight.server.bus.Topics;
import tillsight.server.http.Problem;
import tillsight.server.http.Refused;
import tillsight.server.payment.PaymentLog;
import tillsight.server.takings.Takings;

/**
 * Sends payments to those who watch on this node, as they are booked on any. One instance a node:
 * all its state belongs to its own event loop.
 */
public final class LiveVerticle extends VerticleBase {

  private static final Logger log = LoggerFactory.getLogger(LiveVerticle.class);

  static final int LISTENERS_MAX = 1_000;
  static final int LISTENERS_OF_USER_MAX = 10;

  private static final Duration HEARTBEAT = Duration.ofSeconds(15);
  private static final Duration SWEEP = Duration.ofSeconds(10);
  private static final Duration CHECK = Duration.ofSeconds(1);
  private static final Duration RETRY = Duration.ofSeconds(5);

  private final PaymentLog payments;
  private final Takings takings;
  private final Sessions sessions;
  private final InstantSource clock;
  private final Map<Integer, BusinessFeed> feeds = new HashMap<>();
  private volatile boolean running;

  public LiveVerticle(
      PaymentLog payments, Takings takings, Sessions sessions, InstantSource clock) {
    this.payments = payments;
    this.takings = takings;
    this.sessions = sessions;
    this.clock = clock;
  }

  @Override
  public Future<?> start() {
    vertx.setPeriodic(HEARTBEAT.toMillis(), timer -> listeners().forEach(Listener::heartbeat));
    vertx.setPeriodic(SWEEP.toMillis(), timer -> feeds.values().forEach(BusinessFeed::sweep));
    vertx.setPeriodic(CHECK.toMillis(), timer -> feeds.forEach(this::check));
    running = true;
    return Topics.PAYMENTS_BOOKED.subscribe(vertx, this::booked);
  }

  /** Ends every stream: a server that shuts down waits for answers that are under way. */
  @Override
  public Future<?> stop() {
    running = false;
    listeners().forEach(Listener::end);
    feeds.clear();
    return Future.succeededFuture();
  }

  /**
   * Opens a stream, from the context of its request. Fails with a refusal if too many are open.
   *
   * @param lastEvent the last one that the listener saw, to send what they missed
   */
  public Future<Void> open(Listener listener, @Nullable UUID lastEvent) {
    if (!running) {
      return Future.failedFuture(
          Refused.retryAfter(Problem.UNAVAILABLE, RETRY, "This node is starting or stopping."));
    }
    var admitted = Promise.<Void>promise();
    listener.onClose(() -> context.runOnContext(now -> remove(listener)));
    context.runOnContext(
        now -> {
          try {
            admit(listener, lastEvent);
            admitted.complete();
          } catch (Refused refused) {
            admitted.fail(refused);
          }
        });
    return admitted.future();
  }

  private void admit(Listener listener, @Nullable UUID lastEvent) {
    var all = listeners();
    if (all.size() >= LISTENERS_MAX) {
      throw Refused.retryAfter(
          Problem.UNAVAILABLE,
          RETRY,
          "This node has %,d listeners and takes no more; try again.".formatted(LISTENERS_MAX));
    }
    if (all.stream().filter(other -> sameUser(other, listener)).count() >= LISTENERS_OF_USER_MAX) {
      throw Refused.retryAfter(
          Problem.TOO_MANY,
          RETRY,
          "You are watching in %d places already; close one.".formatted(LISTENERS_OF_USER_MAX));
    }
    listener.start();
    feeds
        .computeIfAbsent(
            listener.caller().businessId(),
            id -> new BusinessFeed(vertx, id, payments, takings, clock))
        .add(listener, lastEvent);
  }

  private void remove(Listener listener) {
    var businessId = listener.caller().businessId();
    var feed = feeds.get(businessId);
    if (feed != null) {
      feed.remove(listener);
      if (feed.listeners().isEmpty()) {
        feeds.remove(businessId);
      }
    }
  }

  private void booked(Topics.PaymentsBooked news) {
    var feed = feeds.get(news.businessId());
    if (feed != null) {
      feed.booked(news.first(), news.last());
    }
  }

  /** Ends the streams whose token, session or scope is no longer what it was when they opened. */
  private void check(int businessId, BusinessFeed feed) {
    var listeners = feed.listeners();
    var now = clock.instant();
    listeners.stream()
        .filter(listener -> listener.closed() || !now.isBefore(listener.tokenExpiresAt()))
        .forEach(this::cut);
    var ids = listeners.stream().map(listener -> listener.caller().sessionId()).distinct().toList();
    sessions
        .open(businessId, ids)
        .onSuccess(open -> listeners.stream().filter(x -> changed(x, open)).forEach(this::cut))
        .onFailure(failure -> log.warn("Sessions could not be checked: {}", failure.toString()));
  }

  private void cut(Listener listener) {
    listener.end();
    context.runOnContext(now -> remove(listener));
  }

  private List<Listener> listeners() {
    return feeds.values().stream().flatMap(feed -> feed.listeners().stream()).toList();
  }

  private static boolean changed(Listener listener, Map<UUID, Caller> open) {
    return !listener.caller().equals(open.get(listener.caller().sessionId()));
  }

  private static boolean sameUser(Listener one, Listener other) {
    return one.caller().businessId() == other.caller().businessId()
        && one.caller().userId() == other.caller().userId();
  }
}
