package tillsight.server.request;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tillsight.server.Ledger;
import tillsight.server.TestDesk;
import tillsight.server.TestServer;
import tillsight.server.access.Seal;
import tillsight.server.business.Business;
import tillsight.server.business.Directory;
import tillsight.server.callback.Bodies;
import tillsight.server.callback.StkParser;
import tillsight.server.daraja.AccountBalance;
import tillsight.server.daraja.Daraja;
import tillsight.server.daraja.DarajaAccounts;
import tillsight.server.daraja.ScriptedDaraja;
import tillsight.server.daraja.ScriptedDaraja.Reply;
import tillsight.server.daraja.StkPush;
import tillsight.server.daraja.TestCertificate;

/** What Daraja is asked, by way of a real server and a Daraja that answers as it is told. */
class RequestsTest {

  private static final Vertx vertx = Vertx.vertx();
  private static final ScriptedDaraja daraja = new ScriptedDaraja(vertx).trusting();
  private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
  private static final String REVERSAL = "/mpesa/reversal/v1/request";
  private static final String STATUS = "/mpesa/transactionstatus/v1/query";
  private static final String BALANCE = "/mpesa/accountbalance/v1/query";
  private static final String PUSH = "/mpesa/stkpush/v1/processrequest";
  private static final String PUSH_QUERY = "/mpesa/stkpushquery/v1/query";
  private static final String CONFIRMATION = "/c2b/" + TestServer.TOKEN + "/confirmation";

  @RegisterExtension
  static final TestServer server =
      new TestServer(
          Map.of(
              "TILLSIGHT_FIXED_CLOCK",
              NOW.toString(),
              "TILLSIGHT_PUBLIC_URL",
              "https://pay.till.example",
              "TILLSIGHT_DARAJA_URL",
              daraja.base().toString()));

  private static final Seal seal = new Seal(new byte[32]);
  private static String credentials;
  private static TestDesk desk;

  @BeforeAll
  static void signIn() {
    var pem =
        TestCertificate.make("RSA", "2026/01/01 00:00:00", 3_650)
            .pem()
            .strip()
            .replace("\n", "\\n");
    credentials =
        """
            daraja:
              consumerKey: "key-key-key"
              consumerSecret: "secret-secret"
              shortcode: "600984"
              c2bVersion: v1
              passkey: "passkey-passkey"
              initiator: "apiop"
              initiatorPassword: "Passw0rd!"
              certificate: "%s"
        """
            .formatted(pem);
    TestDesk.apply(
        server,
        TestServer.BUSINESS.replace("    branches:", credentials + "    branches:")
            + TestDesk.USERS);
    desk = TestDesk.of(server, "owner@acme");
  }

  @AfterAll
  static void close() {
    daraja.close();
    vertx.close().await();
  }

  @AfterEach
  void addUp() {
    assertThat(Ledger.contradictions(server.postgres().pool())).isEmpty();
  }

  @Test
  void asksForAReversalAndNetsTheAnswer() {
    var receipt = paid();
    daraja.on(REVERSAL, begun("rev-1"));

    var answer = reverse(receipt, 100_50L, "Wrong  amount\u202e");

    assertThat(answer.statusCode()).as(answer.bodyAsString()).isEqualTo(202);
    assertThat(answer.bodyAsString()).isEqualTo("{\"state\":\"sent\"}");
    var asked = daraja.asked(REVERSAL).getLast().json();
    assertThat(asked.getString("TransactionID")).isEqualTo(receipt);
    assertThat(asked.getString("Amount")).isEqualTo("100.5");
    assertThat(asked.getString("ReceiverParty")).isEqualTo("600984");
    assertThat(asked.getString("ResultURL"))
        .isEqualTo("https://pay.till.example/results/" + TestServer.TOKEN);
    assertThat(requests(receipt)).containsExactly("reversal sent owner@acme null");

    desk.answer(
        result("rev-1", "UC2REQ0001", "OriginalTransactionID", receipt, "Amount", "100.50"));

    assertThat(requests(receipt))
        .containsExactly(
            "reversal done owner@acme KES 100.50 given back under receipt UC2REQ0001.");
    assertThat(desk.get("/payments/" + receipt).getLong("reversedCents")).isEqualTo(100_50);
    assertThat(reverse(receipt, 49_51L, "rest").bodyAsString()).contains("at most 4950");
    assertThat(
            desk.items("/audit").stream()
                .filter(entry -> receipt.equals(entry.getString("subject"))))
        .extracting(entry -> entry.getString("action") + " " + entry.getString("actor"))
        .containsExactly("payment.reverse owner@acme");
  }

