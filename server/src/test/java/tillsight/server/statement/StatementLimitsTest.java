package tillsight.server.statement;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tillsight.server.Ledger;
import tillsight.server.TestPostgres;
import tillsight.server.TestServer;
import tillsight.server.access.Seal;
import tillsight.server.business.Business;
import tillsight.server.business.BusinessFile;
import tillsight.server.business.Businesses;
import tillsight.server.business.Directory;

/** Statements that are as large as they come: how long they take, how little memory, and a kill. */
@Tag("slow")
class StatementLimitsTest {

  private static final Logger log = LoggerFactory.getLogger(StatementLimitsTest.class);

  private static final Duration LOAD_MAX = Duration.ofSeconds(20);
  private static final int ROWS = 100_000;
  private static final String TOP =
      "Short Code,600984\r\nTime Period,From 01-03-2026 00:00:00,To 31-03-2026 23:59:59\r\n";

  @RegisterExtension static final TestPostgres postgres = new TestPostgres();

  private static final Seal seal = new Seal(new byte[32]);
  private static Business acme;

  @TempDir Path folder;

  @BeforeAll
  static void open() {
    new Businesses(postgres.pool(), seal).apply(BusinessFile.read(TestServer.BUSINESS), false);
    acme = Directory.load(postgres.pool(), seal).await().businesses().iterator().next();
  }

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void loadsAHundredThousandRowsInTwentySeconds() throws IOException {
    load(csv("WARM", 5_000, 0));
    var csv = csv("TXTA", ROWS, 0);
    var workbook = workbook("XLSX", ROWS);

    assertThat(timed(csv)).isLessThan(LOAD_MAX);
    assertThat(timed(workbook)).isLessThan(LOAD_MAX);

    var again = load(csv);
    assertThat(again.known()).isEqualTo(ROWS);
    assertThat(again.recovered()).isZero();
    assertThat(count("TXTA")).isEqualTo(ROWS);
    assertThat(Ledger.contradictions(postgres.pool())).isEmpty();
  }

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void loads200MegabytesWith256OfMemory() throws Exception {
    var large = csv("HUGE", 180_000, 1_000);
    assertThat(Files.size(large)).isGreaterThan(200L * 1024 * 1024);

    assertThat(run(large, process("import", large, "-Xmx256m"))).contains("180,000 new");

    assertThat(count("HUGE")).isEqualTo(180_000);
    var workbook = workbook("WBOK", ROWS);
    assertThat(run(workbook, process("import", workbook, "-Xmx256m"))).contains("100,000 new");
    assertThat(Ledger.contradictions(postgres.pool())).isEmpty();
  }

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void loadsNothingOfALargeFileWhoseLastLineIsDamaged() throws Exception {
    var large = csv("DAMG", 180_000, 1_000);
    Files.writeString(
        large, "DAMG99999X,15:50,,,Completed,5.00\r\n", java.nio.file.StandardOpenOption.APPEND);
    var process = process("import", large, "-Xmx256m");

    var said = new String(process.getInputStream().readAllBytes(), UTF_8);

    assertThat(process.waitFor()).isEqualTo(1);
    assertThat(said)
        .contains("line 180005", "is a time without its date", "nothing was loaded")
        .doesNotContain("\tat ");
    assertThat(count("DAMG")).isZero();
  }

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void goesOnAfterAKill() throws Exception {
    var file = csv("KILL", 60_000, 0);
    var process = process("import", file, "-Xmx256m");
    while (process.isAlive() && rowsDone() == 0) {
      assertThat(process.waitFor(10, TimeUnit.MILLISECONDS)).as("dies on its own").isFalse();
    }
    process.destroyForcibly().waitFor();
    var killed = count("KILL");
    assertThat(killed).isBetween(1L, 59_999L);

    var done = load(file);

    log.info("Killed after {} of 60000 payments", killed);
    assertThat(done.state()).isEqualTo("done");
    assertThat(done.recovered()).isEqualTo(60_000);
    assertThat(done.known()).isZero();
    assertThat(done.rows()).isEqualTo(60_000);
    assertThat(count("KILL")).isEqualTo(60_000);
    assertThat(
            Ledger.count(
                postgres.pool(), "SELECT count(*) FROM callback WHERE receipt LIKE 'KILL%'"))
        .isEqualTo(60_000);
    assertThat(Ledger.contradictions(postgres.pool())).isEmpty();
  }

