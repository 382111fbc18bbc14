package tillsight.server.reconciliation;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what is known of tills' days up to date, within seconds of whatever changes it. Deploy it
 * on a virtual thread, once on every node: the nodes share the work.
 */
public final class CompletenessVerticle extends VerticleBase {

  private static final Logger log = LoggerFactory.getLogger(CompletenessVerticle.class);

  private static final Duration TICK = Duration.ofSeconds(10);

  private final CompletenessRefresh refresh;
  private boolean hasLookedBack;
  private boolean working;

  public CompletenessVerticle(CompletenessRefresh refresh) {
    this.refresh = refresh;
  }

  @Override
  public Future<?> start() {
    vertx.setPeriodic(TICK.toMillis(), id -> work());
    return Future.succeededFuture();
  }

  private void work() {
    if (working) {
      return;
    }
    working = true;
    try {
      if (!hasLookedBack) {
        refresh.afterStart();
        hasLookedBack = true;
      }
      var days = refresh.run();
      log.debug("{} days were worked out anew", days);
    } catch (RuntimeException e) {
      log.warn("Completeness is not up to date ({}); trying again", e.getMessage());
    } finally {
      working = false;
    }
  }
}
