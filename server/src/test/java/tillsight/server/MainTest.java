package tillsight.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tillsight.server.access.Seal;
import tillsight.server.cli.Terminal;
import tillsight.server.spool.DurableFile;

class MainTest {

  @RegisterExtension static final TestPostgres postgres = new TestPostgres();

  private static final String FILE =
      """
      businesses:
        - name: Acme Stores
          branches:
            - name: Westlands
              tills: [{code: "5120001", kind: buy-goods, name: Counter 1}]
      """;

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Map<String, String> environment = new HashMap<>();

  @Test
  void explainsItself() throws IOException {
    assertThat(run("--help")).isZero();
    assertThat(out.toString()).contains("Usage: tillsight", "migrate", "apply", "doctor");

    assertThat(run("apply", "--help")).isZero();
    assertThat(out.toString()).contains("--dry-run", "--debug", "FILE");
  }

  @Test
  void listsTheCommandsThatTheLauncherKnows() throws IOException {
    var launcher = Files.readString(Path.of("..", "tillsight"));
    for (var name : Main.names()) {
      assertThat(launcher).containsPattern("(?m)^  " + name + " +\\S");
      assertThat(launcher).containsPattern("(?m)^  (\\S+ \\| )*" + name + "( \\| \\S+)*\\)$");
    }
  }

  @Test
  void answersWrongUseWithOneLineAndTwo() {
    assertThat(run("migrate", "--fast")).isEqualTo(2);
    assertThat(err.toString())
        .isEqualTo("tillsight migrate: Unknown option: '--fast'; see tillsight migrate --help\n");
    assertThat(run("sing")).isEqualTo(2);
    assertThat(run()).isEqualTo(2);
    assertThat(run("apply")).isEqualTo(2);
  }

  @Test
  void answersAFailureWithOneLineAndOne() throws IOException {
    environment.put("TILLSIGHT_DB", "postgresql://localhost:%d/till".formatted(freePort()));

    assertThat(run("migrate")).isEqualTo(1);
    assertThat(err.toString())
        .contains("Connection refused; check that PostgreSQL runs there")
        .hasLineCount(1);
  }

  @Test
  void showsAStackTraceWhenAsked() throws IOException {
    environment.put("TILLSIGHT_DB", "postgresql://localhost:%d/till".formatted(freePort()));

    assertThat(run("migrate", "--debug")).isEqualTo(1);
    assertThat(err.toString()).contains("\tat tillsight.");
  }

  @Test
  void namesTheRemedyForAMissingDatabase() {
    environment.put("TILLSIGHT_DB", postgres.uri().replaceAll("/test_\\d+$", "/nowhere"));

    assertThat(run("migrate")).isEqualTo(1);
    assertThat(err.toString())
        .contains("database \"nowhere\" does not exist; create it")
        .hasLineCount(1);
  }

  @Test
  void migratesOnce() {
    environment.put("TILLSIGHT_DB", postgres.uri());

    assertThat(run("migrate")).isZero();
    assertThat(out.toString()).contains("up to date");
  }

  @Test
  void appliesAFileAndShowsAMadeTokenOnce() throws IOException {
    configure();
    var file = Files.writeString(folder.resolve("acme.yaml"), FILE).toString();

    assertThat(run("apply", file, "--dry-run")).isZero();
    assertThat(out.toString())
        .contains("+ business Acme Stores", "token for Acme Stores will be made", "Dry run");

    assertThat(run("apply", file)).isZero();
    assertThat(out.toString())
        .contains("+ till 5120001 Counter 1 (buy-goods) in Westlands")
        .containsPattern("callback token of Acme Stores \\(shown only now\\): \\w{30}\n");

    assertThat(run("apply", file)).isZero();
    assertThat(out.toString()).isEqualTo("= nothing to change\n");

    assertThat(run("doctor")).isZero();
    assertThat(out.toString())
        .contains("ok    secrets of Acme Stores", "warn  Daraja of Acme Stores")
        .doesNotContain("fail");

    environment.put(
        "TILLSIGHT_SECRETS_KEY",
        Base64.getEncoder().encodeToString("k".repeat(32).getBytes(UTF_8)));
    assertThat(run("doctor")).isEqualTo(1);
    assertThat(out.toString()).contains("fail  secrets of Acme Stores: do not open; set TILL");
  }