  @Test
  void asksForAReversalOnceHoweverManyWantIt() {
    var receipt = paid();
    daraja.on(REVERSAL, begun("rev-2"));
    var before = daraja.asked(REVERSAL).size();

    var statuses =
        IntStream.range(0, 6)
            .parallel()
            .mapToObj(i -> reverse(receipt, null, "x y"))
            .map(HttpResponse::statusCode)
            .toList();

    assertThat(statuses).containsOnlyOnce(202).containsOnly(202, 409);
    assertThat(daraja.asked(REVERSAL)).hasSize(before + 1);
  }

  @Test
  void keepsAReversalOpenWhenNobodyKnowsWhetherItWasTaken() {
    var receipt = paid();
    daraja.on(REVERSAL, Reply.html(503));
    var before = daraja.asked(REVERSAL).size();

    var first = reverse(receipt, null, "x y");
    var second = reverse(receipt, null, "x y");

    assertThat(first.statusCode()).isEqualTo(503);
    assertThat(first.bodyAsString()).contains("not sent again");
    assertThat(second.statusCode()).isEqualTo(409);
    assertThat(second.bodyAsString()).contains("being given back already");
    assertThat(daraja.asked(REVERSAL)).hasSize(before + 1);

    desk.answer(result("other", "UC2REQ0003", "OriginalTransactionID", receipt, "Amount", "150"));
    assertThat(requests(receipt).getFirst()).startsWith("reversal done");
    assertThat(reverse(receipt, null, "x y").bodyAsString()).contains("All of this payment");
  }

  @Test
  void closesAReversalThatDarajaRefuses() {
    var receipt = paid();
    daraja.on(REVERSAL, Reply.error(400, "400.002.02", "Bad Request - Invalid ReceiverParty"));

    assertThat(reverse(receipt, null, "x y").statusCode()).isEqualTo(409);

    assertThat(requests(receipt).getFirst())
        .startsWith("reversal failed owner@acme Daraja refused");
    daraja.on(REVERSAL, begun("rev-4"));
    assertThat(reverse(receipt, null, "x y").statusCode()).isEqualTo(202);
  }

  @Test
  void givesBackForOwnersOnlyAndWithAReason() {
    var receipt = paid();

    for (var user : List.of("operator@acme", "auditor@acme", "cashier@acme")) {
      assertThat(
              TestDesk.of(server, user)
                  .decide("/payments/" + receipt + "/reversal", "x y")
                  .statusCode())
          .as(user)
          .isEqualTo(403);
    }
    assertThat(reverse(receipt, null, "x").statusCode()).isEqualTo(400);
    assertThat(reverse(receipt, null, "\u202e\u200b ").statusCode()).isEqualTo(400);
    assertThat(reverse(receipt, 0L, "x y").statusCode()).isEqualTo(400);
    assertThat(reverse("UC2NEVER09", null, "x y").statusCode()).isEqualTo(404);
  }

  @Test
  void asksForTheStatusOfWhatIsHeld() {
    var receipt = Bodies.receipt();
    server.post(CONFIRMATION, Bodies.edited(receipt, "TransAmount=\"1,500\""));
    var item = open(receipt);
    daraja.on(STATUS, begun("status-1"));

    var asked = query(item, "Is it true?");

    assertThat(asked.statusCode()).as(asked.bodyAsString()).isEqualTo(202);
    assertThat(asked.bodyAsJsonObject().getString("state")).isEqualTo("open");
    assertThat(daraja.asked(STATUS).getLast().json().getString("TransactionID")).isEqualTo(receipt);
    assertThat(query(item, "again").bodyAsString()).contains("asked about this receipt already");

    desk.answer(result("status-1", "X", "ReceiptNo", receipt, "TransactionStatus", "Completed"));

    var detail = desk.get("/quarantine/" + item.getString("id"));
    assertThat(detail.getJsonObject("item").getJsonObject("evidence").getString("sentence"))
        .startsWith("Safaricom's record: completed");
    assertThat(detail.getJsonArray("history").getJsonObject(0).getString("action"))
        .isEqualTo("quarantine.query");
    assertThat(detail.getJsonArray("history").getJsonObject(0).getString("reason"))
        .isEqualTo("Is it true?");
  }

