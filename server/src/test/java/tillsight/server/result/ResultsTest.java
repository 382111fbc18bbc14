package tillsight.server.result;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tillsight.server.Ledger;
import tillsight.server.TestDesk;
import tillsight.server.TestServer;
import tillsight.server.callback.Bodies;
import tillsight.server.payment.Reversals;
import tillsight.server.request.DarajaRequest;
import tillsight.server.request.DarajaRequest.Kind;
import tillsight.server.request.DarajaRequest.State;
import tillsight.server.request.DarajaRequests;
import tillsight.server.request.RequestNames;

/** Daraja's answers, sent to a real server: what becomes of ledger, quarantine and requests. */
class ResultsTest {

  @RegisterExtension
  static final TestServer server =
      new TestServer(Map.of("TILLSIGHT_FIXED_CLOCK", "2026-03-02T12:00:00Z"));

  private static final String CONFIRMATION = "/c2b/" + TestServer.TOKEN + "/confirmation";
  private static final String RESULTS = "/results/" + TestServer.TOKEN;
  private static TestDesk desk;

  @BeforeAll
  static void signIn() {
    TestDesk.apply(server, TestServer.BUSINESS + TestDesk.USERS);
    desk = TestDesk.of(server, "owner@acme");
  }

  @AfterEach
  void addUp() {
    assertThat(Ledger.contradictions(server.postgres().pool())).isEmpty();
  }

  @Test
  void netsAPartialReversal() {
    var receipt = paid("250.00");
    var before = desk.get("/summary?from=2026-03-02&to=2026-03-03");
    var own = Answers.receipt();

    var outcome = desk.answer(Answers.reversal(Answers.conversation(), own, receipt, "\"100\""));

    assertThat(outcome).isEqualTo("settled");
    var payment = desk.get("/payments/" + receipt);
    assertThat(payment.getLong("reversedCents")).isEqualTo(100_00);
    assertThat(payment.getJsonArray("reversals").getJsonObject(0))
        .isEqualTo(
            new JsonObject()
                .put("receipt", own)
                .put("amountCents", 100_00)
                .put("reversedAt", "2026-03-02T11:30:00Z")
                .put("source", "result"));
    var after = desk.get("/summary?from=2026-03-02&to=2026-03-03");
    assertThat(after.getLong("netCents")).isEqualTo(before.getLong("netCents") - 100_00);
    assertThat(after.getLong("grossCents")).isEqualTo(before.getLong("grossCents"));
  }

  @Test
  void netsOnceHoweverOftenItIsTold() {
    var receipt = paid("250.00");
    var answer = Answers.reversal(Answers.conversation(), Answers.receipt(), receipt, "100");

    assertThat(desk.answer(answer)).isEqualTo("settled");
    assertThat(desk.answer(answer)).isEqualTo("settled");

    assertThat(desk.get("/payments/" + receipt).getLong("reversedCents")).isEqualTo(100_00);
  }

  @Test
  void netsTheRestWhenNoAmountIsTold() {
    var receipt = paid("250.00");
    desk.answer(Answers.reversal(Answers.conversation(), Answers.receipt(), receipt, "0.5"));

    desk.answer(
        Answers.of(
            Answers.conversation(),
            "0",
            Answers.receipt(),
            "OriginalTransactionID=\"" + receipt + "\""));

    assertThat(desk.get("/payments/" + receipt).getLong("reversedCents")).isEqualTo(250_00);
  }

  @Test
  void givesBackNoMoreThanWasPaid() {
    var receipt = paid("250.00");
    desk.answer(Answers.reversal(Answers.conversation(), Answers.receipt(), receipt, "200"));

    var outcome =
        desk.answer(Answers.reversal(Answers.conversation(), Answers.receipt(), receipt, "51"));

    assertThat(outcome).isEqualTo("quarantined");
    var item = open(receipt);
    assertThat(item.getString("reason")).isEqualTo("reversal-too-large");
    assertThat(item.getString("source")).isEqualTo("result");
    assertThat(item.getString("detail")).contains("KES 50.");
    assertThat(item.getString("till")).isEqualTo("600984");
    assertThat(item.getLong("amountCents")).isEqualTo(51_00);
    assertThat(item.getString("paidAt")).isEqualTo("2026-03-02T11:30:00Z");
    assertThat(desk.decide("/quarantine/" + item.getString("id") + "/accept", "x").statusCode())
        .isEqualTo(409);
    assertThat(desk.get("/payments/" + receipt).getLong("reversedCents")).isEqualTo(200_00);
  }