  private static Duration timed(Path file) throws IOException {
    var start = System.nanoTime();
    var done = load(file);
    var took = Duration.ofNanos(System.nanoTime() - start);
    log.info("{} rows of {} in {} ms", done.rows(), file.getFileName(), took.toMillis());
    assertThat(done.recovered()).isEqualTo(ROWS);
    return took;
  }

  private static Statement load(Path file) throws IOException {
    var statements =
        new StatementImport(
            postgres.vertx(), postgres.options(), postgres.pool(), seal, InstantSource.system());
    statements.open().await();
    try {
      return statements.run(
          List.of(acme),
          new StatementImport.Upload(file, "large", null, null, "tester"),
          (row, rows) -> {});
    } finally {
      statements.close().await();
    }
  }

  private Path csv(String prefix, int rows, int padding) throws IOException {
    var file = folder.resolve(prefix + ".csv");
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write(TOP);
      out.write("Total Paid In,\"%,d.00\"\r\n".formatted(rows));
      out.write(String.join(",", SampleStatement.HEADER) + "\r\n");
      for (var i = 0; i < rows; i++) {
        out.write(String.join(",", row(prefix, i, padding)) + "\r\n");
      }
    }
    return file;
  }

  private Path workbook(String prefix, int rows) {
    var workbook =
        new TestWorkbook().sheet().row("Short Code", "600984").row(SampleStatement.HEADER);
    for (var i = 0; i < rows; i++) {
      workbook.row(row(prefix, i, 0));
    }
    return workbook.write(folder.resolve(prefix + ".xlsx"));
  }

  private static String[] row(String prefix, int i, int padding) {
    var time =
        "%02d-03-2026 %02d:%02d:%02d".formatted(i % 28 + 1, i / 28 % 24, i % 60, i / 60 % 60);
    return new String[] {
      "%s%06d".formatted(prefix, i),
      time,
      time,
      "Pay Bill Online from 2547****%03d - JANE DOE Acc. INV%d%s"
          .formatted(i % 1_000, i, "x".repeat(padding)),
      "Completed",
      "1.00",
      "",
      "%d.00".formatted(1_000_000 + i),
      "true",
      "Pay Bill Online",
      "2547****%03d - JANE DOE".formatted(i % 1_000),
      "",
      "INV%d".formatted(i)
    };
  }

  private static String run(Path file, Process process) throws Exception {
    var said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(file + "\n" + said).isZero();
    log.info("{}: {}", file.getFileName(), said.lines().skip(said.lines().count() - 2).toList());
    return said;
  }

  private static Process process(String command, Path file, String heap) throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var line = new ArrayList<>(List.of(java, heap, "-XX:+UseSerialGC"));
    line.addAll(List.of("--enable-native-access=ALL-UNNAMED"));
    line.addAll(List.of("--sun-misc-unsafe-memory-access=allow"));
    line.addAll(List.of("-cp", System.getProperty("java.class.path"), "tillsight.server.Main"));
    line.addAll(List.of(command, file.toString(), "--format", "org-statement"));
    var builder = new ProcessBuilder(line).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("TILLSIGHT_"));
    builder.environment().put("TILLSIGHT_DB", postgres.uri());
    builder
        .environment()
        .put("TILLSIGHT_SECRETS_KEY", Base64.getEncoder().encodeToString(new byte[32]));
    return builder.start();
  }

  private static long rowsDone() {
    return Ledger.count(
        postgres.pool(),
        "SELECT coalesce(max(rows_done), 0) FROM statement WHERE file_name = 'KILL.csv'");
  }

  private static long count(String prefix) {
    return Ledger.count(
        postgres.pool(), "SELECT count(*) FROM payment WHERE receipt LIKE $1", prefix + "%");
  }
}
