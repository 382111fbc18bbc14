package tillsight.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
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
import tillsight.server.daraja.TestCertificate;

class DarajaCommandTest {

  @RegisterExtension static final TestPostgres postgres = new TestPostgres();

  private static final String FILE =
      """
      businesses:
        - name: Acme
          callbackToken: t0k3nt0k3nt0k3nt0k3nt0k3nt0
          daraja:
            consumerKey: k3yOfTheApp
            consumerSecret: s3cr3tOfTheApp
            shortcode: "600984"
            nominatedNumber: "254708374149"
          branches:
            - name: Westlands
              tills: [{code: "600984", kind: paybill, name: Office}]
        - name: Bare
      """;
  private static final String URLS = "/mpesa/c2b/v2/registerurl";
  private static final String PULL = "/pulltransactions/v1/register";

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Map<String, String> environment = new HashMap<>();
  private final Vertx vertx = Vertx.vertx();
  private ScriptedDaraja remote;

  @BeforeEach
  void start() throws IOException {
    remote = new ScriptedDaraja(vertx).dated(InstantSource.system());
    postgres
        .pool()
        .query(
            "TRUNCATE business, daraja_token, daraja_registration, daraja_request, account_balance CASCADE")
        .execute()
        .await();
    environment.put("TILLSIGHT_DB", postgres.uri());
    environment.put("TILLSIGHT_SECRETS_KEY", Base64.getEncoder().encodeToString(new byte[32]));
    environment.put("TILLSIGHT_SPOOL_DIR", folder.resolve("spool").toString());
    environment.put("TILLSIGHT_DARAJA_URL", remote.base().toString());
    environment.put("TILLSIGHT_PUBLIC_URL", "https://pay.till.example");
    for (var port : new String[] {"HTTP", "MANAGEMENT", "UI"}) {
      environment.put("TILLSIGHT_" + port + "_PORT", "0");
    }
    var file = Files.writeString(folder.resolve("acme.yaml"), FILE);
    assertThat(run("apply", file.toString())).isZero();
  }

  @AfterEach
  void stop() {
    remote.close();
    vertx.close().await();
  }

  @Test
  void wantsToBeToldWhatToDo() {
    assertThat(run("daraja")).isEqualTo(2);
    assertThat(err.toString())
        .contains("say what to do: status, token, register, pull, balance, stk");
    assertThat(run("daraja", "register", "--help")).isZero();
    assertThat(out.toString()).contains("--shortcode", "--business", "--debug");
  }

  @Test
  void triesTheKeys() {
    assertThat(run("daraja", "token")).isZero();
    assertThat(out.toString())
        .contains("Acme: ok, a token until ", "Bare: no credentials are stored");

    remote.on(ScriptedDaraja.TOKEN_PATH, Reply.json(400, ""));
    assertThat(run("daraja", "token", "--business", "acme")).isEqualTo(1);
    assertThat(out.toString()).contains("consumer key and secret").doesNotContain("Bare");
    assertThat(run("daraja", "token", "--business", "Other")).isEqualTo(1);
    assertThat(err.toString()).contains("there is no business 'Other'; there are: Acme, Bare");
  }

  @Test
  void registersAndSaysHowItStands() {
    remote.on(URLS, Reply.ok("{\"ResponseCode\":\"0\"}"));
    remote.on(PULL, Reply.error(400, "400.001", "Invalid short code"));

    assertThat(run("daraja", "register")).isEqualTo(1);
    assertThat(out.toString())
        .contains(
            "Acme 600984 addresses: registered",
            "Acme 600984 Pull: refused; Daraja does not take this short code");
    assertThat(remote.asked(URLS).getFirst().json().getString("ConfirmationURL"))
        .startsWith("https://pay.till.example/c2b/t0k3n");

    assertThat(run("daraja", "register", "--urls", "--shortcode", "600984")).isZero();
    assertThat(remote.asked(PULL)).hasSize(1);
    assertThat(run("daraja", "register", "--shortcode", "111111")).isEqualTo(1);
    assertThat(err.toString()).contains("no such short code").hasLineCount(1);

    assertThat(run("daraja", "status", "--business", "Acme")).isEqualTo(1);
    assertThat(out.toString())
        .contains(
            "  done  Callback URLs registered: For 600984.",
            "  fail  Pull registered: 600984: Daraja does not take this short code",
            "  600984 Office: addresses registered, Pull refused")
        .doesNotContain("s3cr3t", "t0k3n");
  }

