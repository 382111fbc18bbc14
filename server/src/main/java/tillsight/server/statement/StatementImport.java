package tillsight.server.statement;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tillsight.server.access.Seal;
import tillsight.server.business.Business;
import tillsight.server.callback.StatementPayment;
import tillsight.server.history.BulkLoad;

/**
 * Loads statements. A file is read once from end to end before anything of it is stored, so that a
 * damaged one is refused whole; an interrupted load goes on where it stopped; loading a file twice
 * adds nothing.
 */
public final class StatementImport {

  private static final Logger log = LoggerFactory.getLogger(StatementImport.class);

  private final Vertx vertx;
  private final PgConnectOptions options;
  private final Pool postgres;
  private final Seal seal;
  private final InstantSource clock;
  private final Presence presence;
  private final Runs runs;
  private final Progress progress;

  /**
   * A file to load.
   *
   * @param format the one that it must have; null takes either
   * @param till the till whose account it is; null leaves that to the file
   * @param actor who loads it
   */
  public record Upload(
      Path file, String fileName, @Nullable Format format, @Nullable String till, String actor) {}

  private interface Work {
    void run() throws IOException;
  }

  public StatementImport(
      Vertx vertx, PgConnectOptions options, Pool postgres, Seal seal, InstantSource clock) {
    this.vertx = vertx;
    this.options = options;
    this.postgres = postgres;
    this.seal = seal;
    this.clock = clock;
    this.presence = new Presence(vertx, options);
    this.runs = new Runs(postgres, presence, clock);
    this.progress = new Progress(postgres, presence, clock);
  }

  /** Shows others that this process is there, and finds out what dead ones have left undone. */
  public Future<Void> open() {
    return presence.open().compose(opened -> runs.markDead(List.of()));
  }

  /** The same for a server, which starts although its database may be away. */
  Future<Void> openWhenever() {
    return presence.openWhenever().compose(opened -> runs.markDead(List.of())).otherwiseEmpty();
  }

  public Future<Void> close() {
    return presence.close();
  }

  /**
   * Loads a file from beginning to end. Blocks: call it from main or a thread of its own.
   *
   * @param businesses those to one of which it must belong
   * @param done told how many of how many rows are done
   * @throws Damaged if it is refused; nothing of it has been loaded then
   */
  public Statement run(Collection<Business> businesses, Upload upload, BiConsumer<Long, Long> done)
      throws IOException {
    var file = StatementFile.open(upload.file());
    Business business;
    try (var reading = open(file, upload, businesses)) {
      business = reading.place().business();
    }
    var run = begin(business, upload, LineIds.hash(upload.file())).await();
    carryOut(run, () -> load(run, file, business, upload, () -> false, done));
    return new Statements(postgres).byId(business.id(), run.id()).await();
  }

  Future<Run> begin(Business business, Upload upload, Buffer hash) {
    return runs.begin(business.id(), UUID.randomUUID(), upload.fileName(), hash, upload.actor());
  }

  /** Carries a run out, and writes down how it ended; a refusal is one way to end. */
  void run(Run run, Business business, Upload upload, BooleanSupplier stopped) throws IOException {
    try {
      carryOut(
          run,
          () ->
              load(
                  run,
                  StatementFile.open(upload.file()),
                  business,
                  upload,
                  stopped,
                  (row, rows) -> {}));
    } catch (Damaged e) {
      log.debug("Statement {} was refused", run.id(), e);
    }
  }

  Future<Void> markDead(Collection<UUID> atWork) {
    return runs.markDead(atWork);
  }

  private void carryOut(Run run, Work work) throws IOException {
    try {
      work.run();
    } catch (Damaged e) {
      progress.refuse(run, e).await();
      throw e;
    } catch (RuntimeException | IOException e) {
      // If even that cannot be written, it is marked when this process ends or looks again.
      progress.interrupt(run).otherwiseEmpty().await();
      throw e;
    }
  }

  private void load(
      Run run,
      StatementFile file,
      Business business,
      Upload upload,
      BooleanSupplier stopped,
      BiConsumer<Long, Long> done)
      throws IOException {
    var facts = check(run, file, business, upload, stopped);
    var isSameTill = run.tillId() != null && run.tillId() == facts.till().id();
    try (var bulk = new BulkLoad(vertx, options, stored -> {})) {
      var load =
          new StatementLoad(
              postgres,
              bulk,
              new StatementPayment(seal),
              progress,
              clock,
              business,
              isSameTill ? run : run.anew(),
              facts,
              upload.fileName());
      try (var reading = open(file, upload, List.of(business))) {
        load.payments(reading, stopped, row -> done.accept(row, facts.rows()));
      }
      try (var reading = open(file, upload, List.of(business))) {
        load.reversals(reading, stopped);
      }
    }
  }

  private Facts check(
      Run run, StatementFile file, Business business, Upload upload, BooleanSupplier stopped)
      throws IOException {
    Facts facts;
    try (var reading = open(file, upload, List.of(business))) {
      progress.describe(run, reading.stated()).await();
      facts = reading.check(stopped);
    }
    progress.describe(run, facts).await();
    Reading.requireTotals(facts);
    return facts;
  }

  private Reading open(StatementFile file, Upload upload, Collection<Business> businesses)
      throws IOException {
    return Reading.open(file, upload.format(), upload.till(), businesses, clock.instant());
  }
}