  @Test
  void holdsAReversalThatContradictsTheLedger() {
    var receipt = paid("250.00");
    var other = paid("250.00");
    var own = Answers.receipt();
    desk.answer(Answers.reversal(Answers.conversation(), own, receipt, "100"));

    assertThat(desk.answer(Answers.reversal(Answers.conversation(), own, receipt, "90")))
        .isEqualTo("quarantined");
    assertThat(desk.answer(Answers.reversal(Answers.conversation(), own, other, "100")))
        .isEqualTo("quarantined");
    assertThat(desk.answer(Answers.reversal(Answers.conversation(), other, receipt, "1")))
        .isEqualTo("quarantined");

    assertThat(desk.get("/payments/" + receipt).getLong("reversedCents")).isEqualTo(100_00);
    assertThat(desk.get("/payments/" + other).getLong("reversedCents")).isZero();
  }

  @Test
  void waitsForAPaymentThatIsNotThereYet() {
    var receipt = Bodies.receipt();
    var answer = Answers.reversal(Answers.conversation(), Answers.receipt(), receipt, "60");
    assertThat(desk.answer(answer)).isEqualTo("quarantined");
    assertThat(desk.answer(answer)).isEqualTo("settled");
    var item = open(receipt);
    assertThat(item.getString("reason")).isEqualTo("original-unknown");
    assertThat(item.getLong("amountCents")).isEqualTo(60_00);

    server.post(CONFIRMATION, Bodies.confirmation(receipt));

    TestDesk.await(() -> !state(item).equals("open"));
    var decided = desk.get("/quarantine/" + item.getString("id")).getJsonObject("item");
    assertThat(decided.getString("state")).isEqualTo("accepted");
    assertThat(decided.getString("decidedBy")).isEqualTo("tillsight");
    assertThat(desk.get("/payments/" + receipt).getLong("reversedCents")).isEqualTo(60_00);
  }

  @Test
  void staysHeldWhenThePaymentThatComesIsSmaller() {
    var receipt = Bodies.receipt();
    desk.answer(Answers.reversal(Answers.conversation(), Answers.receipt(), receipt, "151"));
    var item = open(receipt);

    server.post(CONFIRMATION, Bodies.confirmation(receipt));

    TestDesk.await(() -> open(receipt).getString("reason").equals("reversal-too-large"));
    assertThat(state(item)).isEqualTo("open");
    assertThat(desk.get("/payments/" + receipt).getLong("reversedCents")).isZero();
  }

  @Test
  void holdsTimesThatCannotBeUntilSomebodyVouchesForThem() {
    var receipt = paid("250.00");
    desk.answer(
        Answers.of(
            Answers.conversation(),
            "0",
            Answers.receipt(),
            "OriginalTransactionID=\"" + receipt + "\"",
            "Amount=5",
            "TransCompletedTime=\"20260302190000\""));
    var item = open(receipt);
    assertThat(item.getString("reason")).isEqualTo("time-in-future");

    var accepted = desk.decide("/quarantine/" + item.getString("id") + "/accept", "It is true.");

    assertThat(accepted.statusCode()).as(accepted.bodyAsString()).isEqualTo(200);
    assertThat(accepted.bodyAsJsonObject().getString("state")).isEqualTo("accepted");
    assertThat(desk.get("/payments/" + receipt).getLong("reversedCents")).isEqualTo(5_00);
  }

  @Test
  void isDismissedLikeAnythingElse() {
    desk.answer(Answers.reversal(Answers.conversation(), Answers.receipt(), Bodies.receipt(), "5"));
    var item = items("original-unknown").getFirst();

    var dismissed = desk.decide("/quarantine/" + item.getString("id") + "/dismiss", "A test.");

    assertThat(dismissed.bodyAsJsonObject().getString("state")).isEqualTo("dismissed");
  }