  @Test
  void asksForBalancesAndShowsThem() throws IOException {
    var path = "/mpesa/accountbalance/v1/query";
    assertThat(run("daraja", "balance", "--business", "Acme")).isEqualTo(1);
    assertThat(out.toString()).contains("this call needs an API operator");
    var pem = TestCertificate.make("RSA", "-1d", 30).pem();
    Files.writeString(folder.resolve("daraja.cer"), pem);
    var operator =
        FILE.replace(
            "nominatedNumber:",
            "initiator: api1\n      initiatorPassword: Secret#1\n"
                + "      certificate: '@daraja.cer'\n      nominatedNumber:");
    run("apply", Files.writeString(folder.resolve("operator.yaml"), operator).toString());
    remote.on(
        path,
        Reply.ok(
            "{\"ResponseCode\":\"0\",\"OriginatorConversationID\":\"o-1\","
                + "\"ConversationID\":\"AG_1\"}"));
    // What a server writes when the answer comes, here before the command has noted the question.
    postgres
        .pool()
        .query(
            """
            INSERT INTO daraja_request (business_id, id, kind, conversation, short_code,
              requested_at, requested_by, state)
            SELECT id, gen_random_uuid(), 'balance', 'o-1', '600984', now(), 'elsewhere', 'done'
            FROM business WHERE name = 'Acme'
            """)
        .execute()
        .await();
    postgres
        .pool()
        .query(
            """
            INSERT INTO account_balance
            SELECT id, '600984', 'Utility Account', '2026-03-02T10:00:00Z', 1234550, 1234500
            FROM business WHERE name = 'Acme'
            """)
        .execute()
        .await();

    assertThat(run("daraja", "balance", "--business", "Acme")).isZero();
    assertThat(out.toString())
        .isEqualTo(
            "Acme 600984: Utility Account KES 12345.50 (available 12345.00) at"
                + " 2026-03-02T10:00:00Z\n");
    assertThat(remote.asked(path).getFirst().json().getString("ResultURL"))
        .startsWith("https://pay.till.example/results/t0k3n");
  }

  @Test
  void looksAtDarajaInTheDoctor() {
    assertThat(run("doctor")).isZero();
    assertThat(out.toString())
        .contains(
            "ok    Daraja of Acme: " + remote.base() + " takes the keys",
            "ok    Daraja of Acme: its clock is ",
            "ok    Acme, public address: https://pay.till.example",
            "warn  Acme, callback urls registered: Not yet for 600984.",
            "warn  Daraja of Bare: no credentials are stored")
        .doesNotContain("fail");

    remote.dated(InstantSource.offset(InstantSource.system(), Duration.ofMinutes(-10)));
    assertThat(run("doctor")).isEqualTo(1);
    assertThat(out.toString()).contains("fail  Daraja of Acme: its clock is -");

    remote.on(ScriptedDaraja.TOKEN_PATH, Reply.json(401, ""));
    assertThat(run("doctor")).isEqualTo(1);
    assertThat(out.toString()).contains("consumer key and secret");

    environment.put("TILLSIGHT_DARAJA_URL", "http://localhost:9");
    assertThat(run("doctor")).isZero();
    assertThat(out.toString()).contains("warn  Daraja of Acme: http://localhost:9: Daraja cannot");
  }

  private int run(String... args) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return Main.run(
        new Terminal(environment, new PrintWriter(out, true), new PrintWriter(err, true)), args);
  }
}
