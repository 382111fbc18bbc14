package tillsight.server.statement;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tillsight.server.Ledger;
import tillsight.server.TestPostgres;

/** What a statement leaves in the ledger: once, and no more than confirmations would. */
class StatementImportTest {

  @RegisterExtension
  @Order(1)
  static final TestPostgres postgres = new TestPostgres();

  @RegisterExtension
  @Order(2)
  static final TestStatements ledger = new TestStatements(postgres);

  @TempDir Path folder;

  @Test
  void recoversWhatConfirmationsDidNotTell() throws IOException {
    ledger.confirm("UC2A000001", "20260301100000", "150.00", "600984");
    ledger.confirm("UC2A000002", "20260301110000", "200.00", "600984");
    var statement =
        SampleStatement.of("600984")
            .payment("UC2A000001", "01-03-2026 10:00:00", "150.00")
            .payment("UC2A000002", "01-03-2026 11:00:30", "200.00")
            .payment("UC2A000003", "01-03-2026 12:00:00", "1,250.00")
            .totals("1,600.00", "0.00");

    var done = ledger.load(statement.csv());

    assertThat(done.state()).isEqualTo("done");
    assertThat(done.till()).isEqualTo("600984");
    assertThat(done.format()).isEqualTo("org-statement");
    assertThat(TestStatements.tally(done)).isEqualTo(new Tally(1, 2, 0, 0, 0, 0));
    assertThat(done.totalsMatch()).isTrue();
    assertThat(done.rows()).isEqualTo(3);
    assertThat(done.rowsDone()).isEqualTo(3);
    var recovered = ledger.payment("UC2A000003");
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
    assertThat(ledger.witnesses("UC2A000001")).containsExactly("confirmation", "statement");
  }

  /** Statements mask numbers in their own way; that must not make a second payer of anybody. */
  @Test
  void addsNoPayerWhoHasPaidNothing() throws IOException {
    ledger.confirm("UC2S000001", "20260228100000", "150.00", "600984");
    var before = Ledger.count(postgres.pool(), "SELECT count(*) FROM payer");

    ledger.load(
        SampleStatement.of("600984")
            .row(
                "UC2S000001",
                "28-02-2026 10:00:00",
                "",
                "150.00",
                "",
                "Pay Bill",
                "2547****999 - OTHER",
                "",
                ""));

    assertThat(Ledger.count(postgres.pool(), "SELECT count(*) FROM payer")).isEqualTo(before);
  }

  @Test
  void addsNothingWhenLoadedTwice() throws IOException {
    var csv = TestStatements.everything("UC2B").csv();
    var first = ledger.load(csv);
    var before = ledger.tables();

    var again = ledger.load(csv);

    assertThat(TestStatements.tally(first)).isEqualTo(new Tally(2, 0, 1, 1, 3, 1));
    assertThat(TestStatements.tally(again)).isEqualTo(new Tally(0, 2, 1, 1, 3, 1));
    assertThat(again.id()).isNotEqualTo(first.id());
    assertThat(again.state()).isEqualTo("done");
    assertThat(ledger.tables()).isEqualTo(before);
  }

  /** Another export of the same days is another witness, and adds no money. */
  @Test
  void addsNoMoneyFromAnotherExportOfTheSameDays() throws IOException {
    ledger.load(TestStatements.everything("UC2C").csv());
    var before = ledger.money();

    var again = ledger.load(TestStatements.everything("UC2C").newestFirst().workbook());

    assertThat(TestStatements.tally(again)).isEqualTo(new Tally(0, 2, 1, 1, 3, 1));
    assertThat(ledger.money()).isEqualTo(before);
    assertThat(
            Ledger.count(
                postgres.pool(),
                "SELECT count(*) FROM quarantine WHERE receipt = $1",
                "UC2C000009"))
        .as("what waits, waits once")
        .isEqualTo(1);
  }

