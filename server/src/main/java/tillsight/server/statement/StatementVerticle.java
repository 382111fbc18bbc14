package tillsight.server.statement;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tillsight.server.access.Seal;
import tillsight.server.bus.Topics;
import tillsight.server.business.Business;
import tillsight.server.http.Problem;
import tillsight.server.http.Refused;
import tillsight.server.statement.StatementImport.Upload;

/**
 * Loads what people upload, one file after the other on a thread of its own, and settles reversals
 * whose payment has come. Deploy it once on every node.
 */
public final class StatementVerticle extends VerticleBase {

  /** Most uploads that are being received or wait for their turn. */
  static final int WAITING_MAX = 8;

  private static final Logger log = LoggerFactory.getLogger(StatementVerticle.class);

  private static final Duration TICK = Duration.ofSeconds(2);
  private static final Duration SWEEP = Duration.ofMinutes(1);
  private static final Duration BUSY = Duration.ofSeconds(30);
  private static final int STOP_SECONDS = 10;

  private final StatementImport imports;
  private final Statements statements;
  private final WaitingReversals reversals;
  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("statements").factory());
  private final Set<UUID> atWork = ConcurrentHashMap.newKeySet();
  private volatile @Nullable UploadFolder folder;
  private volatile boolean stopping;
  private boolean stale = true;
  private boolean settling;

  public StatementVerticle(
      Vertx vertx, PgConnectOptions options, Pool postgres, Seal seal, InstantSource clock) {
    this.imports = new StatementImport(vertx, options, postgres, seal, clock);
    this.statements = new Statements(postgres);
    this.reversals = new WaitingReversals(postgres, clock);
  }

  @Override
  public Future<?> start() {
    vertx.setPeriodic(TICK.toMillis(), tick -> settleIfStale());
    vertx.setPeriodic(SWEEP.toMillis(), tick -> sweep());
    return vertx
        .executeBlocking(UploadFolder::open)
        .onSuccess(opened -> folder = opened)
        .compose(opened -> imports.openWhenever())
        .compose(opened -> Topics.PAYMENTS_BOOKED.subscribe(vertx, news -> stale = true));
  }

  /** Ends the load that is under way at its next row; it can be taken up again. */
  @Override
  public Future<?> stop() {
    stopping = true;
    worker.shutdown();
    return vertx
        .executeBlocking(() -> worker.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS))
        .eventually(imports::close)
        .eventually(() -> vertx.executeBlocking(this::closeFolder));
  }

  /** Where uploads are received; nobody but this process can read it. */
  public Path folder() {
    return opened().path();
  }

  /**
   * Refuses what would have to wait too long.
   *
   * @throws Refused if there is no room
   */
  public void requireRoom() {
    if (atWork.size() >= WAITING_MAX || stopping) {
      throw Refused.retryAfter(
          Problem.TOO_MANY, BUSY, "Too many statements wait to be loaded; try again in a while.");
    }
  }

  /**
   * Takes an upload over and answers at once; the load itself follows when its turn comes.
   *
   * @param upload its file lies in {@link #folder}
   */
  public Future<Statement> take(Business business, Upload upload) {
    return vertx
        .executeBlocking(() -> opened().keep(upload.file()), false)
        .map(
            kept ->
                new Upload(kept, upload.fileName(), upload.format(), upload.till(), upload.actor()))
        .compose(
            kept ->
                vertx
                    .executeBlocking(() -> LineIds.hash(kept.file()), false)
                    .compose(hash -> imports.begin(business, kept, hash))
                    .onSuccess(run -> queue(run, business, kept))
                    .onFailure(refused -> vertx.fileSystem().delete(kept.file().toString()))
                    .compose(run -> statements.byId(business.id(), run.id())));
  }

  private void queue(Run run, Business business, Upload upload) {
    atWork.add(run.id());
    try {
      worker.execute(() -> load(run, business, upload));
    } catch (RejectedExecutionException stopped) {
      end(run, upload);
    }
  }

  private void load(Run run, Business business, Upload upload) {
    try {
      imports.run(run, business, upload, () -> stopping);
    } catch (Stopped e) {
      log.info("Statement {} was stopped; it goes on when it is loaded again", run.id());
    } catch (IOException | RuntimeException e) {
      log.error("Statement {} was interrupted; it goes on when it is loaded again", run.id(), e);
    } finally {
      end(run, upload);
    }
  }

  private void end(Run run, Upload upload) {
    atWork.remove(run.id());
    try {
      Files.deleteIfExists(upload.file());
    } catch (IOException e) {
      log.warn("An upload could not be deleted yet; it goes when the server stops", e);
    }
  }

  private void settleIfStale() {
    if (settling || !stale) {
      return;
    }
    settling = true;
    stale = false;
    reversals
        .settle()
        .onComplete(
            settled -> {
              settling = false;
              stale |= settled.failed();
            });
  }

  /** Makes good what news was lost, and what other processes have left. */
  private void sweep() {
    stale = true;
    imports
        .markDead(Set.copyOf(atWork))
        .onFailure(failure -> log.debug("The database is away; looking again later", failure));
  }

  private UploadFolder opened() {
    return requireNonNull(folder, "not deployed");
  }

  private @Nullable Void closeFolder() throws IOException {
    var open = folder;
    if (open != null) {
      open.close();
    }
    return null;
  }
}