  @Test
  void saysWhyItCannotAsk() {
    server.post(CONFIRMATION, Bodies.edited("UC2<b>", "TransID=\"UC2<b>\""));
    var unusual = open("UC2<B>");
    assertThat(query(unusual, "x").bodyAsString()).contains("no receipt");

    var receipt = Bodies.receipt();
    server.post(CONFIRMATION, Bodies.edited(receipt, "TransAmount=\"1,500\""));
    daraja.on(STATUS, Reply.error(400, "400.002.02", "Bad Request"));
    assertThat(query(open(receipt), "x").statusCode()).isEqualTo(409);
    daraja.on(STATUS, begun("status-2"));
    assertThat(query(open(receipt), "x").statusCode()).isEqualTo(202);
  }

  @Test
  void showsWhatIsHeldBesideWhatIsBooked() {
    var receipt = paid();
    server.post(
        CONFIRMATION,
        Bodies.edited(
            receipt, "TransAmount=\"1500.00\"; TransTime=\"20260302101715\"; LastName=\"DOE\""));
    var path = "/quarantine/" + open(receipt).getString("id");

    var detail = desk.get(path);

    assertThat(detail.getJsonArray("differences")).containsExactly("amount", "paidAt");
    assertThat(detail.getJsonObject("said").getLong("amountCents")).isEqualTo(1500_00);
    assertThat(detail.getJsonObject("said").getString("firstName")).isEqualTo("WANJIRU");
    assertThat(detail.getJsonObject("said").getString("payerDisplay")).isEqualTo("2547 ***** 149");
    assertThat(detail.getJsonObject("booked").getLong("amountCents")).isEqualTo(150_00);
    assertThat(detail.getJsonObject("booked").getString("source")).isEqualTo("confirmation");
    assertThat(detail.getString("raw")).contains("1500.00").doesNotContain("DOE", "149");
    assertThat(detail.getString("bookedRaw")).contains("150.00").doesNotContain("149");

    var operator = TestDesk.of(server, "operator@acme").get(path);
    assertThat(operator.encode()).doesNotContain("WANJIRU", "149");
    assertThat(TestDesk.of(server, "cashier@acme").ask(path).statusCode()).isEqualTo(403);
    assertThat(desk.ask("/quarantine/" + UUID.randomUUID()).statusCode()).isEqualTo(404);
  }

  @Test
  void booksAgainOnlyWhatHasBeenPutRight() {
    var strange = Bodies.receipt();
    var contradicting = paid();
    server.post(CONFIRMATION, Bodies.edited(strange, "BusinessShortCode=\"5120078\""));
    server.post(CONFIRMATION, Bodies.edited(contradicting, "TransAmount=\"9\""));
    server.post(
        CONFIRMATION,
        Bodies.edited(Bodies.receipt(), "TransAmount=\"150.00\",\"TransAmount\":\"1.00\""));
    var first = desk.decide("/quarantine/replay", "trying");
    assertThat(first.bodyAsJsonObject().getInteger("booked")).isZero();

    TestDesk.apply(
        server,
        TestServer.BUSINESS.replace("    branches:", credentials + "    branches:")
            + "          - {code: \"5120078\", kind: buy-goods, name: Counter 78}\n"
            + TestDesk.USERS);
    TestDesk.await(
        () ->
            desk.decide("/quarantine/replay", "till added").bodyAsJsonObject().getInteger("booked")
                == 1);

    assertThat(desk.get("/payments/" + strange).getString("till")).isEqualTo("5120078");
    assertThat(open(contradicting).getString("state")).isEqualTo("open");
    var decided =
        desk.items("/quarantine?state=accepted&limit=200").stream()
            .filter(item -> strange.equals(item.getString("receipt")))
            .findFirst()
            .orElseThrow();
    assertThat(decided.getString("decidedBy")).isEqualTo("replay");
    assertThat(decided.getString("decision")).isEqualTo("till added");
    assertThat(
            desk.get("/quarantine/" + decided.getString("id"))
                .getJsonArray("history")
                .getJsonObject(0)
                .getString("actor"))
        .isEqualTo("owner@acme");
    assertThat(TestDesk.of(server, "auditor@acme").decide("/quarantine/replay", "x").statusCode())
        .isEqualTo(403);
  }

