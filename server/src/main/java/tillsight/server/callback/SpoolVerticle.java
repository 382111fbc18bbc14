package tillsight.server.callback;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.pgclient.PgConnectOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tillsight.server.access.Seal;
import tillsight.server.business.DirectoryWatch;
import tillsight.server.business.Tables;
import tillsight.server.spool.LeftBehind;
import tillsight.server.spool.Spool;

/**
 * Drains the spool of this node, and those that dead processes have left, whenever PostgreSQL is
 * there and its tables are ours. One a node, on a virtual thread.
 */
public final class SpoolVerticle extends VerticleBase {

  private static final Logger log = LoggerFactory.getLogger(SpoolVerticle.class);

  private static final Duration RETRY = Duration.ofMillis(250);
  private static final Duration SWEEP = Duration.ofSeconds(10);
  private static final Duration REMINDER = Duration.ofMinutes(1);
  private static final Duration ANSWER_MAX = Duration.ofSeconds(2);

  private final Spool spool;
  private final PgConnectOptions postgres;
  private final Tables tables;
  private final DirectoryWatch directory;
  private final Seal seal;
  private final InboxMeters meters;
  private final List<LeftBehind> leftBehind = new ArrayList<>();
  private final Promise<Void> ended = Promise.promise();
  private Promise<Void> pausing = Promise.promise();
  private boolean stopping;
  private Writer writer;
  private Drain drain;
  private boolean proven;
  private boolean tooOld;
  private long sweptAt = System.nanoTime() - SWEEP.toNanos();
  private long awaySince;
  private long saidAt;
  private String said = "";

  public SpoolVerticle(
      Spool spool,
      PgConnectOptions postgres,
      Tables tables,
      DirectoryWatch directory,
      Seal seal,
      InboxMeters meters) {
    this.spool = spool;
    this.postgres = postgres;
    this.tables = tables;
    this.directory = directory;
    this.seal = seal;
    this.meters = meters;
  }

  /** Looks at the tables once, so that callbacks need no detour if all is well. */
  @Override
  public Future<?> start() {
    writer = new Writer(vertx, postgres);
    var commit = new Commit(vertx, (done, outcome) -> meters.stored(done.entry().kind(), outcome));
    drain = new Drain(writer, commit, new Intake(seal), directory);
    prove();
    context.runOnContext(turn -> run());
    return Future.succeededFuture();
  }

  /** Ends after the batch under way. What is in the spool stays for the next start. */
  @Override
  public Future<?> stop() {
    stopping = true;
    pausing.tryComplete();
    return ended
        .future()
        .eventually(writer::close)
        .eventually(
            () ->
                vertx.executeBlocking(
                    () -> {
                      for (var left : leftBehind) {
                        left.close();
                      }
                      spool.close();
                      return null;
                    }));
  }

  private void run() {
    try {
      while (!stopping) {
        try {
          step();
        } catch (Drain.Away away) {
          missed(away);
          pause(RETRY);
        } catch (Exception e) {
          log.error("The spool could not be drained; trying again in {} s", SWEEP.toSeconds(), e);
          pause(SWEEP);
        }
      }
    } finally {
      ended.complete();
    }
  }

  private void step() throws Drain.Away, IOException {
    if (!proven && !prove()) {
      pause(RETRY);
      return;
    }
    sweep();
    for (var left : List.copyOf(leftBehind)) {
      while (!stopping && drain.next(left)) {
        back();
      }
      if (!stopping) {
        leftBehind.remove(left);
        left.close();
        log.info("What another process had left in {} is drained", left);
      }
    }
    // Asked before looking, so that what comes in between is not missed.
    var filled = spool.filled();
    if (drain.next(spool)) {
      back();
    } else {
      pause(SWEEP, filled);
    }
  }

  /** Whether the database is there and its tables are new enough to be written to. */
  private boolean prove() {
    try {
      var version = tables.version().timeout(ANSWER_MAX.toMillis(), TimeUnit.MILLISECONDS).await();
      proven = version >= Tables.NEEDED;
    } catch (Exception away) {
      missed(away);
      return false;
    }
    if (proven) {
      spool.release();
    } else if (!tooOld) {
      tooOld = true;
      log.error(
          "The tables are too old for this Tillsight, so callbacks stay in the spool; run:"
              + " tillsight migrate");
    }
    return proven;
  }

  private void sweep() throws IOException {
    var now = System.nanoTime();
    if (now - sweptAt < SWEEP.toNanos()) {
      return;
    }
    sweptAt = now;
    for (var left : spool.adopt()) {
      log.info("Draining what a process that is gone has left in {}", left);
      leftBehind.add(left);
    }
  }

  private void missed(Throwable why) {
    var now = System.nanoTime();
    var reason = String.valueOf(why.getMessage());
    if (awaySince == 0) {
      awaySince = now;
    } else if (now - saidAt < REMINDER.toNanos() && reason.equals(said)) {
      return;
    }
    saidAt = now;
    said = reason;
    log.warn(
        "PostgreSQL has been away for {} s ({}); {} callbacks wait in the spool",
        TimeUnit.NANOSECONDS.toSeconds(now - awaySince),
        reason,
        spool.state().waiting());
  }

  private void back() {
    if (awaySince != 0) {
      log.info(
          "PostgreSQL is back after {} s; {} callbacks of the spool are left",
          TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - awaySince),
          spool.state().waiting());
      awaySince = 0;
    }
  }

  private void pause(Duration time) {
    pause(time, new CompletableFuture<>());
  }

  private void pause(Duration time, CompletableFuture<Void> unless) {
    var over = Promise.<Void>promise();
    pausing = over;
    var timer = vertx.setTimer(time.toMillis(), id -> over.tryComplete());
    unless.thenRun(over::tryComplete);
    over.future().await();
    vertx.cancelTimer(timer);
  }
}
