package tillsight.server.statement;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tillsight.server.Ledger;
import tillsight.server.TestPostgres;
import tillsight.server.access.Seal;
import tillsight.server.business.BusinessFile;
import tillsight.server.business.Businesses;
import tillsight.server.business.Directory;
import tillsight.server.simulator.Movement;
import tillsight.server.simulator.Mpesa;
import tillsight.server.simulator.PortalStatement;
import tillsight.server.simulator.Profile;
import tillsight.server.simulator.Shop;

/** Statements of a week of the demo's trade, against the books of the simulated M-PESA. */
class SimulatedStatementTest {

  @RegisterExtension static final TestPostgres postgres = new TestPostgres();

  private static final Seal seal = new Seal(new byte[32]);
  private static final Instant FROM = Instant.parse("2026-03-01T21:00:00Z");
  private static final Instant TO = FROM.plus(Duration.ofDays(7));
  private static Mpesa mpesa;
  private static Directory directory;

  @TempDir Path folder;

  @BeforeAll
  static void trade() throws IOException {
    try (var demo = SimulatedStatementTest.class.getResourceAsStream("/demo.yaml")) {
      var file = BusinessFile.read(new String(requireNonNull(demo).readAllBytes(), UTF_8));
      new Businesses(postgres.pool(), seal).apply(file, false);
    }
    directory = Directory.load(postgres.pool(), seal).await();
    var shop = new Shop(11, Profile.DEMO);
    mpesa = Mpesa.of(shop);
    mpesa.replay(shop.plan(FROM, TO), _ -> true);
  }

  @ParameterizedTest
  @CsvSource({
    "600731, ORGANISATION, csv",
    "5270011, ORGANISATION, xlsx",
    "5270012, MERCHANT, csv",
    "5270021, MERCHANT, xlsx",
    "5270010, ORGANISATION, csv"
  })
  void leavesWhatMovedInTheLedger(String code, PortalStatement.Format format, String kind)
      throws IOException {
    var done = load(file(code, format, kind));

    assertThat(done.state()).isEqualTo("done");
    assertThat(done.till()).isEqualTo(code);
    assertThat(done.totalsMatch()).isTrue();
    assertThat(done.periodFrom()).isEqualTo(FROM);
    assertThat(done.periodTo()).isEqualTo(TO);
    assertThat(done.recovered()).isEqualTo(count(code, Movement.Kind.PAYMENT));
    assertThat(done.movements())
        .isEqualTo(count(code, Movement.Kind.CHARGE) + count(code, Movement.Kind.SETTLEMENT));
    assertThat(done.known()).isZero();
    assertThat(done.rows())
        .isEqualTo(
            done.recovered()
                + done.quarantined()
                + done.reversals()
                + done.movements()
                + done.skipped());
    // The merchant's export has no link; what it takes back stands in the details.
    assertThat(done.reversals() + done.quarantined())
        .isEqualTo(count(code, Movement.Kind.REVERSAL));
    assertThat(Ledger.contradictions(postgres.pool())).isEmpty();
  }

  @Test
  void findsTheOnePaymentThatIsMissing() throws IOException {
    var code = "5270041";
    load(file(code, PortalStatement.Format.ORGANISATION, "csv"));
    var all = takings();
    var lost =
        Ledger.rows(
                postgres.pool(),
                """
                SELECT p.receipt FROM payment p JOIN till t ON t.id = p.till_id
                WHERE t.code = $1 AND p.revenue = 'yes' ORDER BY p.paid_at LIMIT 1
                """,
                code)
            .getFirst()
            .getString("receipt");
    forget(lost);
    assertThat(takings()).isNotEqualTo(all);

    var again = load(file(code, PortalStatement.Format.MERCHANT, "csv"));

    assertThat(again.recovered()).isEqualTo(1);
    assertThat(again.known()).isEqualTo(count(code, Movement.Kind.PAYMENT) - 1);
    assertThat(takings()).isEqualTo(all);
    assertThat(
            Ledger.count(postgres.pool(), "SELECT count(*) FROM payment WHERE receipt = $1", lost))
        .isEqualTo(1);
  }

  /** As if nothing had ever told of it. */
  private static void forget(String receipt) {
    for (var sql :
        new String[] {
          """
          UPDATE takings t SET payments = payments - 1, gross_cents = gross_cents - p.amount_cents
          FROM payment p WHERE p.receipt = $1 AND t.business_id = p.business_id
            AND t.till_id = p.till_id AND t.hour = date_trunc('hour', p.paid_at, 'UTC')
          """,
          "DELETE FROM callback WHERE receipt = $1",
          "DELETE FROM payment WHERE receipt = $1"
        }) {
      Ledger.rows(postgres.pool(), sql, receipt);
    }
  }

  private static String takings() {
    return Ledger.rows(
            postgres.pool(), "SELECT sum(payments)::bigint, sum(gross_cents)::bigint FROM takings")
        .getFirst()
        .deepToString();
  }

  private static long count(String code, Movement.Kind kind) {
    return mpesa.truth(code, FROM, TO).stream().filter(moved -> moved.kind() == kind).count();
  }

  private Path file(String code, PortalStatement.Format format, String kind) throws IOException {
    var file = folder.resolve(code + format + "." + kind);
    if (kind.equals("csv")) {
      try (var out = Files.newBufferedWriter(file)) {
        PortalStatement.write(mpesa, code, FROM, TO, format, out);
      }
      return file;
    }
    var workbook = new TestWorkbook().sheet();
    PortalStatement.rows(mpesa, code, FROM, TO, format)
        .forEach(row -> workbook.row(row.toArray(String[]::new)));
    return workbook.write(file);
  }

  private static Statement load(Path file) throws IOException {
    var statements =
        new StatementImport(
            postgres.vertx(),
            postgres.options(),
            postgres.pool(),
            seal,
            InstantSource.fixed(TO.plus(Duration.ofDays(1))));
    statements.open().await();
    try {
      return statements.run(
          directory.businesses(),
          new StatementImport.Upload(file, "week", null, null, "tester"),
          (row, rows) -> {});
    } finally {
      statements.close().await();
    }
  }
}
