package tillsight.server.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vertx.pgclient.PgConnection;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tillsight.server.Ledger;
import tillsight.server.TestPostgres;
import tillsight.server.http.Refused;

/** Loads that are refused, interrupted, taken up again, or in each other's way. */
class StatementRunsTest {

  @RegisterExtension
  @Order(1)
  static final TestPostgres postgres = new TestPostgres();

  @RegisterExtension
  @Order(2)
  static final TestStatements ledger = new TestStatements(postgres);

  @Test
  void loadsNothingOfADamagedFile() throws IOException {
    var before = ledger.tables();
    var csv =
        SampleStatement.of("600984")
            .payment("UC2M000001", "01-03-2026 10:00:00", "5.00")
            .payment("UC2M000002", "15:50", "5.00")
            .payment("UC2M000003", "01-03-2026 10:00:00", "1,2E")
            .csv();

    var refused = catchThrowableOfType(Damaged.class, () -> ledger.load(csv));

    assertThat(refused.complaints()).hasSize(2);
    assertThat(ledger.tables()).isEqualTo(before);
    var kept = ledger.named(ledger.lastFile());
    assertThat(kept.state()).isEqualTo("refused");
    assertThat(kept.detail()).startsWith("2 faults were found");
    assertThat(kept.complaints()).isEqualTo(refused.complaints());
    assertThat(kept.till()).isEqualTo("600984");
    assertThat(kept.totalsMatch()).isNull();
    assertThat(kept.finishedAt()).isEqualTo(TestStatements.NOW);
  }

  @Test
  void loadsNothingThatDoesNotAddUp() throws IOException {
    var before = ledger.tables();
    var statement =
        SampleStatement.of("600984")
            .payment("UC2N000001", "01-03-2026 10:00:00", "5.00")
            .totals("6.00", "0.00");

    assertThatThrownBy(() -> ledger.load(statement.csv()))
        .isInstanceOf(Damaged.class)
        .hasMessageContaining("KES 5.00 paid in")
        .hasMessageContaining("states KES 6.00");
    assertThat(ledger.tables()).isEqualTo(before);
    var kept = ledger.named(ledger.lastFile());
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
    var file = ledger.file(statement.csv());
    var upload = ledger.upload(file);
    var run = ledger.imports().begin(ledger.business(), upload, LineIds.hash(file)).await();
    // The first reading asks once a row, so this stops in the middle of the second.
    var left = new AtomicInteger(all + StatementLoad.CHECKPOINT + 2_000);

    assertThatThrownBy(
            () ->
                ledger
                    .imports()
                    .run(run, ledger.business(), upload, () -> left.getAndDecrement() < 0))
        .isInstanceOf(Stopped.class);

    var stopped = ledger.byId(run.id());
    assertThat(stopped.state()).isEqualTo("interrupted");
    assertThat(stopped.detail()).isEqualTo(Runs.GO_ON);
    assertThat(stopped.rowsDone()).isEqualTo(StatementLoad.CHECKPOINT);
    var stored =
        Ledger.count(postgres.pool(), "SELECT count(*) FROM payment WHERE receipt LIKE 'UC2O%'");
    assertThat(stored).as("went on after the checkpoint").isGreaterThan(stopped.recovered());

    var done = ledger.imports().run(List.of(ledger.business()), upload, (row, of) -> {});

    assertThat(done.id()).isEqualTo(run.id());
    assertThat(done.state()).isEqualTo("done");
    assertThat(done.detail()).isNull();
    assertThat(TestStatements.tally(done)).isEqualTo(new Tally(rows, 0, 0, 0, rows / 10, 0));
    assertThat(
            Ledger.count(
                postgres.pool(), "SELECT count(*) FROM payment WHERE receipt LIKE 'UC2O%'"))
        .isEqualTo(rows);
  }

  @Test
  void marksWhatDeadProcessesLeft() {
    var dead = ledger.leftBehind(4711);
    var alive = ledger.leftBehind(4712);
    var other = PgConnection.connect(postgres.vertx(), postgres.options()).await();
    other.query("SELECT pg_advisory_lock(4712)").execute().await();

    ledger.imports().markDead(List.of()).await();

    assertThat(ledger.byId(dead).state()).isEqualTo("interrupted");
    assertThat(ledger.byId(dead).detail()).contains("Load the same file again");
    assertThat(ledger.byId(alive).state()).isEqualTo("loading");
    other.close().await();
    ledger.imports().markDead(List.of()).await();
    assertThat(ledger.byId(alive).state()).isEqualTo("interrupted");
  }

  @Test
  void loadsAFileOnceAtATime() throws IOException {
    var file = ledger.file(TestStatements.everything("UC2P").csv());
    var run =
        ledger.imports().begin(ledger.business(), ledger.upload(file), LineIds.hash(file)).await();

    assertThatThrownBy(
            () ->
                ledger
                    .imports()
                    .run(List.of(ledger.business()), ledger.upload(file), (row, of) -> {}))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("is being loaded just now, as statement " + run.id());

    ledger.imports().markDead(List.of()).await();
    assertThat(
            ledger
                .imports()
                .run(List.of(ledger.business()), ledger.upload(file), (row, of) -> {})
                .state())
        .as("given up by this process, and taken up again")
        .isEqualTo("done");
  }

  @Test
  void loadsTheSameFileForAnotherTillAnew() throws IOException {
    var csv =
        SampleStatement.of("600999").payment("UC2Q000001", "01-03-2026 10:00:00", "5.00").csv();
    var file = ledger.file(csv);

    assertThat(TestStatements.tally(ledger.run(file, "5120001")))
        .isEqualTo(new Tally(1, 0, 0, 0, 0, 0));
    assertThat(TestStatements.tally(ledger.run(file, "600984")))
        .isEqualTo(new Tally(0, 0, 1, 0, 0, 0));
  }
}