  @Test
  void endsTheRequestThatItAnswers() {
    var receipt = paid("250.00");
    var conversation = asked(Kind.REVERSAL, receipt, null);

    desk.answer(Answers.reversal(conversation, Answers.receipt(), receipt, "250"));

    var request = requests(receipt).getFirst();
    assertThat(request.getString("kind")).isEqualTo("reversal");
    assertThat(request.getString("state")).isEqualTo("done");
    assertThat(request.getString("by")).isEqualTo("owner@acme");
    assertThat(request.getString("result")).startsWith("KES 250 given back under receipt UC2R");
  }

  @Test
  void takesASuccessWithoutParametersForWhatWasAskedFor() {
    var receipt = paid("250.00");
    var conversation = asked(Kind.REVERSAL, receipt, null);

    desk.answer(Answers.of(conversation, "0", Answers.receipt()));

    assertThat(desk.get("/payments/" + receipt).getLong("reversedCents")).isEqualTo(250_00);
    assertThat(requests(receipt).getFirst().getString("state")).isEqualTo("done");
  }

  @Test
  void findsTheRequestThoughItHasNoNameYet() {
    var receipt = paid("250.00");
    var id = begun(Kind.REVERSAL, receipt, null);
    var conversation = Answers.conversation();
    desk.answer(Answers.of(conversation, "\"2001\"", "UC20000999"));
    assertThat(requests(receipt).getFirst().getString("state")).isEqualTo("sent");

    var business = business();
    var early =
        server
            .postgres()
            .pool()
            .withTransaction(c -> new RequestNames(c).give(business, id, conversation))
            .await();

    assertThat(early).isTrue();
    TestDesk.await(() -> requests(receipt).getFirst().getString("state").equals("failed"));
    assertThat(requests(receipt).getFirst().getString("result")).contains("2001", "operator");
  }

  @Test
  void knowsANamelessRequestByItsPayment() {
    var receipt = paid("250.00");
    begun(Kind.REVERSAL, receipt, null);

    desk.answer(Answers.reversal(Answers.conversation(), Answers.receipt(), receipt, "250"));

    assertThat(requests(receipt).getFirst().getString("state")).isEqualTo("done");
  }

  @Test
  void believesTheCodeAndNotTheText() {
    var receipt = paid("250.00");
    var conversation = asked(Kind.REVERSAL, receipt, null);

    desk.answer(
        Answers.of(
                conversation,
                "\"21\"",
                Answers.receipt(),
                "OriginalTransactionID=\"" + receipt + "\"",
                "Amount=250")
            .replace("As it is.", "The service request is processed successfully."));

    assertThat(desk.get("/payments/" + receipt).getLong("reversedCents")).isZero();
    assertThat(requests(receipt).getFirst().getString("state")).isEqualTo("failed");
    assertThat(requests(receipt).getFirst().getString("result"))
        .contains("(21)", "the code counts");
  }

  @Test
  void asksForTheStatementWhenItWasGivenBackBefore() {
    var receipt = paid("250.00");
    var conversation = asked(Kind.REVERSAL, receipt, null);

    var outcome = desk.answer(Answers.of(conversation, "\"R000001\"", "UC20000001"));

    assertThat(outcome).isEqualTo("quarantined");
    var item = open(receipt);
    assertThat(item.getString("reason")).isEqualTo("reversal-undated");
    assertThat(item.getString("detail")).contains("statement");
    assertThat(requests(receipt).getFirst().getString("state")).isEqualTo("failed");
    assertThat(desk.get("/payments/" + receipt).getLong("reversedCents")).isZero();

    new Reversals(server.postgres().pool())
        .add(
            business(),
            List.of(
                new Reversals.Reversal(
                    Answers.receipt(), receipt, 250_00, Instant.parse("2026-03-02T09:00:00Z"))),
            "statement")
        .await();
    desk.answer(Answers.of(Answers.conversation(), "1", ""));

    TestDesk.await(() -> state(item).equals("accepted"));
  }

  @Test
  void doesNotNetTwiceWhatItKnowsWasGivenBack() {
    var receipt = paid("250.00");
    desk.answer(Answers.reversal(Answers.conversation(), Answers.receipt(), receipt, "250"));
    var conversation = asked(Kind.REVERSAL, receipt, null);

    assertThat(desk.answer(Answers.of(conversation, "\"R000001\"", ""))).isEqualTo("settled");

    assertThat(desk.get("/payments/" + receipt).getLong("reversedCents")).isEqualTo(250_00);
  }

