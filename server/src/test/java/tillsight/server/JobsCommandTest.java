package tillsight.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tillsight.server.cli.Terminal;
import tillsight.server.daraja.ScriptedDaraja;
import tillsight.server.daraja.ScriptedDaraja.Reply;

/** Jobs as somebody at a terminal runs them. */
class JobsCommandTest {

  @RegisterExtension static final TestPostgres postgres = new TestPostgres();

  private static final String QUERY = "/pulltransactions/v1/query";
  private static final String FILE =
      """
      businesses:
        - name: Acme
          daraja: {consumerKey: k, consumerSecret: s, shortcode: "744001", c2bVersion: v2}
          branches:
            - name: Westlands
              tills: [{code: "744001", kind: paybill, name: Office}]
        - name: Bare
      """;
  private static final String ROW =
      """
      {"ResponseCode":"1000","ResponseMessage":"Success","Response":[[{"transactionId":"UC2JOBS001",\
      "trxDate":"2026-03-02T10:40:00+03:00","msisdn":254708374149,"sender":"JANE DOE",\
      "transactiontype":"c2b-pay-bill-debit","billreference":"A1","amount":"200.00"}]]}""";

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Map<String, String> environment = new HashMap<>();
  private final Vertx vertx = Vertx.vertx();
  private ScriptedDaraja remote;

  @BeforeEach
  void start() throws IOException {
    remote = new ScriptedDaraja(vertx).trusting();
    postgres.pool().query("TRUNCATE pull_run, daraja_token").execute().await();
    environment.put("TILLSIGHT_DB", postgres.uri());
    environment.put("TILLSIGHT_MODE", "demo");
    environment.put("TILLSIGHT_FIXED_CLOCK", "2026-03-02T12:00:00Z");
    environment.put("TILLSIGHT_SECRETS_KEY", Base64.getEncoder().encodeToString(new byte[32]));
    environment.put("TILLSIGHT_DARAJA_URL", remote.base().toString());
    var file = Files.writeString(folder.resolve("acme.yaml"), FILE);
    assertThat(run("apply", file.toString())).isZero();
  }

  @AfterEach
  void stop() {
    remote.close();
    vertx.close().await();
  }

  @Test
  void pullsAndSaysWhatCameOfIt() {
    remote.on(QUERY, Reply.ok(ROW));

    assertThat(run("jobs", "run", "pull")).as(err.toString()).isZero();
    assertThat(out.toString())
        .contains(
            "Acme 744001: complete, 1 rows: 0 known, 1 recovered, 0 held (28 Feb 15:10 to 2 Mar"
                + " 15:00)",
            "Bare has no Daraja credentials");

    assertThat(run("daraja", "pull", "--business", "acme")).isZero();
    assertThat(out.toString()).contains("1 known, 0 recovered");

    assertThat(run("jobs", "run", "completeness", "--from", "2026-03-01", "--to", "2026-03-03"))
        .isZero();
    assertThat(out.toString())
        .contains(
            "2026-03-02 744001: open, 1 payments, 1 recovered by Pull",
            "Acme, 2026-03-01 to 2026-03-02: 1 days of tills proven, 0 with a gap, 1 open");

    assertThat(run("jobs", "history")).isZero();
    assertThat(out.toString()).hasLineCount(2).contains("Acme 744001: complete", "command line");

    assertThat(run("jobs", "list")).isZero();
    assertThat(out.toString())
        .contains("Acme 744001: next at 2026-03-02T13", "proven until 2026-03-02T11:58:00Z");
  }

  @Test
  void failsWithTheRemedy() {
    remote.on(QUERY, Reply.error(400, "400.001", "Invalid ShortCode"));
    assertThat(run("jobs", "run", "pull", "--business", "Acme")).isEqualTo(1);
    assertThat(out.toString()).contains("744001: failed", "store number or head office");

    remote.on(
        QUERY,
        Reply.ok(
            "{\"ResponseCode\":\"1001\",\"ResponseMessage\":\"No records found or Organization"
                + " Name not available\",\"Response\":[[]]}"));
    assertThat(run("jobs", "run", "pull", "--business", "Acme")).isEqualTo(1);
    assertThat(out.toString()).contains("Register 744001: tillsight daraja register");

    assertThat(run("jobs", "run", "pull", "--business", "Bare")).isEqualTo(1);
    assertThat(err.toString()).contains("add daraja to its apply file").hasLineCount(1);

    assertThat(run("jobs", "run", "pull", "--business", "Nobody")).isEqualTo(1);
    assertThat(err.toString()).contains("there is no business 'Nobody'; there are: Acme, Bare");
  }

  @Test
  void knowsWhichJobsThereAre() {
    assertThat(run("jobs")).isEqualTo(2);
    assertThat(err.toString()).contains("say what to do: run, list, history");
    assertThat(run("jobs", "run", "forecast")).isEqualTo(2);
    assertThat(err.toString()).contains("comes with the analytics");
    assertThat(run("jobs", "run", "laundry")).isEqualTo(2);
    assertThat(err.toString()).contains("there are pull and completeness");
    assertThat(run("jobs", "run", "completeness", "--from", "March")).isEqualTo(2);
    assertThat(run("jobs", "run", "completeness", "--from", "2026-03-02", "--to", "2026-03-01"))
        .isEqualTo(1);
  }

  private int run(String... args) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return Main.run(
        new Terminal(environment, new PrintWriter(out, true), new PrintWriter(err, true)), args);
  }
}
