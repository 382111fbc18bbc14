package tillsight.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.multipart.MultipartForm;
import io.vertx.sqlclient.Row;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;
import tillsight.server.simulator.DarajaSimulator;
import tillsight.server.simulator.Faults;
import tillsight.server.simulator.Movement;
import tillsight.server.simulator.Mpesa;
import tillsight.server.simulator.Outlet;
import tillsight.server.simulator.PayerForm;
import tillsight.server.simulator.PayerMix;
import tillsight.server.simulator.PortalStatement;
import tillsight.server.simulator.Profile;
import tillsight.server.simulator.Shop;
import tillsight.server.simulator.SimulatorOptions;
import tillsight.server.simulator.safaricom.DarajaApp;
import tillsight.server.simulator.safaricom.DarajaOptions;
import tillsight.server.simulator.safaricom.DarajaServer;
import tillsight.server.simulator.safaricom.PullPayer;
import tillsight.server.simulator.safaricom.Quirk;
import tillsight.server.simulator.safaricom.Quirks;

/**
 * After payments have come in by every way there is, a dump of the database and the log at its most
 * talkative hold no key, password or token, and nobody's number.
 */
class SecretsTest {

  private static final Shop SHOP =
      new Shop(
          41,
          Profile.of(
              "Acme Stores",
              List.of(
                  new Outlet("600984", Outlet.Kind.PAYBILL, "Westlands", null),
                  new Outlet("5120001", Outlet.Kind.BUY_GOODS, "Westlands", null))));
  private static final Mpesa MPESA = Mpesa.of(SHOP);
  private static final DarajaApp APP = DarajaApp.of(SHOP.profile());
  private static final Vertx VERTX = Vertx.vertx();
  private static final DarajaServer DARAJA =
      DarajaServer.start(
              VERTX,
              MPESA,
              DarajaOptions.of(APP)
                  .withQuirks(
                      Quirks.DEFAULT
                          .with(Quirk.PULL_REGISTRATION, 0)
                          .withPullPayer(PullPayer.PLAIN)))
          .await();

  @RegisterExtension
  static final TestServer server =
      new TestServer(Map.of("TILLSIGHT_DARAJA_URL", DARAJA.url().toString()));

  private static final String TYPED = "254708374149";
  private static final String OPERATOR_PASSWORD = "Simulated#2026";

  private final ListAppender<ILoggingEvent> said = new ListAppender<>();

  @AfterAll
  static void close() {
    VERTX.close().await();
  }

  @Test
  void keepsThemOutOfTheDatabaseAndTheLog() throws IOException {
    listen();
    TestDesk.apply(server, TestServer.BUSINESS + daraja() + TestDesk.USERS);
    var desk = TestDesk.of(server, "owner@acme");

    callBack();
    assertThat(desk.post("/daraja/pull", new JsonObject()).statusCode()).isEqualTo(200);
    upload(desk);
    answer(desk);
    hold(desk);

    assertThat(sources(desk)).contains("confirmation", "pull", "statement", "stk");
    assertNothingIn("the database", dump(desk));
    assertNothingIn("the log", log());
  }

  /** Half of what the shop takes is announced, with plain numbers; the rest is left to Pull. */
  private static void callBack() {
    var target = URI.create("http://localhost:" + server.port());
    var options =
        SimulatorOptions.to(target, TestServer.TOKEN, SHOP)
            .withRate(30, Duration.ofSeconds(2))
            .withFaults(Faults.parse("loss=0.5", 41))
            .withMix(PayerMix.only(PayerForm.PLAIN))
            .withMpesa(MPESA);
    assertThat(DarajaSimulator.run(VERTX, options).await().accepted()).isPositive();
  }

  /** What the portal says of an hour in which nobody was told anything. */
  private static void upload(TestDesk desk) throws IOException {
    var text = new StringBuilder();
    var now = Instant.now();
    PortalStatement.write(
        MPESA,
        "600984",
        now.minus(Duration.ofHours(1)),
        now.plusSeconds(60),
        PortalStatement.Format.ORGANISATION,
        text);
    var response =
        server
            .client()
            .post(server.port(), "localhost", "/api/v1/statements")
            .bearerTokenAuthentication(desk.token())
            .sendMultipartForm(
                MultipartForm.create()
                    .textFileUpload(
                        "file", "march.csv", Buffer.buffer(text.toString()), "text/csv"))
            .await();
    assertThat(response.statusCode()).as(response.bodyAsString()).isEqualTo(202);
    var id = response.bodyAsJsonObject().getString("id");
    TestDesk.await(
        () ->
            !List.of("checking", "loading")
                .contains(desk.get("/statements/" + id).getString("state")));
    assertThat(desk.get("/statements/" + id).getString("state")).isEqualTo("done");
  }

