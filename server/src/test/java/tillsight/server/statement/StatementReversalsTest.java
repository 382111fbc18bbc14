package tillsight.server.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tillsight.server.Ledger;
import tillsight.server.TestPostgres;
import tillsight.server.callback.Release;
import tillsight.server.http.Refused;
import tillsight.server.result.HeldResults;

/** Reversals that statements tell of: netted when they happened, or waiting for their payment. */
class StatementReversalsTest {

  @RegisterExtension
  @Order(1)
  static final TestPostgres postgres = new TestPostgres();

  @RegisterExtension
  @Order(2)
  static final TestStatements ledger = new TestStatements(postgres);

  @Test
  void netsReversalsWhenTheyHappened() throws IOException {
    var done =
        ledger.load(
            SampleStatement.of("600984")
                .payment("UC2D000001", "01-03-2026 10:00:00", "300.00")
                .reversal("UC2D000002", "05-03-2026 09:30:00", "100.00", "UC2D000001")
                .newestFirst()
                .workbook());

    assertThat(TestStatements.tally(done)).isEqualTo(new Tally(1, 0, 0, 1, 0, 0));
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
        ledger.load(
            SampleStatement.of("600984")
                .reversal("UC2E000002", "02-03-2026 09:00:00", "70.00", "UC2E000001"));
    assertThat(TestStatements.tally(done)).isEqualTo(new Tally(0, 0, 1, 0, 0, 0));
    var held = ledger.quarantined("UC2E000002");
    assertThat(held.getString("reason")).isEqualTo("original-unknown");
    assertThat(held.getLong("amount_cents")).isEqualTo(70_00);
    var release =
        new Release(
            postgres.vertx(),
            postgres.pool(),
            ledger::directory,
            TestStatements.SEAL,
            TestStatements.CLOCK);
    assertThatThrownBy(
            () -> release.accept(ledger.business().id(), held.getUUID("id"), "me", "why").await())
        .isInstanceOf(Refused.class)
        .hasMessageContaining("settled by itself");

    ledger.confirm("UC2E000001", "20260301100000", "70.00", "600984");
    assertThat(new WaitingReversals(postgres.pool(), TestStatements.CLOCK).settle().await())
        .isEqualTo(1);

    assertThat(
            Ledger.count(
                postgres.pool(), "SELECT count(*) FROM reversal WHERE receipt = $1", "UC2E000002"))
        .isEqualTo(1);
    assertThat(ledger.quarantined("UC2E000002").getString("state")).isEqualTo("accepted");
    assertThat(ledger.quarantined("UC2E000002").getString("decided_by")).isEqualTo("tillsight");
    assertThat(new WaitingReversals(postgres.pool(), TestStatements.CLOCK).settle().await())
        .isZero();
    assertThat(
            TestStatements.tally(
                    ledger.load(
                        SampleStatement.of("600984")
                            .reversal("UC2E000002", "02-03-2026 09:00:00", "70.00", "UC2E000001")))
                .reversals())
        .isEqualTo(1);
  }

  @Test
  void settlesAReversalWhenAnotherStatementBringsItsPayment() throws IOException {
    ledger.load(
        SampleStatement.of("600984")
            .reversal("UC2F000002", "02-03-2026 09:00:00", "70.00", "UC2F000001"));

    ledger.load(SampleStatement.of("600984").payment("UC2F000001", "01-03-2026 10:00:00", "70.00"));

    assertThat(ledger.quarantined("UC2F000002").getString("state")).isEqualTo("accepted");
  }

  @Test
  void neverTakesBackMoreThanWasPaid() throws IOException {
    var done =
        ledger.load(
            SampleStatement.of("600984")
                .payment("UC2G000001", "01-03-2026 10:00:00", "100.00")
                .reversal("UC2G000002", "02-03-2026 09:00:00", "60.00", "UC2G000001")
                .reversal("UC2G000003", "02-03-2026 09:01:00", "60.00", "UC2G000001")
                .reversal("UC2G000002", "02-03-2026 09:02:00", "10.00", "UC2G000001"));

    assertThat(TestStatements.tally(done)).isEqualTo(new Tally(1, 0, 2, 1, 0, 0));
    assertThat(ledger.quarantined("UC2G000003").getString("reason"))
        .isEqualTo("reversal-too-large");
    assertThat(ledger.quarantined("UC2G000002").getString("reason")).isEqualTo("conflict");
  }

  @Test
  void findsTheOriginalWithoutALink() throws IOException {
    ledger.load(
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

  /** Those that wait are nobody else's to settle, though answers of Daraja wait in the same way. */
  @Test
  void isLeftAloneByWhatSettlesAnswers() throws IOException {
    ledger.load(
        SampleStatement.of("600984")
            .row(
                "UC2T000001",
                "02-03-2026 09:00:00",
                "Pay Utility Reversal by OPERATOR",
                "",
                "60.00",
                "Pay Utility Reversal",
                "",
                "",
                ""));
    ledger.confirm("UC2T000001", "20260301100000", "60.00", "600984");

    var answers =
        new HeldResults(
            postgres.pool(), ledger::directory, TestStatements.SEAL, TestStatements.CLOCK);
    assertThat(answers.clear().await()).isEmpty();

    assertThat(new WaitingReversals(postgres.pool(), TestStatements.CLOCK).settle().await())
        .isEqualTo(1);
    assertThat(ledger.quarantined("UC2T000001").getString("state")).isEqualTo("accepted");
  }
}