  @Test
  void changesTheSecretsKey() throws IOException {
    configure();
    var file = Files.writeString(folder.resolve("acme.yaml"), FILE).toString();
    run("apply", file);
    var newKey = Base64.getEncoder().encodeToString("n".repeat(32).getBytes(UTF_8));
    var keyFile = Files.writeString(folder.resolve("key"), newKey + "\n").toString();

    assertThat(run("secrets", "rotate")).isEqualTo(2);
    assertThat(run("secrets", "rotate", "--new-key-file", file)).isEqualTo(1);
    assertThat(err.toString()).contains("acme.yaml is not 32 bytes in base64").hasLineCount(1);
    assertThat(run("secrets", "rotate", "--new-key-file", keyFile)).isZero();
    assertThat(out.toString()).contains("Set TILLSIGHT_SECRETS_KEY to the new key");

    var oldKey = environment.put("TILLSIGHT_SECRETS_KEY", newKey);
    assertThat(run("apply", file)).isZero();
    assertThat(run("doctor")).isZero();
    assertThat(run("secrets", "rotate", "--new-key-file", keyFile)).isEqualTo(1);
    assertThat(err.toString()).contains("the new key is the old one");
    // Back again, for the other tests.
    Files.writeString(folder.resolve("key"), oldKey);
    assertThat(run("secrets", "rotate", "--new-key-file", keyFile)).isZero();
  }

  @Test
  void namesFileLineAndColumnOfEveryError() throws IOException {
    configure();
    var file = Files.writeString(folder.resolve("bad.yaml"), "businesses: 3\nshops: []\n");

    assertThat(run("apply", file.toString())).isEqualTo(1);
    assertThat(err.toString())
        .isEqualTo(
            """
            tillsight apply: %1$s, line 1, column 13: businesses must be a list
            tillsight apply: %1$s, line 2, column 1: 'shops' is not known here; use businesses
            """
                .formatted(file));
  }

