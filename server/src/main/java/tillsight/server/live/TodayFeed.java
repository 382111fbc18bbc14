package tillsight.server.live;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tillsight.server.takings.Range;
import tillsight.server.takings.Takings;

/**
 * Keeps everybody who watches the same tills up to date about today, however many they are and
 * however much comes in: one count at a time, and no more than one in half a second.
 */
final class TodayFeed {

  private static final Logger log = LoggerFactory.getLogger(TodayFeed.class);

  private static final Duration PAUSE = Duration.ofMillis(500);

  private final Vertx vertx;
  private final Takings takings;
  private final InstantSource clock;
  private final Set<Listener> listeners = new LinkedHashSet<>();
  private long nextNanos = System.nanoTime();
  private boolean busy;
  private boolean stale;

  TodayFeed(Vertx vertx, Takings takings, InstantSource clock) {
    this.vertx = vertx;
    this.takings = takings;
    this.clock = clock;
  }

  Set<Listener> listeners() {
    return listeners;
  }

  /** Something changed: count again as soon as the pause since the last time is over. */
  void changed() {
    stale = true;
    if (!busy && !listeners.isEmpty()) {
      busy = true;
      var wait = Duration.ofNanos(nextNanos - System.nanoTime()).toMillis();
      vertx.setTimer(Math.max(1, wait), timer -> count());
    }
  }

  private void count() {
    if (listeners.isEmpty()) {
      busy = false;
      return;
    }
    stale = false;
    nextNanos = System.nanoTime() + PAUSE.toNanos();
    var any = listeners.iterator().next();
    var now = clock.instant();
    var range = Range.ofDay(LocalDate.ofInstant(now, any.zone()), any.zone());
    takings
        .figures(any.caller().businessId(), any.tills(), range, range.end(), now)
        .onSuccess(figures -> listeners.forEach(listener -> listener.summary(Today.of(figures))))
        .onFailure(failure -> log.warn("Today could not be counted: {}", failure.toString()))
        .onComplete(
            done -> {
              busy = false;
              if (stale) {
                changed();
              }
            });
  }
}