  @Test
  void showsTheAuditLogToOwnersAndAuditors() {
    paid();
    server.post(CONFIRMATION, Bodies.edited(Bodies.receipt(), "TransAmount=\"1,5\""));
    server.post(CONFIRMATION, Bodies.edited(Bodies.receipt(), "TransAmount=\"1,5\""));
    var auditor = TestDesk.of(server, "auditor@acme");
    desk.items("/quarantine").stream()
        .limit(2)
        .forEach(item -> desk.decide("/quarantine/" + item.getString("id") + "/dismiss", "seen"));

    var first = auditor.get("/audit?limit=1");
    var second = auditor.get("/audit?limit=1&cursor=" + first.getString("next"));

    assertThat(first.getJsonArray("items").getJsonObject(0).getString("action"))
        .isEqualTo("quarantine.dismiss");
    assertThat(second.getJsonArray("items").getJsonObject(0).getString("subject"))
        .isNotEqualTo(first.getJsonArray("items").getJsonObject(0).getString("subject"));
    assertThat(TestDesk.of(server, "operator@acme").ask("/audit").statusCode()).isEqualTo(403);
    assertThat(auditor.ask("/audit?cursor=x").statusCode()).isEqualTo(400);
  }

  @Test
  void startsAPushAndTiesItsResultToIt() {
    var checkout = "ws_CO_02032026150000000708374149";
    daraja.on(PUSH, accepted(checkout));

    pushes().start(business(), wish("600984", 20)).await();

    var asked = daraja.asked(PUSH).getLast().json();
    assertThat(asked.getString("PhoneNumber")).isEqualTo("254708374149");
    assertThat(asked.getString("TransactionType")).isEqualTo("CustomerPayBillOnline");
    assertThat(push(checkout)).isEqualTo("sent cli null 2000");

    var receipt = Bodies.receipt();
    server.post("/stk/" + TestServer.TOKEN + "/result", paidBy(checkout, receipt).getBytes(UTF_8));

    assertThat(push(checkout)).isEqualTo("done cli Paid. 2000");
    assertThat(requests(receipt)).containsExactly("stk done cli Paid.");
  }

  @Test
  void adoptsAResultThatWasFasterThanDarajasOwnAnswer() {
    var checkout = "ws_CO_02032026150100000708374149";
    var receipt = Bodies.receipt();
    server.post("/stk/" + TestServer.TOKEN + "/result", paidBy(checkout, receipt).getBytes(UTF_8));
    daraja.on(PUSH, accepted(checkout));

    pushes().start(business(), wish("600984", 20)).await();

    assertThat(requests(receipt)).containsExactly("stk done cli Paid.");
  }

  @Test
  void writesDownWhyAPushWasRefused() {
    daraja.on(PUSH, Reply.error(500, "500.001.1001", "Merchant does not exist"));
    var pushes = pushes();

    assertThatThrownBy(() -> pushes.start(business(), wish("5120001", 30)).await())
        .hasMessageContaining("merchant");
    assertThatThrownBy(() -> pushes.start(business(), wish("9999999", 30)).await())
        .hasMessageContaining("No till has the number 9999999");

    assertThat(
            desk.rows(
                "SELECT state, result FROM daraja_request WHERE kind = 'stk' AND short_code ="
                    + " '5120001'"))
        .hasSize(1)
        .allMatch(row -> row.getString("state").equals("failed"))
        .allMatch(row -> row.getString("result").startsWith("Daraja knows no merchant"));
  }

