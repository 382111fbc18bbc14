package tillsight.server.statement;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tillsight.server.Ledger;
import tillsight.server.TestPostgres;
import tillsight.server.TestServer;
import tillsight.server.access.Seal;
import tillsight.server.business.Business;
import tillsight.server.business.BusinessFile;
import tillsight.server.business.Businesses;
import tillsight.server.business.Directory;
import tillsight.server.callback.Intake;
import tillsight.server.callback.Release;
import tillsight.server.history.BulkLoad;
import tillsight.server.http.Refused;

/** What a statement leaves in the ledger: once, whole, and no more than confirmations would. */
class StatementImportTest {

  @RegisterExtension static final TestPostgres postgres = new TestPostgres();

  private static final Seal seal = new Seal(new byte[32]);
  private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");
  private static final InstantSource clock = InstantSource.fixed(NOW);
  private static final AtomicInteger count = new AtomicInteger();
  private static StatementImport statements;
  private static Directory directory;
  private static Business acme;

  @TempDir Path folder;

  @BeforeAll
  static void open() {
    new Businesses(postgres.pool(), seal).apply(BusinessFile.read(TestServer.BUSINESS), false);
    directory = Directory.load(postgres.pool(), seal).await();
    acme = directory.businesses().iterator().next();
    statements =
        new StatementImport(postgres.vertx(), postgres.options(), postgres.pool(), seal, clock);
    statements.open().await();
  }

  @AfterAll
  static void close() {
    statements.close().await();
  }

  @AfterEach
  void addUp() {
    assertThat(Ledger.contradictions(postgres.pool())).isEmpty();
  }

  @Test
  void recoversWhatConfirmationsDidNotTell() throws IOException {
    confirm("UC2A000001", "20260301100000", "150.00", "600984");
    confirm("UC2A000002", "20260301110000", "200.00", "600984");
    var statement =
        SampleStatement.of("600984")
            .payment("UC2A000001", "01-03-2026 10:00:00", "150.00")
            .payment("UC2A000002", "01-03-2026 11:00:30", "200.00")
            .payment("UC2A000003", "01-03-2026 12:00:00", "1,250.00")
            .totals("1,600.00", "0.00");

    var done = load(statement.csv());

    assertThat(done.state()).isEqualTo("done");
    assertThat(done.till()).isEqualTo("600984");
    assertThat(done.format()).isEqualTo("org-statement");
    assertThat(tally(done)).isEqualTo(new Tally(1, 2, 0, 0, 0, 0));
    assertThat(done.totalsMatch()).isTrue();
    assertThat(done.rows()).isEqualTo(3);
    assertThat(done.rowsDone()).isEqualTo(3);
    var recovered = payment("UC2A000003");
    assertThat(recovered.getLong("amount_cents")).isEqualTo(1_250_00);
    assertThat(recovered.getOffsetDateTime("paid_at").toInstant())
        .hasToString("2026-03-01T09:00:00Z");
    assertThat(recovered.getString("source")).isEqualTo("statement");
    assertThat(recovered.getString("revenue")).isEqualTo("yes");
    assertThat(recovered.getString("payer_kind")).isEqualTo("masked");
    assertThat(recovered.getString("first_name")).isEqualTo("JANE");
    assertThat(recovered.getString("account")).isEqualTo("ACC001");
    assertThat(recovered.getString("transaction_type")).isEqualTo("Pay Bill Online");
    assertThat(recovered.getLong("balance_cents")).isEqualTo(1_001_600_00);
    assertThat(witnesses("UC2A000001")).containsExactly("confirmation", "statement");
  }

  @Test
  void addsNothingWhenLoadedTwice() throws IOException {
    var csv = everything("UC2B").csv();
    var first = load(csv);
    var before = tables();

    var again = load(csv);

    assertThat(tally(first)).isEqualTo(new Tally(2, 0, 1, 1, 3, 1));
    assertThat(tally(again)).isEqualTo(new Tally(0, 2, 1, 1, 3, 1));
    assertThat(again.id()).isNotEqualTo(first.id());
    assertThat(again.state()).isEqualTo("done");
    assertThat(tables()).isEqualTo(before);
  }

