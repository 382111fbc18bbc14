package tillsight.server.result;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.pgclient.PgException;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tillsight.server.bus.Topics;
import tillsight.server.callback.Decision;
import tillsight.server.result.Settlements.Waiting;

/**
 * Settles Daraja's answers as they come in, and held ones once what they wait for has come. News
 * only says when to look; what is to be done is in the tables, and a sweep finds it.
 *
 * <p>Deployed on a virtual thread, so that its loops can be written as loops.
 */
public final class SettlementVerticle extends VerticleBase {

  private static final Logger log = LoggerFactory.getLogger(SettlementVerticle.class);

  private static final Duration SWEEP = Duration.ofSeconds(5);
  private static final Duration CLEARING = Duration.ofSeconds(1);
  private static final Duration CLEARING_SWEEP = Duration.ofMinutes(1);
  private static final Decision CLEARED = Decision.cleared("What it waited for has come.");

  private final Settlements settlements;
  private final HeldResults held;
  private boolean settling;
  private boolean more;
  private boolean clearing;
  private boolean stale = true;

  public SettlementVerticle(Settlements settlements, HeldResults held) {
    this.settlements = settlements;
    this.held = held;
  }

  @Override
  public Future<?> start() {
    vertx.setPeriodic(SWEEP.toMillis(), id -> settle());
    vertx.setPeriodic(CLEARING.toMillis(), id -> clearIfStale());
    vertx.setPeriodic(CLEARING_SWEEP.toMillis(), id -> stale = true);
    // What a node that is no more has left behind need not wait for the first sweep.
    vertx.runOnContext(first -> settle());
    return Future.all(
        Topics.RESULTS_ARRIVED.subscribe(vertx, news -> settle()),
        Topics.PAYMENTS_BOOKED.subscribe(vertx, news -> stale = true));
  }

  // While this awaits, the verticle goes on to other events, more news among them.
  private void settle() {
    more = true;
    if (settling) {
      return;
    }
    settling = true;
    try {
      while (more) {
        more = false;
        var waiting = settlements.waiting().await();
        var settled = waiting.stream().filter(this::settle).count();
        more |= settled > 0 && waiting.size() == Settlements.BATCH_MAX;
        stale |= settled > 0;
      }
    } catch (Exception e) {
      log.warn("Answers of Daraja wait; trying again in {}: {}", SWEEP, e.toString());
    } finally {
      settling = false;
    }
  }

  /** Settles one, or holds it if the data is at fault: it must not stand in the way of the rest. */
  private boolean settle(Waiting waiting) {
    try {
      return settlements.settle(waiting).await();
    } catch (RuntimeException e) {
      if (isOutage(e)) {
        throw e;
      }
      // Without its message, which may quote what was refused.
      log.error("The answer {} cannot be applied and is held ({})", waiting.id(), name(e));
      log.debug("Why {} cannot be applied", waiting.id(), e);
      return settlements.hold(waiting).await();
    }
  }

  private void clearIfStale() {
    if (clearing || !stale) {
      return;
    }
    clearing = true;
    stale = false;
    try {
      List<Waiting> ready;
      do {
        ready = held.clear().await();
        for (var one : ready) {
          held.settle(one.businessId(), one.id(), CLEARED).await();
        }
      } while (ready.size() == Settlements.BATCH_MAX);
    } catch (Exception e) {
      stale = true;
      log.warn("Held answers wait; trying again in {}: {}", CLEARING, e.toString());
    } finally {
      clearing = false;
    }
  }

  private static String name(RuntimeException failure) {
    return failure instanceof PgException e
        ? "SQLSTATE " + e.getSqlState()
        : failure.getClass().getSimpleName();
  }

  /**
   * Whether it would go away by itself: the database is not there, or two got in each other's way.
   */
  private static boolean isOutage(Exception failure) {
    return switch (failure) {
      case PgException e -> {
        var state = String.valueOf(e.getSqlState());
        yield !state.startsWith("22") && !state.startsWith("23");
      }
      case IllegalArgumentException _, IllegalStateException _, NullPointerException _ -> false;
      default -> true;
    };
  }
}
