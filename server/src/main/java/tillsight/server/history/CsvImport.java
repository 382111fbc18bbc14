package tillsight.server.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import tillsight.server.access.Seal;
import tillsight.server.business.Business;
import tillsight.server.business.Directory;
import tillsight.server.callback.CsvPayment;
import tillsight.server.callback.Intake;
import tillsight.server.history.BulkLoad.Counts;

/**
 * Loads a payments file. A file that cannot be read is refused whole; an interrupted load goes on
 * where it stopped; loading twice adds nothing.
 */
public final class CsvImport {

  private static final String FORMAT = "payments-csv";
  private static final int CHECKPOINT = 20_000;

  private static final String BEGIN =
      """
      INSERT INTO import_run (file_hash, format) VALUES ($1, $2)
      ON CONFLICT (file_hash, format, till) DO UPDATE SET
        lines_done = CASE WHEN import_run.finished_at IS NULL THEN import_run.lines_done ELSE 0 END,
        new = CASE WHEN import_run.finished_at IS NULL THEN import_run.new ELSE 0 END,
        duplicate = CASE WHEN import_run.finished_at IS NULL THEN import_run.duplicate ELSE 0 END,
        quarantined = CASE WHEN import_run.finished_at IS NULL THEN import_run.quarantined ELSE 0 END,
        finished_at = NULL
      RETURNING lines_done, new, duplicate, quarantined
      """;
  private static final String SAVE =
      """
      UPDATE import_run SET lines_done = $3, new = $4, duplicate = $5, quarantined = $6,
        finished_at = CASE WHEN $7::boolean THEN now() END
      WHERE file_hash = $1 AND format = $2 AND till = ''
      """;

  private final Vertx vertx;
  private final PgConnectOptions options;
  private final Pool postgres;
  private final Seal seal;
  private final InstantSource clock;

  /**
   * What came of it.
   *
   * @param resumedAt lines that an earlier, interrupted run had done already
   */
  public record Result(Counts counts, long lines, long resumedAt) {}

  public CsvImport(
      Vertx vertx, PgConnectOptions options, Pool postgres, Seal seal, InstantSource clock) {
    this.vertx = vertx;
    this.options = options;
    this.postgres = postgres;
    this.seal = seal;
    this.clock = clock;
  }

  /**
   * Loads the file. Blocks: call it from main or a virtual thread.
   *
   * @param progress told how many of how many lines are done
   * @throws PaymentsCsv.Unreadable if the file is damaged; nothing has been loaded then
   */
  public Result run(Path file, BiConsumer<Long, Long> progress) throws IOException {
    var directory = Directory.load(postgres, seal).await();
    var businesses = new HashMap<String, Business>();
    for (var business : directory.businesses()) {
      business.tillsByCode().keySet().forEach(code -> businesses.put(code, business));
    }
    var csv = PaymentsCsv.open(file);
    var lines = csv.check(businesses.keySet());
    return load(csv, file, lines, businesses, progress);
  }

  private Result load(
      PaymentsCsv csv,
      Path file,
      long lines,
      Map<String, Business> businesses,
      BiConsumer<Long, Long> progress)
      throws IOException {
    var hash = Buffer.buffer(sha256(file));
    var begun =
        postgres.preparedQuery(BEGIN).execute(Tuple.of(hash, FORMAT)).await().iterator().next();
    var resumedAt = begun.getLong("lines_done");
    var before =
        new Counts(
            begun.getLong("new"), begun.getLong("duplicate"), begun.getLong("quarantined"), 0);
    var intake = new Intake(seal);
    var name = String.valueOf(file.getFileName());
    var seen = new long[1];
    try (var load =
        new BulkLoad(vertx, options, done -> progress.accept(resumedAt + done, lines))) {
      csv.forEach(
          line -> {
            if (seen[0]++ < resumedAt) {
              return;
            }
            var now = clock.instant();
            var entry =
                intake.entry(
                    require(businesses, line.till()),
                    CsvPayment.CSV,
                    now,
                    name + ":" + line.number(),
                    line.raw().getBytes(UTF_8),
                    CsvPayment.read(
                        line.receipt(),
                        line.till(),
                        line.paidAt(),
                        line.amount(),
                        line.payer(),
                        line.firstName(),
                        line.account(),
                        now));
            load.add(entry.as(id(hash, line.number())));
            if ((seen[0] - resumedAt) % CHECKPOINT == 0) {
              save(hash, seen[0], before.plus(load.finish()), false);
            }
          });
      var counts = before.plus(load.finish());
      save(hash, seen[0], counts, true);
      progress.accept(lines, lines);
      return new Result(counts, lines, resumedAt);
    }
  }

  private void save(Buffer hash, long lines, Counts counts, boolean finished) {
    postgres
        .preparedQuery(SAVE)
        .execute(
            Tuple.of(
                hash,
                FORMAT,
                lines,
                counts.booked(),
                counts.duplicate(),
                counts.quarantined(),
                finished))
        .await();
  }

  /**
   * The same for the same line of the same file, so that loading it again holds nothing twice; and
   * of a time long past, so that nobody who watches live payments is shown history.
   */
  private static UUID id(Buffer hash, long line) {
    return new UUID(
        (hash.getUnsignedInt(0) << 16) | 0x8000L | (hash.getUnsignedShort(4) & 0xfffL),
        0x8000_0000_0000_0000L | ((hash.getUnsignedInt(6) & 0x3f_ffffL) << 40) | line);
  }

  private static Business require(Map<String, Business> businesses, String till) {
    var business = businesses.get(till);
    if (business == null) {
      throw new IllegalStateException("the file has changed while it was read; start again");
    }
    return business;
  }

  private static byte[] sha256(Path file) throws IOException {
    try (var in =
        new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
      in.transferTo(java.io.OutputStream.nullOutputStream());
      return in.getMessageDigest().digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
