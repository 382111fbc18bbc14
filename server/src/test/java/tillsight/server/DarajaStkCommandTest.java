package tillsight.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
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

class DarajaStkCommandTest {

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
            passkey: p4ssk3yOfTheApp
          branches:
            - name: Westlands
              tills:
                - {code: "600984", kind: paybill, name: Office}
                - {code: "5120001", kind: buy-goods, name: Counter 1, headOffice: "5120000"}
      """;
  private static final String PUSH = "/mpesa/stkpush/v1/processrequest";

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Map<String, String> environment = new HashMap<>();
  private final Vertx vertx = Vertx.vertx();
  private ScriptedDaraja remote;

  @BeforeEach
  void start() throws IOException {
    remote = new ScriptedDaraja(vertx).dated(InstantSource.system());
    postgres.pool().query("TRUNCATE daraja_token, daraja_request").execute().await();
    environment.put("TILLSIGHT_DB", postgres.uri());
    environment.put("TILLSIGHT_SECRETS_KEY", Base64.getEncoder().encodeToString(new byte[32]));
    environment.put("TILLSIGHT_DARAJA_URL", remote.base().toString());
    environment.put("TILLSIGHT_PUBLIC_URL", "https://pay.till.example");
    assertThat(run("apply", Files.writeString(folder.resolve("acme.yaml"), FILE).toString()))
        .isZero();
  }

  @AfterEach
  void stop() {
    remote.close();
    vertx.close().await();
  }

  @Test
  void asksAPhoneToPayATill() {
    remote.on(
        PUSH,
        Reply.ok(
            """
            {"MerchantRequestID":"1","CheckoutRequestID":"ws_CO_1","ResponseCode":"0",
            "ResponseDescription":"Success","CustomerMessage":"Request accepted"}
            """));

    var code = run("daraja", "stk", "--till", "5120001", "--phone", "0708374149", "--amount", "50");

    assertThat(code).as(err.toString()).isZero();
    assertThat(out.toString()).contains("Sent to the phone: Request accepted");
    var asked = remote.asked(PUSH).getFirst().json();
    assertThat(asked.getString("PhoneNumber")).isEqualTo("254708374149");
    assertThat(asked.getString("TransactionType")).isEqualTo("CustomerBuyGoodsOnline");
    assertThat(asked.getString("BusinessShortCode")).isEqualTo("5120000");
    assertThat(asked.getString("PartyB")).isEqualTo("5120001");
    var row =
        Ledger.rows(postgres.pool(), "SELECT r.state, r::text AS all FROM daraja_request r")
            .getFirst();
    assertThat(row.getString("state")).isEqualTo("sent");
    assertThat(row.getString("all")).doesNotContain("708374149");
  }

  @Test
  void saysWhatToPutRight() {
    assertThat(run("daraja", "stk", "--till", "9999999", "--phone", "0708374149", "--amount", "5"))
        .isEqualTo(1);
    assertThat(err.toString()).contains("no business has a till 9999999");
    assertThat(run("daraja", "stk", "--till", "600984", "--phone", "12", "--amount", "5"))
        .isEqualTo(1);
    assertThat(err.toString()).contains("254 and nine digits").doesNotContain("\tat ");
    assertThat(run("daraja", "stk", "--till", "600984", "--phone", "0708374149")).isEqualTo(2);
  }

  private int run(String... args) {
    return Main.run(
        new Terminal(environment, new PrintWriter(out, true), new PrintWriter(err, true)), args);
  }
}
