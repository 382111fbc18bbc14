package tillsight.server.history;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tillsight.server.Ledger;
import tillsight.server.TestPostgres;
import tillsight.server.TestServer;
import tillsight.server.access.Seal;
import tillsight.server.business.BusinessFile;
import tillsight.server.business.Businesses;
import tillsight.server.business.Directory;
import tillsight.server.callback.Release;
import tillsight.server.http.Refused;

/** Payments files: good, damaged, interrupted and loaded twice. */
class CsvImportTest {

  @RegisterExtension static final TestPostgres postgres = new TestPostgres();

  private static final Seal seal = new Seal(new byte[32]);
  private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
  private static final String HEADER = "receipt,till,paid_at,amount,payer,first_name,account\n";
  private static final AtomicInteger count = new AtomicInteger();

  @TempDir Path folder;

  @BeforeAll
  static void apply() {
    new Businesses(postgres.pool(), seal).apply(BusinessFile.read(TestServer.BUSINESS), false);
  }

  @AfterEach
  void addUp() {
    assertThat(Ledger.contradictions(postgres.pool())).isEmpty();
  }

  @Test
  void countsNewDuplicateAndQuarantined() throws IOException {
    var result =
        load(
            HEADER
                + "CSVA000001,600984,2026-03-01T10:00:00+03:00,150.00,254708374149,WANJIRU,ACC001\n"
                + "CSVA000002,5120001,2026-03-01 10:00:00,5,2547 ***** 149,OTIENO,\n"
                + "csva000001,600984,2026-03-01T07:00:00Z,150,,,\n"
                + "CSVA000001,600984,2026-03-01T07:00:00Z,151,,,\n"
                + "CSVA000003,600984,2026-03-01T07:00:00Z,\"1,250.00\",,,\n"
                + "CSVA000004,600984,yesterday,10,,,\n"
                + "CSVA000005,600984,2026-03-03T07:00:00Z,10,,,\n"
                + "\n");

    assertThat(result.lines()).isEqualTo(7);
    assertThat(result.counts()).isEqualTo(new BulkLoad.Counts(2, 1, 4, 0));
    assertThat(paidAt("CSVA000001")).isEqualTo("2026-03-01T07:00:00Z");
    assertThat(paidAt("CSVA000002")).isEqualTo("2026-03-01T07:00:00Z");
  }

  @Test
  void addsNothingWhenLoadedTwice() throws IOException {
    var file =
        HEADER
            + "CSVB000001,600984,2026-03-01T10:00:00+03:00,150.00,,,\n"
            + "CSVB000002,600984,2026-03-01T10:00:00+03:00,nothing,,,\n";
    load(file);
    var before = tables();

    var again = load(file);

    assertThat(again.counts()).isEqualTo(new BulkLoad.Counts(0, 1, 1, 0));
    assertThat(tables()).isEqualTo(before);
  }

  @Test
  void goesOnWhereItWasInterrupted() throws IOException {
    var lines = 20_010;
    var file = new StringBuilder(HEADER);
    for (var i = 0; i < lines; i++) {
      file.append("CSVC%06d,5120001,2026-03-01T%02d:00:00+03:00,1.50,,,\n".formatted(i, i % 24));
    }
    var path = file(file.toString(), UTF_8);
    var left = new AtomicInteger(20_005);
    InstantSource pulledPlug =
        () -> {
          if (left.getAndDecrement() == 0) {
            throw new IllegalStateException("power cut");
          }
          return NOW;
        };
    assertThatThrownBy(() -> load(path, pulledPlug)).hasMessage("power cut");

    var result = load(path, InstantSource.fixed(NOW));

    assertThat(result.resumedAt()).isEqualTo(20_000);
    assertThat(result.lines()).isEqualTo(lines);
    assertThat(result.counts().all()).isEqualTo(lines);
    assertThat(
            Ledger.count(
                postgres.pool(), "SELECT count(*) FROM payment WHERE receipt LIKE 'CSVC%'"))
        .isEqualTo(lines);
  }