  @Test
  void refusesFilesThatAreNone() throws IOException {
    configure();

    assertThat(run("apply", folder.resolve("none.yaml").toString())).isEqualTo(1);
    assertThat(err.toString()).contains("there is no file").hasLineCount(1);
    assertThat(run("apply", folder.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("is a folder").hasLineCount(1);
    var binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe});
    assertThat(run("apply", binary.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("is not UTF-8 text").hasLineCount(1);
  }

  @Test
  void findsWhatIsWrongWithoutADatabase() throws IOException {
    configure();
    try (var taken = new ServerSocket(0)) {
      environment.put("TILLSIGHT_DB", "postgresql://localhost:%d/till".formatted(freePort()));
      environment.put("TILLSIGHT_SERVER_URL", "https://pay.MPesa.example");
      environment.put("TILLSIGHT_UI_PORT", Integer.toString(taken.getLocalPort()));

      assertThat(run("doctor")).isEqualTo(1);
    }
    assertThat(out.toString())
        .contains(
            "fail  callback address: https://pay.MPesa.example contains 'mpesa'",
            "fail  database: localhost:",
            "fail  UI port: ");

    environment.put("TILLSIGHT_CALLBACK_SOURCES", "10.0.0.0/33");
    assertThat(run("doctor")).isEqualTo(1);
    assertThat(out.toString())
        .startsWith("fail  configuration: TILLSIGHT_CALLBACK_SOURCES")
        .contains("'10.0.0.0/33'");

    environment.put("TILLSIGHT_MODE", "staging");
    environment.remove("TILLSIGHT_CALLBACK_SOURCES");
    assertThat(run("doctor")).isEqualTo(1);
    assertThat(out.toString()).startsWith("fail  configuration: TILLSIGHT_MODE");
  }

  @Test
  void importsStatementsAndNamesWhatIsDamaged() throws IOException {
    configure();
    assertThat(run("apply", Files.writeString(folder.resolve("a.yaml"), FILE).toString())).isZero();
    var top =
        "Short Code,5120001\nTotal Paid In,150.00\nReceipt No.,Completion Time,Details,Paid In,Withdrawn,Reason Type\n";
    var row = "UC2MAIN001,01-03-2026 10:00:00,Pay Merchant,150.00,,Pay Merchant\n";
    var file = Files.writeString(folder.resolve("march.csv"), top + row).toString();

    assertThat(run("import", file, "--format", "org-statement")).isZero();
    assertThat(out.toString())
        .isEqualTo(
            """
            1 rows of 5120001: 1 new (recovered), 0 duplicate (known), 0 quarantined, 0 reversals, 0 movements, 0 skipped
            Totals: KES 150.00 paid in, KES 0.00 withdrawn, as the statement states
            """);
    assertThat(err.toString()).contains("100 %");
    assertThat(run("import", file, "--format", "org-statement", "--till", "5120001")).isZero();
    assertThat(out.toString()).contains("0 new (recovered), 1 duplicate (known)");

    assertThat(run("import", file, "--format", "merchant-statement")).isEqualTo(1);
    assertThat(err.toString())
        .startsWith("tillsight import: " + file + ", The columns are those of format org-statement")
        .endsWith("tillsight import: nothing was loaded\n");
    var damaged =
        Files.writeString(folder.resolve("bad.csv"), top + row.replace("01-03-2026 ", ""));
    assertThat(run("import", damaged.toString(), "--format", "org-statement")).isEqualTo(1);
    assertThat(err.toString())
        .startsWith(
            "tillsight import: %s, line 4 column Completion Time is a time without its date"
                .formatted(damaged));
    assertThat(run("import", file, "--format", "pdf")).isEqualTo(2);
    assertThat(run("import", file, "--format", "payments-csv", "--till", "5120001")).isEqualTo(2);
  }

  @Test
  void startsNoServerThatKnowsNoBusinessWhileTheDatabaseIsAway() throws IOException {
    configure();
    environment.put("TILLSIGHT_DB", "postgresql://localhost:%d/till".formatted(freePort()));

    assertThat(run("server")).isEqualTo(1);
    assertThat(err.toString())
        .contains("Connection refused; check that PostgreSQL runs there")
        .hasLineCount(1);
  }

  @Test
  void startsNoServerWhoseKeyDoesNotOpenWhatItKnewOfItsBusinesses() throws IOException {
    configure();
    environment.put("TILLSIGHT_DB", "postgresql://localhost:%d/till".formatted(freePort()));
    var other = new Seal("k".repeat(32).getBytes(UTF_8));
    Files.createDirectory(folder.resolve("spool"));
    DurableFile.write(
        folder.resolve("spool/directory.sealed"),
        other.seal(Seal.Purpose.DIRECTORY, "{}".getBytes(UTF_8)));

    assertThat(run("server")).isEqualTo(1);
    assertThat(err.toString())
        .contains("Connection refused", "directory.sealed does not open; set TILLSIGHT_SECRETS_KEY")
        .hasLineCount(1);
  }

  @Test
  void startsNoServerWithoutAFolderForItsSpool() throws IOException {
    configure();
    environment.put(
        "TILLSIGHT_SPOOL_DIR", Files.writeString(folder.resolve("file"), "").toString());

    assertThat(run("server")).isEqualTo(1);
    assertThat(err.toString())
        .contains("TILLSIGHT_SPOOL_DIR is", "correct its owner, or set it to another folder")
        .hasLineCount(1);
  }

  private void configure() {
    environment.put("TILLSIGHT_DB", postgres.uri());
    environment.put("TILLSIGHT_SECRETS_KEY", Base64.getEncoder().encodeToString(new byte[32]));
    environment.put("TILLSIGHT_SPOOL_DIR", folder.resolve("spool").toString());
    for (var port : new String[] {"HTTP", "MANAGEMENT", "UI"}) {
      environment.put("TILLSIGHT_" + port + "_PORT", "0");
    }
  }

  /** Runs a command; what it prints replaces what the one before it printed. */
  private int run(String... args) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return Main.run(
        new Terminal(environment, new PrintWriter(out, true), new PrintWriter(err, true)), args);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