  @Test
  void holdsWhatContradictsTheLedger() throws IOException {
    ledger.confirm("UC2I000001", "20260301100000", "150.00", "600984");

    var done =
        ledger.load(
            SampleStatement.of("600984").payment("UC2I000001", "01-03-2026 10:00:00", "151.00"));

    assertThat(TestStatements.tally(done)).isEqualTo(new Tally(0, 0, 1, 0, 0, 0));
    assertThat(ledger.quarantined("UC2I000001").getString("reason")).isEqualTo("conflict");
    assertThat(ledger.payment("UC2I000001").getLong("amount_cents")).isEqualTo(150_00);
  }

  @Test
  void keepsWhatIsNeitherPaymentNorReversalApart() throws IOException {
    ledger.load(
        SampleStatement.of("5120001", "Merchant Account")
            .in(
                "UC2J000001",
                "01-03-2026 10:00:00",
                "Merchant Payment",
                "100.00",
                "254721***933 - JOE")
            .in(
                "UC2J000002",
                "01-03-2026 10:05:00",
                "Organization To Organization Transfer",
                "77.00",
                "600111 - BANK LTD")
            .charge("UC2J000001", "01-03-2026 10:00:00", "1.00")
            .out("UC2J000003", "01-03-2026 20:00:00", "OD Payment Transfer", "20.00")
            .out(
                "UC2J000004",
                "01-03-2026 22:00:00",
                "Organization To Organization Transfer",
                "80.00"));

    assertThat(ledger.movements("UC2J%"))
        .containsExactly(
            "UC2J000001 charge Pay Bill Charge -100 merchant",
            "UC2J000003 other OD Payment Transfer -2000 merchant",
            "UC2J000004 settlement Organization To Organization Transfer -8000 merchant");
    var transfer = ledger.payment("UC2J000002");
    assertThat(transfer.getString("revenue")).isEqualTo("review");
    assertThat(transfer.getString("first_name")).isEqualTo("BANK LTD");
    assertThat(transfer.getString("payer_kind")).isEqualTo("none");
    assertThat(ledger.payment("UC2J000001").getString("account")).isEmpty();
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
    ledger.confirm(
        "UC2K000002",
        "20260302220000",
        "90.00",
        "5120000",
        "Organization To Organization Transfer");

    var done = ledger.load(sweeps);

    assertThat(TestStatements.tally(done)).isEqualTo(new Tally(0, 1, 0, 0, 1, 0));
    assertThat(ledger.movements("UC2K%"))
        .containsExactly(
            "UC2K000001 settlement Organization To Organization Transfer 8000 utility");
    assertThat(ledger.witnesses("UC2K000002")).containsExactly("confirmation", "statement");
  }

  @Test
  void findsNoPaymentsOnAWorkingAccount() throws IOException {
    var done =
        ledger.load(
            SampleStatement.of("600984", "Working Account")
                .in("UC2L000001", "01-03-2026 10:00:00", "Pay Utility", "5.00", "600984 - ACME")
                .out("UC2L000002", "01-03-2026 11:00:00", "Withdraw Funds to Bank", "5.00"));

    assertThat(TestStatements.tally(done)).isEqualTo(new Tally(0, 0, 0, 0, 2, 0));
    assertThat(done.account()).isEqualTo("working");
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

    ledger
        .imports()
        .run(
            List.of(ledger.business()),
            new StatementImport.Upload(file, "254712345678-march.csv", null, null, "tester"),
            (row, of) -> {});

    assertThat(ledger.payment("UC2R000001").getString("payer_kind")).isEqualTo("plain");
    for (var table : TestStatements.TABLES) {
      assertThat(
              Ledger.rows(
                  postgres.pool(),
                  "SELECT * FROM %1$s WHERE (%1$s)::text ~ '(254|0)712345678'".formatted(table)))
          .as(table)
          .isEmpty();
    }
    assertThat(ledger.named("2547 ***** 678-march.csv").state()).isEqualTo("done");
  }
}