  @Test
  void readsWhatExcelWrites() throws IOException {
    var result =
        load(
            "\ufeff\"amount\",\"Receipt\",\"till\",\"paid_at\",\"first_name\"\r\n"
                + "\"12.50\",\"CSVD000001\",\"600984\",\"2026-03-01T10:00\",\"KARIUKI, \"\"JJ\"\"\"\r\n");

    assertThat(result.counts().booked()).isEqualTo(1);
    var row =
        Ledger.rows(postgres.pool(), "SELECT * FROM payment WHERE receipt = 'CSVD000001'")
            .getFirst();
    assertThat(row.getString("first_name")).isEqualTo("KARIUKI, \"JJ\"");
    assertThat(row.getLong("amount_cents")).isEqualTo(12_50);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                                     | line 1: the file is empty
          'receipt,till,paid_at~X,600984,2026-03-01T10:00'       | line 1: column 'amount' is missing
          'receipt,till,paid_at,amount,tip~'                     | line 1, column 5: 'tip' is no column
          'receipt,till,paid_at,amount,till~'                    | line 1, column 5: 'till' occurs twice
          'receipt,till,paid_at,amount~A1234567,600984,x,5~B1234567,111111,x,5' | line 3, column till: '111111'
          'receipt,till,paid_at,amount~A1234567,600984,x,5~,600984,x,5' | line 3, column receipt: is empty
          'receipt,till,paid_at,amount~A1234567,600984,x,5~B1234567,600984,x,1,250.00' | line 3: has 5 fields, the header has 4
          'receipt,till,paid_at,amount~A1234567,600984,x,5~B1234567' | line 3: has 1 fields
          """)
  void loadsNothingOfADamagedFile(String text, String complaint) throws IOException {
    var before = tables();
    var path = file(text.replace("~", "\n"), UTF_8);

    var refusal =
        catchThrowableOfType(
            PaymentsCsv.Unreadable.class, () -> load(path, InstantSource.fixed(NOW)));

    assertThat(refusal.complaints()).anySatisfy(said -> assertThat(said).startsWith(complaint));
    assertThat(tables()).isEqualTo(before);
  }

  @Test
  void loadsNothingOfAFileInAnotherEncoding() throws IOException {
    var before = tables();
    var path =
        file(
            HEADER + "CSVE000001,600984,2026-03-01T10:00,5,,NJ\u00c9RI,\n".repeat(2_000),
            ISO_8859_1);

    assertThatThrownBy(() -> load(path, InstantSource.fixed(NOW)))
        .isInstanceOf(PaymentsCsv.Unreadable.class)
        .hasMessageContaining("save it as UTF-8");
    assertThat(tables()).isEqualTo(before);
  }

  /** What a person accepts is what stood in the file, commas and all. */
  @Test
  void neverBooksAnotherAmountThanTheLineHad() throws IOException {
    load(HEADER + "CSVF000001,600984,2026-03-01T10:00,\"1,250.00\",254708374149,A,B\n");
    var directory = Directory.load(postgres.pool(), seal).await();
    var business = directory.businesses().iterator().next();
    var id =
        Ledger.rows(postgres.pool(), "SELECT id FROM quarantine WHERE receipt = 'CSVF000001'")
            .getFirst()
            .getUUID("id");
    var release =
        new Release(
            postgres.vertx(), postgres.pool(), () -> directory, seal, InstantSource.fixed(NOW));

    assertThatThrownBy(() -> release.accept(business.id(), id, "owner", "why not").await())
        .isInstanceOf(Refused.class);

    assertThat(Ledger.rows(postgres.pool(), "SELECT FROM payment WHERE receipt = 'CSVF000001'"))
        .isEmpty();
  }

  private CsvImport.Result load(String text) throws IOException {
    return load(file(text, UTF_8), InstantSource.fixed(NOW));
  }

  private static CsvImport.Result load(Path path, InstantSource clock) throws IOException {
    return new CsvImport(postgres.vertx(), postgres.options(), postgres.pool(), seal, clock)
        .run(path, (done, all) -> {});
  }

  private Path file(String text, Charset charset) throws IOException {
    return Files.write(
        folder.resolve("payments-" + count.incrementAndGet() + ".csv"), text.getBytes(charset));
  }

  private static String paidAt(String receipt) {
    return Ledger.rows(postgres.pool(), "SELECT paid_at FROM payment WHERE receipt = $1", receipt)
        .getFirst()
        .getOffsetDateTime("paid_at")
        .toInstant()
        .toString();
  }

  private static List<Long> tables() {
    return List.of("callback", "payment", "quarantine", "payer").stream()
        .map(table -> Ledger.count(postgres.pool(), "SELECT count(*) FROM " + table))
        .toList();
  }
}
