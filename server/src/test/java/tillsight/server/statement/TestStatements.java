package tillsight.server.statement;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import tillsight.server.Ledger;
import tillsight.server.TestPostgres;
import tillsight.server.TestServer;
import tillsight.server.access.Seal;
import tillsight.server.business.Business;
import tillsight.server.business.BusinessFile;
import tillsight.server.business.Businesses;
import tillsight.server.business.Directory;
import tillsight.server.callback.Intake;
import tillsight.server.history.BulkLoad;

/**
 * Loads statements into the tables of a business, and tells what came of them. After each test the
 * tables must not contradict each other. Register it after {@link TestPostgres}, with
 * {@code @Order}.
 */
final class TestStatements implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

  static final Seal SEAL = new Seal(new byte[32]);
  static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");
  static final InstantSource CLOCK = InstantSource.fixed(NOW);

  static final List<String> TABLES =
      List.of(
          "callback",
          "payment",
          "payer",
          "quarantine",
          "reversal",
          "movement",
          "waiting_reversal",
          "takings");

  private final TestPostgres postgres;
  private final AtomicInteger count = new AtomicInteger();
  private Path folder;
  private StatementImport statements;
  private Directory directory;

  TestStatements(TestPostgres postgres) {
    this.postgres = postgres;
  }

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "statements");
    new Businesses(postgres.pool(), SEAL).apply(BusinessFile.read(TestServer.BUSINESS), false);
    directory = Directory.load(postgres.pool(), SEAL).await();
    statements =
        new StatementImport(postgres.vertx(), postgres.options(), postgres.pool(), SEAL, CLOCK);
    statements.open().await();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    assertThat(Ledger.contradictions(postgres.pool())).isEmpty();
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    statements.close().await();
    try (var files = Files.list(folder)) {
      files.forEach(TestStatements::delete);
    }
    Files.delete(folder);
  }

  StatementImport imports() {
    return statements;
  }

  Directory directory() {
    return directory;
  }

  Business business() {
    return directory.businesses().iterator().next();
  }

  /** A row of every kind: two payments, a charge, two movements more, and what waits. */
  static SampleStatement everything(String prefix) {
    return SampleStatement.of("600984")
        .payment(prefix + "000001", "01-03-2026 10:00:00", "100.00")
        .charge(prefix + "000001", "01-03-2026 10:00:00", "5.00")
        .payment(prefix + "000002", "01-03-2026 11:00:00", "40.00")
        .reversal(prefix + "000003", "02-03-2026 11:00:00", "40.00", prefix + "000002")
        .out(prefix + "000004", "02-03-2026 12:00:00", "Withdraw Funds to Bank", "50.00")
        .out(prefix + "000005", "02-03-2026 13:00:00", "Business Payment to Customer", "10.00")
        .raw(prefix + "000006", "02-03-2026 14:00:00", "", "", "Cancelled", "9.00", "", "", "")
        .reversal(prefix + "000009", "02-03-2026 15:00:00", "7.00", prefix + "000008");
  }

  Statement load(SampleStatement statement) throws IOException {
    return load(statement.csv());
  }

  Statement load(String csv) throws IOException {
    return run(file(csv), null);
  }

  Statement load(TestWorkbook workbook) throws IOException {
    return run(workbook.write(folder.resolve(count.incrementAndGet() + ".xlsx")), null);
  }

  Statement run(Path file, String till) throws IOException {
    return statements.run(
        List.of(business()),
        new StatementImport.Upload(file, String.valueOf(file.getFileName()), null, till, "tester"),
        (row, of) -> {});
  }

  /** The name of the file that was loaded last. */
  String lastFile() {
    return count.get() + ".csv";
  }

  Path file(String csv) throws IOException {
    return Files.write(folder.resolve(count.incrementAndGet() + ".csv"), csv.getBytes(UTF_8));
  }

  StatementImport.Upload upload(Path file) {
    return new StatementImport.Upload(file, "march.csv", null, null, "tester");
  }

  static Tally tally(Statement done) {
    return new Tally(
        done.recovered(),
        done.known(),
        done.quarantined(),
        done.reversals(),
        done.movements(),
        done.skipped());
  }

  void confirm(String receipt, String time, String amount, String till) {
    confirm(receipt, time, amount, till, "Pay Bill");
  }

  void confirm(String receipt, String time, String amount, String till, String type) {
    var body =
        """
        {"TransactionType": "%s", "TransID": "%s", "TransTime": "%s", "TransAmount": "%s",
         "BusinessShortCode": "%s", "MSISDN": "2547 ***** 678", "FirstName": "JANE"}
        """
            .formatted(type, receipt, time, amount, till);
    try (var load = new BulkLoad(postgres.vertx(), postgres.options(), done -> {})) {
      load.add(
          new Intake(SEAL).confirmation(business(), NOW, "196.201.214.200", body.getBytes(UTF_8)));
      assertThat(load.finish().booked()).isEqualTo(1);
    }
  }

  UUID leftBehind(long presence) {
    var id = UUID.randomUUID();
    postgres
        .pool()
        .preparedQuery(
            """
            INSERT INTO statement
              (business_id, id, file_name, file_hash, uploaded_by, uploaded_at, state, presence)
            VALUES ($1, $2, 'x', $3, 'x', $4, 'loading', $5)
            """)
        .execute(
            Tuple.of(
                business().id(),
                id,
                Buffer.buffer(id.toString()),
                NOW.minusSeconds(60).atOffset(UTC),
                presence))
        .await();
    return id;
  }

  Statement byId(UUID id) {
    return new Statements(postgres.pool()).byId(business().id(), id).await();
  }

  Statement named(String file) {
    return byId(
        Ledger.rows(postgres.pool(), "SELECT id FROM statement WHERE file_name = $1", file)
            .getFirst()
            .getUUID("id"));
  }

  Row payment(String receipt) {
    return Ledger.rows(postgres.pool(), "SELECT * FROM payment WHERE receipt = $1", receipt)
        .getFirst();
  }

  Row quarantined(String receipt) {
    return Ledger.rows(postgres.pool(), "SELECT * FROM quarantine WHERE receipt = $1", receipt)
        .getFirst();
  }

  List<String> witnesses(String receipt) {
    return Ledger.rows(
            postgres.pool(), "SELECT kind FROM callback WHERE receipt = $1 ORDER BY kind", receipt)
        .stream()
        .map(row -> row.getString("kind"))
        .toList();
  }

  List<String> movements(String receipts) {
    return Ledger.rows(
            postgres.pool(),
            "SELECT * FROM movement WHERE receipt LIKE $1 ORDER BY receipt, kind",
            receipts)
        .stream()
        .map(
            row ->
                "%s %s %s %d %s"
                    .formatted(
                        row.getString("receipt"),
                        row.getString("kind"),
                        row.getString("reason"),
                        row.getLong("amount_cents"),
                        row.getString("account")))
        .toList();
  }

  /** How much there is in all tables but those of runs and of the audit. */
  List<Long> tables() {
    return TABLES.stream()
        .map(table -> Ledger.count(postgres.pool(), "SELECT count(*) FROM " + table))
        .toList();
  }

  List<Long> money() {
    return List.of("payment", "reversal", "movement", "waiting_reversal", "takings", "payer")
        .stream()
        .map(table -> Ledger.count(postgres.pool(), "SELECT count(*) FROM " + table))
        .toList();
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
