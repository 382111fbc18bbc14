package tillsight.server.reconciliation;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Pulls what is due, a few at a time. Deploy it on a virtual thread, once on every node. */
public final class PullVerticle extends VerticleBase {

  private static final Logger log = LoggerFactory.getLogger(PullVerticle.class);

  private static final Duration TICK = Duration.ofSeconds(15);
  private static final Duration STOP_MAX = Duration.ofSeconds(5);
  private static final int UNDER_WAY_MAX = 3;

  private final Pulls pulls;
  private final Promise<Void> idle = Promise.promise();
  private Context here;
  private int underWay;
  private boolean looking;
  private volatile boolean stopping;

  public PullVerticle(Pulls pulls) {
    this.pulls = pulls;
  }

  @Override
  public Future<?> start() {
    here = vertx.getOrCreateContext();
    // Nodes that start together need not look together.
    vertx.setTimer(1 + ThreadLocalRandom.current().nextLong(TICK.toMillis()), id -> look());
    vertx.setPeriodic(TICK.toMillis(), id -> look());
    return Future.succeededFuture();
  }

  /** Gives what is under way a moment; what is not done by then is another node's to repeat. */
  @Override
  public Future<?> stop() {
    stopping = true;
    if (underWay == 0) {
      idle.tryComplete();
    }
    return idle.future().timeout(STOP_MAX.toMillis(), TimeUnit.MILLISECONDS).otherwiseEmpty();
  }

  private void look() {
    if (looking || stopping) {
      return;
    }
    looking = true;
    try {
      pulls.lookAround();
      while (underWay < UNDER_WAY_MAX && !stopping) {
        var order = pulls.claimDue();
        if (order.isEmpty()) {
          break;
        }
        underWay++;
        here.runOnContext(turn -> run(order.get()));
      }
    } catch (RuntimeException e) {
      log.warn("Cannot tell what is to be pulled ({}); trying again", e.getMessage());
    } finally {
      looking = false;
    }
  }

  private void run(Pull.Order order) {
    try {
      pulls.run(order, () -> stopping);
    } catch (RuntimeException e) {
      log.warn("Pull of {} failed: {}", order.account().shortCode(), e.getMessage());
    } finally {
      underWay--;
      if (stopping && underWay == 0) {
        idle.tryComplete();
      } else {
        look();
      }
    }
  }
}