  @Test
  void writesDownThatARequestWasNotAnsweredInTime() {
    var receipt = paid("250.00");
    var conversation = asked(Kind.REVERSAL, receipt, null);

    var outcome =
        desk.send("/timeouts/" + TestServer.TOKEN, Answers.of(conversation, "\"1\"", "UC20000001"));

    assertThat(outcome).isEqualTo("settled");
    assertThat(requests(receipt).getFirst().getString("state")).isEqualTo("timed-out");

    desk.answer(Answers.reversal(conversation, Answers.receipt(), receipt, "250"));

    assertThat(requests(receipt).getFirst().getString("state")).isEqualTo("done");
    desk.send("/timeouts/" + TestServer.TOKEN, Answers.of(conversation, "\"1\"", "UC20000001"));
    assertThat(requests(receipt).getFirst().getString("state")).isEqualTo("done");
  }

  @Test
  void addsWhatAStatusProvesToWhatIsHeld() {
    var receipt = Bodies.receipt();
    var item = held(receipt, "TransTime=\"20260302180000\"");
    var conversation = asked(Kind.STATUS, receipt, id(item));

    desk.answer(Answers.status(conversation, receipt, "Completed", "\"150.00\"", "Pay Bill"));

    assertThat(evidence(item))
        .isEqualTo(
            "Safaricom's record: KES 150, completed on 2 March 2026 at 10:17:14, received by"
                + " 600984. This callback says otherwise: another time.");

    desk.answer(
        Answers.status(Answers.conversation(), receipt, "Completed", "\"150.00\"", "Pay Bill")
            .replace("20260302101714", "20260302180000"));
    assertThat(evidence(item)).endsWith("That is what this callback says.");

    desk.answer(Answers.status(Answers.conversation(), receipt, "Declined", "150", "Pay Bill"));
    assertThat(evidence(item)).contains("declined").endsWith("No money arrived.");

    desk.answer(Answers.status(Answers.conversation(), receipt, "Authorized", "150", "Pay Bill"));
    assertThat(evidence(item)).endsWith("ask again later.");
    assertThat(state(item)).isEqualTo("open");
  }

  @Test
  void saysWhyTheStatusCouldNotBeAsked() {
    var receipt = Bodies.receipt();
    var item = held(receipt, "TransAmount=\"1,000\"");
    var conversation = asked(Kind.STATUS, receipt, id(item));

    desk.answer(Answers.of(conversation, "8006", "UC20000001"));

    assertThat(evidence(item)).startsWith("Safaricom could not be asked:").contains("locked");
  }

  @Test
  void tellsThatSafaricomDoesNotKnowAReceipt() {
    var receipt = Bodies.receipt();
    var item = held(receipt, "TransAmount=\"1,000\"");
    var conversation = asked(Kind.STATUS, receipt, id(item));

    assertThat(desk.answer(Answers.of(conversation, "2032", "UC20000020"))).isEqualTo("settled");

    assertThat(evidence(item)).isEqualTo("Safaricom does not know this receipt.");
  }

  @Test
  void takesAForgedPaymentOutOfTheTakings() {
    var receipt = paid("250.00");
    var conversation = asked(Kind.STATUS, receipt, null);
    var before = desk.get("/summary?from=2026-03-02&to=2026-03-03").getLong("grossCents");
    var answer = Answers.of(conversation, "\"2032\"", "UC20000020");

    assertThat(desk.answer(answer)).isEqualTo("quarantined");
    assertThat(desk.answer(answer)).isEqualTo("settled");

    var payment = desk.get("/payments/" + receipt);
    assertThat(payment.getString("revenue")).isEqualTo("no");
    assertThat(payment.getJsonArray("flags")).contains("disowned");
    assertThat(desk.get("/summary?from=2026-03-02&to=2026-03-03").getLong("grossCents"))
        .isEqualTo(before - 250_00);
    var item = open(receipt);
    assertThat(item.getString("reason")).isEqualTo("receipt-disowned");
    assertThat(item.getLong("amountCents")).isEqualTo(250_00);
    assertThat(Ledger.contradictions(server.postgres().pool())).isEmpty();

    desk.decide("/quarantine/" + item.getString("id") + "/accept", "It is on the statement.");

    assertThat(desk.get("/payments/" + receipt).getString("revenue")).isEqualTo("yes");
    assertThat(desk.get("/payments/" + receipt).getJsonArray("flags")).doesNotContain("disowned");
    assertThat(desk.get("/summary?from=2026-03-02&to=2026-03-03").getLong("grossCents"))
        .isEqualTo(before);
  }

