package tillsight.server;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tillsight.server.cli.Terminal;

/** The command as a person runs it, against a business that takes everything. */
class SimulateTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  @TempDir Path folder;
  private Vertx vertx;
  private HttpServer business;

  @BeforeEach
  void listen() throws Exception {
    vertx = Vertx.vertx();
    business =
        vertx
            .createHttpServer()
            .requestHandler(request -> request.end().onSuccess(_ -> request.response().end()))
            .listen(0, "127.0.0.1")
            .await(10, SECONDS);
  }

  @AfterEach
  void close() throws Exception {
    vertx.close().await(10, SECONDS);
  }

  @Test
  void writesDownWhatReallyHappened() throws Exception {
    var truth = folder.resolve("truth.ndjson");
    var statement = folder.resolve("statement.csv");

    var code =
        run(
            "--duration=1",
            "--faults=loss=0.2,settlements=0.01,reversals=0.05",
            "--daraja=0",
            "--truth=" + truth,
            "--statement=" + statement);

    assertThat(code).as(err.toString()).isZero();
    assertThat(out.toString())
        .containsPattern("Daraja +http://127\\.0\\.0\\.1:\\d+")
        .contains("simulatedConsumerKey / simulatedConsumerSecret", "/certificate", "/truth")
        .contains("lost on purpose", "truth in " + truth);
    var lines = Files.readAllLines(truth);
    assertThat(lines.stream().filter(line -> line.contains("\"kind\":\"payment\""))).hasSize(100);
    assertThat(lines).anyMatch(line -> line.contains("\"announced\":false"));
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .contains("statement-600731.csv", "statement-5270011.csv");
    }
    assertThat(folder.resolve("statement-600731.csv")).content().contains("Total Paid In");
  }

  @Test
  void namesTheOnlyStatementAsAsked() {
    var statement = folder.resolve("one.csv");

    assertThat(run("--duration=1", "--till=paybill:600111", "--statement=" + statement)).isZero();

    assertThat(statement).content().contains("Short Code,600111");
  }

  @Test
  void saysWhatIsWrong() throws Exception {
    assertThat(run("--duration=1", "--daraja=0", "--quirks=page-siz=5")).isEqualTo(1);
    assertThat(err.toString()).contains("'page-siz=5' is no quirk of Daraja").hasLineCount(1);
    assertThat(run("--duration=1", "--quirks=page-size=5")).isEqualTo(1);
    assertThat(err.toString()).contains("add --daraja PORT");
    assertThat(run("--truth=" + folder.resolve("t"), "--duration=20000")).isEqualTo(1);
    assertThat(err.toString()).contains("choose a lower --rate").hasLineCount(1);
    try (var taken = new ServerSocket(0)) {
      assertThat(run("--duration=1", "--daraja=" + taken.getLocalPort())).isEqualTo(1);
      assertThat(err.toString()).contains("in use").hasLineCount(1);
    }
  }

  private int run(String... more) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    var all =
        Stream.concat(
            Stream.of(
                "simulate",
                "--target=http://127.0.0.1:" + business.actualPort(),
                "--token=t0ken",
                "--rate=100",
                "--seed=5"),
            Stream.of(more));
    return Main.run(
        new Terminal(Map.of(), new PrintWriter(out, true), new PrintWriter(err, true)),
        all.toArray(String[]::new));
  }
}