  private static void answer(TestDesk desk) {
    desk.send(
        "/stk/" + TestServer.TOKEN + "/result",
        """
        {"Body":{"stkCallback":{"MerchantRequestID":"1-1-1","CheckoutRequestID":"ws_CO_%1$s",
         "ResultCode":0,"ResultDesc":"ok","CallbackMetadata":{"Item":[
         {"Name":"Amount","Value":10},{"Name":"MpesaReceiptNumber","Value":"UBB1STK001"},
         {"Name":"TransactionDate","Value":20260302101500},{"Name":"PhoneNumber","Value":%1$s}]}}}}
        """
            .formatted(TYPED));
    desk.answer(
        """
        {"Result":{"ResultType":0,"ResultCode":0,"ResultDesc":"done by %1$s","TransactionID":"UBB1REV001",
         "OriginatorConversationID":"c-1","ConversationID":"AG_1","ResultParameters":{"ResultParameter":[
         {"Key":"Amount","Value":5},{"Key":"TransCompletedTime","Value":20260302111500},
         {"Key":"OriginalTransactionID","Value":"UBB1STK001"},
         {"Key":"CreditPartyPublicName","Value":"%1$s - JANE DOE"}]}}}
        """
            .formatted(TYPED));
  }

  /** One that waits for a person, whose account is a number as well. */
  private static void hold(TestDesk desk) {
    var body =
        """
        {"TransID":"UBB1HOLD01","TransTime":"20260302101500","TransAmount":"%s",
         "BusinessShortCode":"600984","BillRefNumber":"0%s","MSISDN":"%s","FirstName":"%s"}
        """;
    var short9 = TYPED.substring(3);
    desk.send(
        "/c2b/" + TestServer.TOKEN + "/confirmation", body.formatted("1,0", short9, TYPED, TYPED));
    desk.send(
        "/c2b/" + TestServer.TOKEN + "/confirmation",
        body.formatted("10", short9, TYPED, TYPED).replace("HOLD01", "HOLD02"));
    desk.send("/c2b/" + TestServer.TOKEN + "/validation", body.formatted("10", short9, TYPED, "A"));
    for (var item : desk.items("/quarantine")) {
      assertThat(desk.get("/quarantine/" + item.getString("id")).encode())
          .doesNotContain(TYPED, "0" + short9);
    }
  }

  private void listen() {
    var root = (Logger) LoggerFactory.getLogger("tillsight");
    root.setLevel(Level.DEBUG);
    said.start();
    root.addAppender(said);
  }

  private static String daraja() {
    return """
          daraja:
            consumerKey: "%s"
            consumerSecret: "%s"
            shortcode: "600984"
            c2bVersion: v2
            passkey: "%s"
            initiator: "%s"
            initiatorPassword: "%s"
            nominatedNumber: "%s"
      """
        .formatted(
            APP.consumerKey(),
            APP.consumerSecret(),
            APP.passkey(),
            APP.initiator(),
            OPERATOR_PASSWORD,
            TYPED);
  }

  private static TreeSet<String> sources(TestDesk desk) {
    return desk.rows("SELECT DISTINCT kind FROM callback").stream()
        .map(row -> row.getString("kind"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Every row of every table, as text. */
  private static String dump(TestDesk desk) {
    var dump = new StringBuilder();
    for (var table :
        desk.rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")) {
      var name = table.getString("tablename");
      desk.rows("SELECT t::text AS line FROM \"" + name + "\" t").stream()
          .map((Row row) -> row.getString("line"))
          .forEach(line -> dump.append(name).append(' ').append(line).append('\n'));
    }
    assertThat(dump.length()).isGreaterThan(10_000);
    return dump.toString();
  }

  private String log() {
    var events = new ArrayList<>(said.list);
    assertThat(events).isNotEmpty();
    return events.stream()
        .map(event -> event.getLoggerName() + " " + event.getFormattedMessage() + trace(event))
        .collect(Collectors.joining("\n"));
  }

  private static String trace(ILoggingEvent event) {
    var thrown = event.getThrowableProxy();
    return thrown == null ? "" : " " + thrown.getClassName() + " " + thrown.getMessage();
  }

  private static void assertNothingIn(String where, String text) {
    var secrets =
        Stream.of(
            APP.consumerKey(),
            APP.consumerSecret(),
            APP.passkey(),
            OPERATOR_PASSWORD,
            TestServer.TOKEN,
            "correct horse battery",
            Base64.getEncoder().encodeToString(new byte[32]));
    var numbers =
        Stream.concat(
                Stream.of(TYPED),
                MPESA.truth(null, Instant.MIN, Instant.MAX).stream()
                    .map(Movement::phone)
                    .filter(phone -> !phone.isEmpty()))
            .distinct()
            // Without its prefix: in whatever form it was written, these nine are in it.
            .map(phone -> phone.substring(3));
    Stream.concat(secrets, numbers)
        .flatMap(secret -> Stream.of(secret, HexFormat.of().formatHex(secret.getBytes(UTF_8))))
        .forEach(secret -> assertThat(text.contains(secret)).as(where + ": " + secret).isFalse());
  }
}