  @Test
  void asksAfterAPushWhoseResultDoesNotCome() {
    var checkout = "ws_CO_02032026150200000708374149";
    daraja.on(PUSH, accepted(checkout));
    pushes().start(business(), wish("600984", 40)).await();
    var asked = daraja.asked(PUSH_QUERY).size();
    daraja.on(
        PUSH_QUERY,
        Reply.error(500, "500.001.1001", "The transaction is being processed"),
        Reply.ok(
            """
            {"ResponseCode":"0","ResponseDescription":"ok","MerchantRequestID":"1",
            "CheckoutRequestID":"x","ResultCode":"1032","ResultDesc":"Request cancelled by user"}
            """));

    round(NOW.plus(Duration.ofMinutes(1)));
    assertThat(daraja.asked(PUSH_QUERY)).hasSize(asked);
    round(NOW.plus(Duration.ofMinutes(3)));
    assertThat(push(checkout)).isEqualTo("sent cli null 4000");
    round(NOW.plus(Duration.ofMinutes(9)));

    assertThat(push(checkout)).isEqualTo("failed cli It failed: the customer cancelled. 4000");
    assertThat(daraja.asked(PUSH_QUERY).getLast().json().getString("CheckoutRequestID"))
        .isEqualTo(checkout);
    round(NOW.plus(Duration.ofMinutes(30)));
    assertThat(daraja.asked(PUSH_QUERY)).hasSize(asked + 2);
  }

  @Test
  void givesUpOnAnswersThatAreTooLate() {
    var receipt = paid();
    daraja.on(REVERSAL, begun("rev-9"));
    reverse(receipt, null, "x y");

    round(NOW.plus(Duration.ofMinutes(59)));
    assertThat(requests(receipt).getFirst()).startsWith("reversal sent");
    round(NOW.plus(Duration.ofMinutes(61)));

    assertThat(requests(receipt).getFirst()).startsWith("reversal timed-out owner@acme No answer");
  }

  @Test
  void asksForTheBalancesOnceANight() {
    daraja.on(BALANCE, begun("balance-1"));
    var night = Instant.parse("2026-03-02T21:10:00Z");
    round(NOW);
    assertThat(daraja.asked(BALANCE)).isEmpty();

    round(night);
    round(night.plusSeconds(30));
    round(night.plus(Duration.ofHours(20)));
    assertThat(daraja.asked(BALANCE)).hasSize(1);
    assertThat(daraja.asked(BALANCE).getFirst().json().getString("PartyA")).isEqualTo("600984");

    daraja.on(BALANCE, Reply.error(400, "400.002.02", "Bad Request"), begun("balance-2"));
    round(night.plus(Duration.ofDays(1)));
    round(night.plus(Duration.ofDays(1)).plus(Duration.ofMinutes(31)));
    assertThat(daraja.asked(BALANCE)).hasSize(3);
    assertThat(
            desk.rows(
                "SELECT state FROM daraja_request WHERE kind = 'balance' ORDER BY requested_at"))
        .extracting(row -> row.getString(0))
        .containsExactly("timed-out", "failed", "sent");
  }

