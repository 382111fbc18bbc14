package tillsight.server.daraja;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tillsight.server.TestPostgres;
import tillsight.server.access.Seal;
import tillsight.server.daraja.DarajaRefusal.Why;
import tillsight.server.daraja.ScriptedDaraja.Reply;
import tillsight.server.daraja.StkPush.State.Progress;

/** The calls whose results come later: pushes, and what an API operator asks. */
class OperatorCallTest {

  @RegisterExtension static final TestPostgres postgres = new TestPostgres();

  private static final TestCertificate CERTIFICATE = TestCertificate.make("RSA", "-1d", 30);
  private static final CallbackUrls URLS =
      new CallbackUrls(URI.create("https://till.example"), "t0k3nt0k3nt0k3nt0k3nt0k3nt0");
  private static final Instant NOW = Instant.now();
  private static final String STATUS = "/mpesa/transactionstatus/v1/query";
  private static final String BALANCE = "/mpesa/accountbalance/v1/query";
  private static final String REVERSAL = "/mpesa/reversal/v1/request";
  private static final String STK = "/mpesa/stkpush/v1/processrequest";
  private static final String STK_QUERY = "/mpesa/stkpushquery/v1/query";
  private static final Reply BEGUN =
      Reply.ok(
          """
          {"OriginatorConversationID": "o-1", "ConversationID": "AG_1", "ResponseCode": "0",
           "ResponseDescription": "Accept the service request successfully."}
          """);

  private ScriptedDaraja remote;
  private Daraja daraja;

  @BeforeEach
  void start() {
    postgres.pool().query("TRUNCATE daraja_token").execute().await();
    remote = new ScriptedDaraja(postgres.vertx());
    daraja =
        new Daraja(
            postgres.vertx(),
            remote.base(),
            postgres.pool(),
            new Seal(new byte[32]),
            InstantSource.fixed(NOW),
            new SimpleMeterRegistry(),
            new Backoff(3, Duration.ofMillis(1), Duration.ofMillis(2)));
  }

  @AfterEach
  void stop() {
    remote.close();
  }

  @Test
  void asksForTheStatusOfATransaction() {
    remote.on(STATUS, BEGUN);

    var conversation =
        new TransactionStatus(daraja)
            .ask(account(), "600984", "UC2C81E728", URLS, "Check 0712345678 & <b>")
            .await();

    assertThat(conversation.originatorConversationId()).isEqualTo("o-1");
    assertThat(conversation.conversationId()).isEqualTo("AG_1");
    var body = remote.asked(STATUS).getFirst().json();
    assertThat(CERTIFICATE.open(body.getString("SecurityCredential"))).isEqualTo("Secret#2026");
    body.remove("SecurityCredential");
    assertThat(body)
        .isEqualTo(
            new JsonObject()
                .put("Initiator", "operator1")
                .put("CommandID", "TransactionStatusQuery")
                .put("TransactionID", "UC2C81E728")
                .put("PartyA", "600984")
                .put("IdentifierType", "4")
                .put("Occasion", "")
                .put("Remarks", "Check 2547 678 b")
                .put("ResultURL", URLS.result().toString())
                .put("QueueTimeOutURL", URLS.timeout().toString()));
  }

  @Test
  void asksForBalances() {
    remote.on(BALANCE, Reply.html(503), BEGUN);

    assertThat(balance(account()).await().originatorConversationId()).isEqualTo("o-1");
    assertThat(remote.asked(BALANCE).getLast().json().getString("CommandID"))
        .isEqualTo("AccountBalance");
    assertThat(remote.asked(BALANCE)).hasSize(2);
  }

  @Test
  void asksOnceToGiveMoneyBack() {
    for (var reply :
        new Reply[] {Reply.html(503), Reply.CUT, Reply.error(500, "500.003.02", "x")}) {
      var before = remote.asked(REVERSAL).size();
      remote.on(REVERSAL, reply, BEGUN);

      assertThat(refusal(reverse(150_00))).isNotNull();

      assertThat(remote.asked(REVERSAL)).hasSize(before + 1);
    }
  }

  @Test
  void namesWhatIsGivenBackInShillings() {
    remote.on(REVERSAL, BEGUN);

    reverse(150_00).await();
    reverse(22_779_95).await();

    var body = remote.asked(REVERSAL).getFirst().json();
    assertThat(body.getString("Amount")).isEqualTo("150");
    assertThat(body.getString("RecieverIdentifierType")).isEqualTo("11");
    assertThat(body.getString("ReceiverParty")).isEqualTo("600984");
    assertThat(remote.asked(REVERSAL).getLast().json().getString("Amount")).isEqualTo("22779.95");
  }

  @Test
  void saysWhatTheApplyFileLacks() {
    assertThat(refusal(balance(account(null, "p", CERTIFICATE.pem()))).why())
        .isEqualTo(Why.INITIATOR_MISSING);
    assertThat(refusal(balance(account("o", null, CERTIFICATE.pem()))).why())
        .isEqualTo(Why.INITIATOR_MISSING);
    assertThat(refusal(balance(account("o", "p", null))).why()).isEqualTo(Why.CERTIFICATE_MISSING);
    assertThat(refusal(balance(account("o", "p", "x"))).why()).isEqualTo(Why.CERTIFICATE_WRONG);
    assertThat(refusal(balance(account("o", "p@", CERTIFICATE.pem()))).why())
        .isEqualTo(Why.PASSWORD_CHARACTERS);
    assertThat(remote.asked(BALANCE)).isEmpty();
  }