  @Test
  void takesNothingOutOnTheWordOfAnAnswerNobodyAskedFor() {
    var receipt = paid("250.00");

    assertThat(desk.answer(Answers.of(Answers.conversation(), "2032", receipt)))
        .isEqualTo("settled");

    assertThat(desk.get("/payments/" + receipt).getString("revenue")).isEqualTo("yes");
  }

  @Test
  void findsAReversalThatNobodyAnnounced() {
    var receipt = paid("250.00");

    assertThat(
            desk.answer(
                Answers.status(
                    Answers.conversation(), receipt, "Completed", "250", "Pay Utility Reversal")))
        .isEqualTo("quarantined");

    assertThat(open(receipt).getString("reason")).isEqualTo("reversal-undated");
    assertThat(desk.get("/payments/" + receipt).getLong("reversedCents")).isZero();
  }

  @Test
  void findsABookedPaymentThatSafaricomHasOtherwise() {
    var receipt = paid("250.00");

    desk.answer(Answers.status(Answers.conversation(), receipt, "Completed", "2500", "Pay Bill"));

    assertThat(open(receipt).getString("reason")).isEqualTo("status-differs");
    assertThat(open(receipt).getString("detail")).contains("KES 2,500", "KES 250.");
  }

  @Test
  void keepsBalances() {
    var conversation = asked(Kind.BALANCE, null, null);

    desk.answer(
        Answers.of(
            conversation,
            "0",
            "UC20000022",
            "AccountBalance=\"Utility Account|KES|228037.00|228000.00|0.00|0.008&Charges Paid"
                + " Account|KES|-15.40|-15.40|0.00|0.00\"",
            "BOCompletedTime=20260302000959"));

    assertThat(
            desk.rows("SELECT * FROM account_balance ORDER BY account").stream()
                .map(Row::deepToString))
        .containsExactly(
            "[%1$d,600984,Charges Paid Account,2026-03-01T21:09:59Z,-1540,-1540]"
                .formatted(business()),
            "[%1$d,600984,Utility Account,2026-03-01T21:09:59Z,22803700,22800000]"
                .formatted(business()));
    assertThat(
            desk.value("SELECT result FROM daraja_request WHERE conversation = $1", conversation))
        .isEqualTo("Utility Account KES 228,037, Charges Paid Account KES -15.40.");
  }

  @Test
  void keepsNothingOfABalanceThatIsPartlyUnreadableUntilItIsAccepted() {
    desk.answer(
        Answers.of(
            Answers.conversation(),
            "0",
            "UC20000022",
            "AccountBalance=\"Float Account|KES|7.00|7.00|0.00|0.00&Working Account|KES|x|y|z|w\""));
    var item = items("balance-unreadable").getFirst();
    assertThat(desk.rows("SELECT FROM account_balance WHERE account = 'Float Account'")).isEmpty();

    desk.decide("/quarantine/" + item.getString("id") + "/accept", "The first is right.");

    assertThat(
            desk.value(
                "SELECT current_cents FROM account_balance WHERE account = $1", "Float Account"))
        .isEqualTo(7_00L);
  }

  @Test
  void holdsWhatDoesNotSayWhatHappened() {
    var receipt = paid("250.00");

    assertThat(desk.answer(Answers.of(Answers.conversation(), "0", receipt)))
        .isEqualTo("quarantined");
    assertThat(desk.answer(Answers.of(Answers.conversation(), "null", "")))
        .isEqualTo("quarantined");
  }

  @Test
  void settlesNothingOfAFailureThatNobodyAskedFor() {
    assertThat(desk.answer(Answers.of(Answers.conversation(), "\"R000001\"", "UC20000001")))
        .isEqualTo("settled");
    assertThat(
            desk.answer(
                Answers.of(Answers.conversation(), "2001", "UC20000003", "ReceiptNo=\"UC2E\"")))
        .isEqualTo("settled");
  }