  /** What the verticle does at a tick, at this moment. */
  private static void round(Instant at) {
    var clock = InstantSource.fixed(at);
    var pool = server.postgres().pool();
    var client = client(clock);
    var directory = Directory.load(pool, seal).await();
    var accounts = new DarajaAccounts(pool, seal);
    var access = access();
    var verticle =
        new RequestVerticle(
            new DarajaRequests(pool),
            new StkQueries(pool, () -> directory, access, new StkPush(client), seal, clock),
            new BalanceChecks(
                vertx, pool, () -> directory, accounts, access, new AccountBalance(client), clock),
            clock);
    var once =
        new VerticleBase() {
          @Override
          public Future<?> start() {
            verticle.round();
            return Future.succeededFuture();
          }
        };
    vertx
        .deployVerticle(
            once, new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD))
        .compose(vertx::undeploy)
        .await();
  }

  private static StkRequests pushes() {
    var clock = InstantSource.fixed(NOW);
    return new StkRequests(
        vertx, server.postgres().pool(), access(), new StkPush(client(clock)), seal, clock);
  }

  private static Daraja client(InstantSource clock) {
    return new Daraja(
        vertx, daraja.base(), server.postgres().pool(), seal, clock, new SimpleMeterRegistry());
  }

  private static DarajaAccess access() {
    return new DarajaAccess(
        new DarajaAccounts(server.postgres().pool(), seal), URI.create("https://pay.till.example"));
  }

  private static Business business() {
    return Directory.load(server.postgres().pool(), seal).await().businesses().iterator().next();
  }

  private static StkRequests.Wish wish(String till, long shillings) {
    return new StkRequests.Wish(till, "254708374149", shillings, "ACC001", "cli");
  }

  private static String push(String checkout) {
    var conversation = StkParser.conversation(business().payerKey(), checkout);
    var row =
        desk.rows(
                "SELECT state, requested_by, result, amount_cents FROM daraja_request WHERE"
                    + " conversation = $1",
                conversation)
            .getFirst();
    return "%s %s %s %d"
        .formatted(row.getString(0), row.getString(1), row.getString(2), row.getLong(3));
  }

  private static String paid() {
    var receipt = Bodies.receipt();
    server.post(CONFIRMATION, Bodies.confirmation(receipt));
    return receipt;
  }

  private static JsonObject open(String receipt) {
    return desk.items("/quarantine?limit=200").stream()
        .filter(item -> receipt.equals(item.getString("receipt")))
        .findFirst()
        .orElseThrow();
  }

  private static HttpResponse<Buffer> query(JsonObject item, String reason) {
    return desk.decide("/quarantine/" + item.getString("id") + "/query", reason);
  }

  private static HttpResponse<Buffer> reverse(String receipt, Long cents, String reason) {
    var body = new JsonObject().put("reason", reason);
    return desk.post(
        "/payments/" + receipt + "/reversal",
        cents == null ? body : body.put("amountCents", cents));
  }

  private static List<String> requests(String receipt) {
    return desk.get("/payments/" + receipt).getJsonArray("requests").stream()
        .map(JsonObject.class::cast)
        .map(
            request ->
                "%s %s %s %s"
                    .formatted(
                        request.getString("kind"),
                        request.getString("state"),
                        request.getString("by"),
                        request.getString("result")))
        .toList();
  }

  private static Reply begun(String conversation) {
    return Reply.ok(
        """
        {"OriginatorConversationID":"%s","ConversationID":"AG_1","ResponseCode":"0",
        "ResponseDescription":"Accept the service request successfully."}
        """
            .formatted(conversation));
  }

  private static Reply accepted(String checkout) {
    return Reply.ok(
        """
        {"MerchantRequestID":"1","CheckoutRequestID":"%s","ResponseCode":"0",
        "ResponseDescription":"Success","CustomerMessage":"Success"}
        """
            .formatted(checkout));
  }

  private static String result(String conversation, String transaction, String... parameters) {
    var list = new StringBuilder();
    for (var i = 0; i < parameters.length; i += 2) {
      list.append(i == 0 ? "" : ",")
          .append(
              new JsonObject().put("Key", parameters[i]).put("Value", parameters[i + 1]).encode());
    }
    return """
        {"Result":{"ResultType":0,"ResultCode":0,"ResultDesc":"Done","OriginatorConversationID":"%s",
        "TransactionID":"%s","ResultParameters":{"ResultParameter":[%s]}}}
        """
        .formatted(conversation, transaction, list);
  }

  private static String paidBy(String checkout, String receipt) {
    return """
        {"Body":{"stkCallback":{"MerchantRequestID":"1","CheckoutRequestID":"%s","ResultCode":0,
        "ResultDesc":"Yes.","CallbackMetadata":{"Item":[{"Name":"Amount","Value":20.0},
        {"Name":"MpesaReceiptNumber","Value":"%s"},
        {"Name":"TransactionDate","Value":20260302145900},
        {"Name":"PhoneNumber","Value":254708374149}]}}}}
        """
        .formatted(checkout, receipt);
  }
}
