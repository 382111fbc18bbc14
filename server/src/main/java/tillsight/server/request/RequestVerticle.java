package tillsight.server.request;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what is due by the clock: asks after pushes whose result has not come, asks for the night's
 * balances, and gives up on answers that are too late.
 *
 * <p>Deployed on a virtual thread, so that its loop can be written as a loop.
 */
public final class RequestVerticle extends VerticleBase {

  private static final Logger log = LoggerFactory.getLogger(RequestVerticle.class);

  private static final Duration TICK = Duration.ofSeconds(30);

  private final DarajaRequests requests;
  private final StkQueries pushes;
  private final BalanceChecks balances;
  private final InstantSource clock;
  private boolean working;

  public RequestVerticle(
      DarajaRequests requests, StkQueries pushes, BalanceChecks balances, InstantSource clock) {
    this.requests = requests;
    this.pushes = pushes;
    this.balances = balances;
    this.clock = clock;
  }

  @Override
  public Future<?> start() {
    vertx.setPeriodic(TICK.toMillis(), id -> work());
    return Future.succeededFuture();
  }

  // While this awaits, the verticle goes on to other events, the next tick among them.
  private void work() {
    if (working) {
      return;
    }
    working = true;
    try {
      round();
    } catch (Exception e) {
      log.warn("What is due with Daraja waits; trying again in {}: {}", TICK, e.toString());
    } finally {
      working = false;
    }
  }

  /** Everything that is due now, once. */
  void round() {
    var now = clock.instant();
    for (var push : pushes.claim(now).await()) {
      attempt(push.toString(), pushes.ask(push));
    }
    for (var business : balances.claim(now).await()) {
      attempt("the balances of " + business, balances.ask(business));
    }
    var late = requests.expire(now).await();
    if (late > 0) {
      log.info("{} requests to Daraja were never answered", late);
    }
  }

  /** One that fails does not stand in the way of the others; it comes again when it is due. */
  private static void attempt(String what, Future<?> asked) {
    try {
      asked.await();
    } catch (Exception e) {
      log.warn("Daraja could not be asked for {}: {}", what, e.getMessage());
    }
  }
}