  @Test
  void takesAnswersAtTheirOwnAddressesOnly() {
    var answer = Answers.of(Answers.conversation(), "1", "UC20000001").getBytes(UTF_8);

    assertThat(server.post("/results/" + TestServer.TOKEN + "/x", answer).statusCode())
        .isEqualTo(404);
    assertThat(server.post("/results/", answer).statusCode()).isEqualTo(404);
    assertThat(server.post("/results/nobody", answer).statusCode()).isEqualTo(404);
    assertThat(server.post("/timeouts/nobody", answer).statusCode()).isEqualTo(404);
    assertThat(server.post("/results", answer).statusCode()).isEqualTo(404);
    assertThat(server.client().get(server.port(), "localhost", RESULTS).send().await().statusCode())
        .isEqualTo(405);
    assertThat(server.post(RESULTS, new byte[70_000]).statusCode()).isEqualTo(413);
    for (var body :
        List.of(
            "", "[]", "{}", "{\"Result\":null}", "{\"Result\":{}}", "{\"Result\":[1]}", "<a/>")) {
      var refused = server.post(RESULTS, body.getBytes(UTF_8));
      assertThat(refused.statusCode()).as(body).isEqualTo(400);
      assertThat(refused.bodyAsString()).contains("with a Result");
    }
  }

  @Test
  void acknowledgesAsDarajaExpects() {
    var answer = Answers.of(Answers.conversation(), "1", "UC20000001").getBytes(UTF_8);

    for (var path : List.of(RESULTS, "/timeouts/" + TestServer.TOKEN)) {
      assertThat(server.post(path, answer).bodyAsString())
          .isEqualTo("{\"ResultCode\":0,\"ResultDesc\":\"Success\"}");
    }
  }

  private static String paid(String amount) {
    var receipt = Bodies.receipt();
    assertThat(
            server
                .post(CONFIRMATION, Bodies.edited(receipt, "TransAmount=\"" + amount + "\""))
                .statusCode())
        .isEqualTo(200);
    return receipt;
  }

  private static JsonObject held(String receipt, String edits) {
    server.post(CONFIRMATION, Bodies.edited(receipt, edits));
    return open(receipt);
  }

  private static UUID begun(Kind kind, String receipt, UUID subject) {
    var id = UUID.randomUUID();
    new DarajaRequests(server.postgres().pool())
        .begin(
            new DarajaRequest(
                business(),
                id,
                kind,
                "600984",
                receipt,
                null,
                subject,
                Instant.parse("2026-03-02T12:00:00Z"),
                "owner@acme",
                null,
                State.SENT))
        .await();
    return id;
  }

  /** A request that Daraja has taken; gives the name that its answer will have. */
  private static String asked(Kind kind, String receipt, UUID subject) {
    var id = begun(kind, receipt, subject);
    var business = business();
    var conversation = Answers.conversation();
    server
        .postgres()
        .pool()
        .withTransaction(c -> new RequestNames(c).give(business, id, conversation))
        .await();
    return conversation;
  }

  private static int business() {
    return (Integer) desk.value("SELECT id FROM business");
  }

  private static List<JsonObject> items(String reason) {
    return desk.items("/quarantine?limit=200").stream()
        .filter(item -> item.getString("reason").equals(reason))
        .toList();
  }

  private static JsonObject open(String receipt) {
    return desk.items("/quarantine?limit=200").stream()
        .filter(item -> receipt.equals(item.getString("receipt")))
        .findFirst()
        .orElseThrow();
  }

  private static UUID id(JsonObject item) {
    return UUID.fromString(item.getString("id"));
  }

  private static String state(JsonObject item) {
    return desk.get("/quarantine/" + item.getString("id")).getJsonObject("item").getString("state");
  }

  private static String evidence(JsonObject item) {
    return desk.get("/quarantine/" + item.getString("id"))
        .getJsonObject("item")
        .getJsonObject("evidence")
        .getString("sentence");
  }

  private static List<JsonObject> requests(String receipt) {
    return desk.get("/payments/" + receipt).getJsonArray("requests").stream()
        .map(JsonObject.class::cast)
        .toList();
  }
}