  @Test
  void takesAnAcknowledgementThatSaysNoForARefusal() {
    remote.on(
        BALANCE, Reply.ok("{\"ResponseCode\":\"21\",\"ResponseDescription\":\"Not so\"}"), BEGUN);

    assertThat(refusal(balance(account()))).hasMessageContaining("21 Not so");
  }

  @Test
  void signsAPushWithThePasskeyInNairobiTime() {
    remote.on(
        STK,
        Reply.ok(
            """
            {"MerchantRequestID": "m-1", "CheckoutRequestID": "ws_CO_1", "ResponseCode": "0",
             "ResponseDescription": "Success", "CustomerMessage": "Sent to 254708374149"}
            """));

    var accepted =
        new StkPush(daraja)
            .request(
                account(),
                "5120000",
                "5120001",
                StkPush.Type.BUY_GOODS,
                "254708374149",
                450,
                "ACC001",
                "Tea & cake for two",
                URLS)
            .await();

    assertThat(accepted)
        .isEqualTo(new StkPush.Accepted("m-1", "ws_CO_1", "Sent to 2547 ***** 149"));
    var body = remote.asked(STK).getFirst().json();
    var time = body.getString("Timestamp");
    assertThat(time).matches("20[0-9]{12}");
    assertThat(new String(Base64.getDecoder().decode(body.getString("Password")), UTF_8))
        .isEqualTo("5120000" + "passkeyOfTheShortCode" + time);
    body.remove("Password");
    body.remove("Timestamp");
    assertThat(body)
        .isEqualTo(
            new JsonObject()
                .put("BusinessShortCode", "5120000")
                .put("TransactionType", "CustomerBuyGoodsOnline")
                .put("Amount", 450)
                .put("PartyA", "254708374149")
                .put("PartyB", "5120001")
                .put("PhoneNumber", "254708374149")
                .put("CallBackURL", URLS.stk().toString())
                .put("AccountReference", "ACC001")
                .put("TransactionDesc", "Tea cake for"));
  }

  @Test
  void checksAPushBeforeItIsSent() {
    assertThat(push("0708374149", 1, "A").why()).isEqualTo(Why.INVALID_FIELD);
    assertThat(push("254708374149", 0, "A").why()).isEqualTo(Why.BELOW_MINIMUM);
    assertThat(push("254708374149", 1, "").why()).isEqualTo(Why.INVALID_FIELD);
    assertThat(push("254708374149", 1, "1234567890123").why()).isEqualTo(Why.INVALID_FIELD);
    assertThat(push("0708374149", 1, "A").getMessage()).doesNotContain("0708374149");
    assertThat(remote.asked(STK)).isEmpty();
  }

  @Test
  void tellsHowFarAPushHasCome() {
    remote.on(
        STK_QUERY,
        Reply.error(500, "500.001.1001", "The transaction is being processed"),
        Reply.ok(
            "{\"ResponseCode\":\"0\",\"ResultCode\":\"4999\",\"ResultDesc\":\"The transaction"
                + " is still under processing\"}"),
        Reply.ok("{\"ResponseCode\":\"0\",\"ResultCode\":0,\"ResultDesc\":\"Processed\"}"),
        Reply.ok("{\"ResponseCode\":\"0\",\"ResultCode\":\"2001\",\"ResultDesc\":\"x\"}"),
        Reply.ok("{\"ResponseCode\":\"0\",\"ResultCode\":\"4242\",\"ResultDesc\":\"New thing\"}"));

    assertThat(query().progress()).isEqualTo(Progress.PENDING);
    assertThat(query().progress()).isEqualTo(Progress.PENDING);
    assertThat(query().progress()).isEqualTo(Progress.PAID);
    assertThat(query())
        .isEqualTo(new StkPush.State(Progress.FAILED, "2001", "the customer's PIN was wrong"));
    assertThat(query()).isEqualTo(new StkPush.State(Progress.FAILED, "4242", "New thing"));
  }

  private StkPush.State query() {
    return new StkPush(daraja).query(account(), "600984", "ws_CO_1").await();
  }

  private DarajaRefusal push(String phone, long amount, String reference) {
    return refusal(
        new StkPush(daraja)
            .request(
                account(),
                "600984",
                null,
                StkPush.Type.PAYBILL,
                phone,
                amount,
                reference,
                "x",
                URLS));
  }

  private Future<Conversation> balance(DarajaAccount account) {
    return new AccountBalance(daraja).ask(account, "600984", URLS);
  }

  private Future<Conversation> reverse(long cents) {
    return new ReversalRequests(daraja)
        .request(account(), "600984", "UC2C81E728", cents, URLS, "Paid twice");
  }

  private static DarajaAccount account() {
    return account("operator1", "Secret#2026", CERTIFICATE.pem());
  }

  private static DarajaAccount account(
      @Nullable String initiator, @Nullable String password, @Nullable String certificate) {
    return new DarajaAccount(
        7,
        "k3y0fTheApp",
        "s3cr3t",
        "600984",
        "v2",
        "passkeyOfTheShortCode",
        initiator,
        password,
        certificate,
        null,
        null);
  }

  private static DarajaRefusal refusal(Future<?> asked) {
    return catchThrowableOfType(DarajaRefusal.class, asked::await);
  }
}