  /** Another export of the same days is another witness, and adds no money. */
  @Test
  void addsNoMoneyFromAnotherExportOfTheSameDays() throws IOException {
    load(everything("UC2C").csv());
    var before = money();

    var again = load(everything("UC2C").newestFirst().workbook());

    assertThat(tally(again)).isEqualTo(new Tally(0, 2, 1, 1, 3, 1));
    assertThat(money()).isEqualTo(before);
    assertThat(Ledger.count(postgres.pool(), "SELECT count(*) FROM quarantine WHERE receipt = $1",
            "UC2C000009"))
        .as("what waits, waits once")
        .isEqualTo(1);
  }

  private static SampleStatement everything(String prefix) {
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

  @Test
  void netsReversalsWhenTheyHappened() throws IOException {
    var done =
        load(
            SampleStatement.of("600984")
                .payment("UC2D000001", "01-03-2026 10:00:00", "300.00")
                .reversal("UC2D000002", "05-03-2026 09:30:00", "100.00", "UC2D000001")
                .newestFirst()
                .workbook());

    assertThat(tally(done)).isEqualTo(new Tally(1, 0, 0, 1, 0, 0));
    var reversal =
        Ledger.rows(postgres.pool(), "SELECT * FROM reversal WHERE receipt = 'UC2D000002'")
            .getFirst();
    assertThat(reversal.getString("original_receipt")).isEqualTo("UC2D000001");
    assertThat(reversal.getLong("amount_cents")).isEqualTo(100_00);
    assertThat(reversal.getString("source")).isEqualTo("statement");
    assertThat(
            Ledger.count(
                postgres.pool(),
                "SELECT sum(reversed_cents)::bigint FROM takings WHERE hour = '2026-03-05T06:00:00Z'"))
        .isEqualTo(100_00);
  }

  @Test
  void settlesAReversalWhenItsPaymentArrives() throws IOException {
    var done =
        load(
            SampleStatement.of("600984")
                .reversal("UC2E000002", "02-03-2026 09:00:00", "70.00", "UC2E000001"));
    assertThat(tally(done)).isEqualTo(new Tally(0, 0, 1, 0, 0, 0));
    var held = quarantined("UC2E000002");
    assertThat(held.getString("reason")).isEqualTo("original-unknown");
    assertThat(held.getLong("amount_cents")).isEqualTo(70_00);
    var release = new Release(postgres.vertx(), postgres.pool(), () -> directory, seal, clock);
    assertThatThrownBy(() -> release.accept(acme.id(), held.getUUID("id"), "me", "why").await())
        .isInstanceOf(Refused.class)
        .hasMessageContaining("settled by itself");

    confirm("UC2E000001", "20260301100000", "70.00", "600984");
    assertThat(new WaitingReversals(postgres.pool(), clock).settle().await()).isEqualTo(1);

    assertThat(Ledger.count(postgres.pool(), "SELECT count(*) FROM reversal WHERE receipt = $1", "UC2E000002")).isEqualTo(1);
    assertThat(quarantined("UC2E000002").getString("state")).isEqualTo("accepted");
    assertThat(quarantined("UC2E000002").getString("decided_by")).isEqualTo("tillsight");
    assertThat(new WaitingReversals(postgres.pool(), clock).settle().await()).isZero();
    assertThat(tally(load(SampleStatement.of("600984").reversal("UC2E000002", "02-03-2026 09:00:00", "70.00", "UC2E000001"))).reversals()).isEqualTo(1);
  }

  @Test
  void settlesAReversalWhenAnotherStatementBringsItsPayment() throws IOException {
    load(
        SampleStatement.of("600984")
            .reversal("UC2F000002", "02-03-2026 09:00:00", "70.00", "UC2F000001"));

    load(SampleStatement.of("600984").payment("UC2F000001", "01-03-2026 10:00:00", "70.00"));

    assertThat(quarantined("UC2F000002").getString("state")).isEqualTo("accepted");
  }

  @Test
  void neverTakesBackMoreThanWasPaid() throws IOException {
    var done =
        load(
            SampleStatement.of("600984")
                .payment("UC2G000001", "01-03-2026 10:00:00", "100.00")
                .reversal("UC2G000002", "02-03-2026 09:00:00", "60.00", "UC2G000001")
                .reversal("UC2G000003", "02-03-2026 09:01:00", "60.00", "UC2G000001")
                .reversal("UC2G000002", "02-03-2026 09:02:00", "10.00", "UC2G000001"));

    assertThat(tally(done)).isEqualTo(new Tally(1, 0, 2, 1, 0, 0));
    assertThat(quarantined("UC2G000003").getString("reason")).isEqualTo("reversal-too-large");
    assertThat(quarantined("UC2G000002").getString("reason")).isEqualTo("conflict");
  }

  @Test
  void findsTheOriginalWithoutALink() throws IOException {
    load(
        SampleStatement.of("600984")
            .payment("UC2H000001", "01-03-2026 10:00:00", "100.00")
            .row(
                "UC2H000002",
                "02-03-2026 09:00:00",
                "Pay Utility Reversal by OPERATOR of UC2H000001",
                "",
                "40.00",
                "Pay Utility Reversal",
                "",
                "",
                "")
            .row(
                "UC2H000001",
                "02-03-2026 09:00:00",
                "Pay Utility Reversal by OPERATOR",
                "",
                "60.00",
                "Pay Utility Reversal",
                "",
                "",
                ""));

    assertThat(
            Ledger.count(
                postgres.pool(),
                "SELECT count(*) FROM reversal WHERE original_receipt = 'UC2H000001'"))
        .isEqualTo(2);
  }

  @Test
  void holdsWhatContradictsTheLedger() throws IOException {
    confirm("UC2I000001", "20260301100000", "150.00", "600984");

    var done =
        load(
            SampleStatement.of("600984")
                .payment("UC2I000001", "01-03-2026 10:00:00", "151.00"));

    assertThat(tally(done)).isEqualTo(new Tally(0, 0, 1, 0, 0, 0));
    assertThat(quarantined("UC2I000001").getString("reason")).isEqualTo("conflict");
    assertThat(payment("UC2I000001").getLong("amount_cents")).isEqualTo(150_00);
  }

  @Test
  void keepsWhatIsNeitherPaymentNorReversalApart() throws IOException {
    load(
        SampleStatement.of("5120001", "Merchant Account")
            .in("UC2J000001", "01-03-2026 10:00:00", "Merchant Payment", "100.00", "254721***933 - JOE")
            .in(
                "UC2J000002",
                "01-03-2026 10:05:00",
                "Organization To Organization Transfer",
                "77.00",
                "600111 - BANK LTD")
            .charge("UC2J000001", "01-03-2026 10:00:00", "1.00")
            .out("UC2J000003", "01-03-2026 20:00:00", "OD Payment Transfer", "20.00")
            .out("UC2J000004", "01-03-2026 22:00:00", "Organization To Organization Transfer", "80.00"));

    assertThat(movements("UC2J%"))
        .containsExactly(
            "UC2J000001 charge Pay Bill Charge -100 merchant",
            "UC2J000003 other OD Payment Transfer -2000 merchant",
            "UC2J000004 settlement Organization To Organization Transfer -8000 merchant");
    var transfer = payment("UC2J000002");
    assertThat(transfer.getString("revenue")).isEqualTo("review");
    assertThat(transfer.getString("first_name")).isEqualTo("BANK LTD");
    assertThat(transfer.getString("payer_kind")).isEqualTo("none");
    assertThat(payment("UC2J000001").getString("account")).isEmpty();
  }

  @Test
  void takesSweepsIntoAHeadOfficeForSettlements() throws IOException {
    var sweeps =
        SampleStatement.of("5120000", "Utility Account")
            .in(
                "UC2K000001",
                "01-03-2026 22:00:00",
                "Organization To Organization Transfer",
                "80.00",
                "5120001 - COUNTER")
            .in(
                "UC2K000002",
                "02-03-2026 22:00:00",
                "Organization To Organization Transfer",
                "90.00",
                "5120001 - COUNTER");
    confirm(
        "UC2K000002",
        "20260302220000",
        "90.00",
        "5120000",
        "Organization To Organization Transfer");

    var done = load(sweeps);

    assertThat(tally(done)).isEqualTo(new Tally(0, 1, 0, 0, 1, 0));
    assertThat(movements("UC2K%"))
        .containsExactly(
            "UC2K000001 settlement Organization To Organization Transfer 8000 utility");
    assertThat(witnesses("UC2K000002")).containsExactly("confirmation", "statement");
  }

  @Test
  void findsNoPaymentsOnAWorkingAccount() throws IOException {
    var done =
        load(
            SampleStatement.of("600984", "Working Account")
                .in("UC2L000001", "01-03-2026 10:00:00", "Pay Utility", "5.00", "600984 - ACME")
                .out("UC2L000002", "01-03-2026 11:00:00", "Withdraw Funds to Bank", "5.00"));

    assertThat(tally(done)).isEqualTo(new Tally(0, 0, 0, 0, 2, 0));
    assertThat(done.account()).isEqualTo("working");
  }

  @Test
  void loadsNothingOfADamagedFile() throws IOException {
    var before = tables();
    var csv =
        SampleStatement.of("600984")
            .payment("UC2M000001", "01-03-2026 10:00:00", "5.00")
            .payment("UC2M000002", "15:50", "5.00")
            .payment("UC2M000003", "01-03-2026 10:00:00", "1,2E")
            .csv();

    var refused = catchThrowableOfType(Damaged.class, () -> load(csv));

    assertThat(refused.complaints()).hasSize(2);
    assertThat(tables()).isEqualTo(before);
    var kept = named(count.get() + ".csv");
    assertThat(kept.state()).isEqualTo("refused");
    assertThat(kept.detail()).startsWith("2 faults were found");
    assertThat(kept.complaints()).isEqualTo(refused.complaints());
    assertThat(kept.till()).isEqualTo("600984");
    assertThat(kept.totalsMatch()).isNull();
    assertThat(kept.finishedAt()).isEqualTo(NOW);
  }

  @Test
  void loadsNothingThatDoesNotAddUp() throws IOException {
    var before = tables();
    var statement =
        SampleStatement.of("600984")
            .payment("UC2N000001", "01-03-2026 10:00:00", "5.00")
            .totals("6.00", "0.00");

    assertThatThrownBy(() -> load(statement.csv()))
        .isInstanceOf(Damaged.class)
        .hasMessageContaining("KES 5.00 paid in")
        .hasMessageContaining("states KES 6.00");
    assertThat(tables()).isEqualTo(before);
    var kept = named(count.get() + ".csv");
    assertThat(kept.totalsMatch()).isFalse();
    assertThat(kept.paidInCents()).isEqualTo(5_00);
    assertThat(kept.statedPaidInCents()).isEqualTo(6_00);
  }

  @Test
  void goesOnWhereItWasStopped() throws IOException {
    var statement = SampleStatement.of("600984");
    var rows = StatementLoad.CHECKPOINT + 3_000;
    for (var i = 0; i < rows; i++) {
      statement.payment("UC2O%06d".formatted(i), "01-03-2026 10:%02d:00".formatted(i % 60), "1.00");
      if (i % 10 == 0) {
        statement.charge("UC2O%06d".formatted(i), "01-03-2026 10:00:00", "0.10");
      }
    }
    var all = rows + rows / 10;
    var file = file(statement.csv());
    var upload = upload(file);
    var run = statements.begin(acme, upload, LineIds.hash(file)).await();
    // The first reading asks once a row, so this stops in the middle of the second.
    var left = new AtomicInteger(all + StatementLoad.CHECKPOINT + 2_000);

    assertThatThrownBy(() -> statements.run(run, acme, upload, () -> left.getAndDecrement() < 0))
        .isInstanceOf(Stopped.class);

    var stopped = byId(run.id());
    assertThat(stopped.state()).isEqualTo("interrupted");
    assertThat(stopped.detail()).isEqualTo(Runs.GO_ON);
    assertThat(stopped.rowsDone()).isEqualTo(StatementLoad.CHECKPOINT);
    var stored = Ledger.count(postgres.pool(), "SELECT count(*) FROM payment WHERE receipt LIKE 'UC2O%'");
    assertThat(stored).as("went on after the checkpoint").isGreaterThan(stopped.recovered());

    var done = statements.run(List.of(acme), upload, (row, of) -> {});

    assertThat(done.id()).isEqualTo(run.id());
    assertThat(done.state()).isEqualTo("done");
    assertThat(done.detail()).isNull();
    assertThat(tally(done)).isEqualTo(new Tally(rows, 0, 0, 0, rows / 10, 0));
    assertThat(Ledger.count(postgres.pool(), "SELECT count(*) FROM payment WHERE receipt LIKE 'UC2O%'"))
        .isEqualTo(rows);
  }

  @Test
  void marksWhatDeadProcessesLeft() {
    var dead = leftBehind(4711);
    var alive = leftBehind(4712);
    var other = PgConnection.connect(postgres.vertx(), postgres.options()).await();
    other.query("SELECT pg_advisory_lock(4712)").execute().await();

    statements.markDead(List.of()).await();

    assertThat(byId(dead).state()).isEqualTo("interrupted");
    assertThat(byId(dead).detail()).contains("Load the same file again");
    assertThat(byId(alive).state()).isEqualTo("loading");
    other.close().await();
    statements.markDead(List.of()).await();
    assertThat(byId(alive).state()).isEqualTo("interrupted");
  }

  @Test
  void loadsAFileOnceAtATime() throws IOException {
    var file = file(everything("UC2P").csv());
    var run = statements.begin(acme, upload(file), LineIds.hash(file)).await();

    assertThatThrownBy(() -> statements.run(List.of(acme), upload(file), (row, of) -> {}))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("is being loaded just now, as statement " + run.id());

    statements.markDead(List.of()).await();
    assertThat(statements.run(List.of(acme), upload(file), (row, of) -> {}).state())
        .as("given up by this process, and taken up again")
        .isEqualTo("done");
  }

  @Test
  void loadsTheSameFileForAnotherTillAnew() throws IOException {
    var csv =
        SampleStatement.of("600999").payment("UC2Q000001", "01-03-2026 10:00:00", "5.00").csv();
    var file = file(csv);

    assertThat(tally(run(file, "5120001"))).isEqualTo(new Tally(1, 0, 0, 0, 0, 0));
    assertThat(tally(run(file, "600984"))).isEqualTo(new Tally(0, 0, 1, 0, 0, 0));
  }

  @Test
  void keepsNumbersOutOfSight() throws IOException {
    var file = folder.resolve("254712345678-march.csv");
    Files.writeString(
        file,
        SampleStatement.of("600984")
            .row(
                "UC2R000001",
                "01-03-2026 10:00:00",
                "Pay Bill from 254712345678 - JANE DOE Acc. 0712345678",
                "5.00",
                "",
                "Pay Bill",
                "254712345678 - JANE DOE",
                "",
                "0712345678")
            .row(
                "UC2R000002",
                "01-03-2026 10:01:00",
                "Business Payment to 254712345678 - JANE DOE",
                "",
                "5.00",
                "Business Payment to 254712345678 - JANE DOE",
                "254712345678 - JANE DOE",
                "",
                "")
            .csv());

    statements.run(
        List.of(acme),
        new StatementImport.Upload(file, "254712345678-march.csv", null, null, "tester"),
        (row, of) -> {});

    assertThat(payment("UC2R000001").getString("payer_kind")).isEqualTo("plain");
    for (var table : TABLES) {
      assertThat(
              Ledger.rows(
                  postgres.pool(),
                  "SELECT * FROM %1$s WHERE (%1$s)::text ~ '(254|0)712345678'".formatted(table)))
          .as(table)
          .isEmpty();
    }
    assertThat(named("2547 ***** 678-march.csv").state()).isEqualTo("done");
  }

  private static final List<String> TABLES =
      List.of(
          "callback",
          "payment",
          "payer",
          "quarantine",
          "reversal",
          "movement",
          "waiting_reversal",
          "takings");


  private Statement load(SampleStatement statement) throws IOException {
    return load(statement.csv());
  }

  private Statement load(String csv) throws IOException {
    return run(file(csv), null);
  }

  private Statement load(TestWorkbook workbook) throws IOException {
    return run(workbook.write(folder.resolve(count.incrementAndGet() + ".xlsx")), null);
  }

  private Statement run(Path file, String till) throws IOException {
    return statements.run(
        List.of(acme),
        new StatementImport.Upload(
            file, String.valueOf(file.getFileName()), null, till, "tester"),
        (row, of) -> {});
  }

  private Path file(String csv) throws IOException {
    return Files.write(folder.resolve(count.incrementAndGet() + ".csv"), csv.getBytes(UTF_8));
  }

  private static StatementImport.Upload upload(Path file) {
    return new StatementImport.Upload(file, "march.csv", null, null, "tester");
  }

  private static Tally tally(Statement done) {
    return new Tally(
        done.recovered(),
        done.known(),
        done.quarantined(),
        done.reversals(),
        done.movements(),
        done.skipped());
  }

  private static void confirm(String receipt, String time, String amount, String till) {
    confirm(receipt, time, amount, till, "Pay Bill");
  }

  private static void confirm(
      String receipt, String time, String amount, String till, String type) {
    var body =
        """
        {"TransactionType": "%s", "TransID": "%s", "TransTime": "%s", "TransAmount": "%s",
         "BusinessShortCode": "%s", "MSISDN": "2547 ***** 678", "FirstName": "JANE"}
        """
            .formatted(type, receipt, time, amount, till);
    try (var load = new BulkLoad(postgres.vertx(), postgres.options(), done -> {})) {
      load.add(new Intake(seal).confirmation(acme, NOW, "196.201.214.200", body.getBytes(UTF_8)));
      assertThat(load.finish().booked()).isEqualTo(1);
    }
  }

  private static UUID leftBehind(long presence) {
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
                acme.id(),
                id,
                io.vertx.core.buffer.Buffer.buffer(id.toString()),
                NOW.minusSeconds(60).atOffset(java.time.ZoneOffset.UTC),
                presence))
        .await();
    return id;
  }

  private static Statement byId(UUID id) {
    return new Statements(postgres.pool()).byId(acme.id(), id).await();
  }

  private static Statement named(String file) {
    return byId(
        Ledger.rows(postgres.pool(), "SELECT id FROM statement WHERE file_name = $1", file)
            .getFirst()
            .getUUID("id"));
  }

  private static Row payment(String receipt) {
    return Ledger.rows(postgres.pool(), "SELECT * FROM payment WHERE receipt = $1", receipt)
        .getFirst();
  }

  private static Row quarantined(String receipt) {
    return Ledger.rows(postgres.pool(), "SELECT * FROM quarantine WHERE receipt = $1", receipt)
        .getFirst();
  }

  private static List<String> witnesses(String receipt) {
    return Ledger.rows(
            postgres.pool(), "SELECT kind FROM callback WHERE receipt = $1 ORDER BY kind", receipt)
        .stream()
        .map(row -> row.getString("kind"))
        .toList();
  }

  private static List<String> movements(String receipts) {
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
  private static List<Long> tables() {
    return TABLES.stream()
        .map(table -> Ledger.count(postgres.pool(), "SELECT count(*) FROM " + table))
        .toList();
  }

  private static List<Long> money() {
    return List.of("payment", "reversal", "movement", "waiting_reversal", "takings", "payer")
        .stream()
        .map(table -> Ledger.count(postgres.pool(), "SELECT count(*) FROM " + table))
        .toList();
  }
}
