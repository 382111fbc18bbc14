package tillsight.server.daraja;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;
import tillsight.server.TestPostgres;
import tillsight.server.access.Seal;
import tillsight.server.daraja.DarajaRefusal.Why;
import tillsight.server.daraja.ScriptedDaraja.Reply;

class DarajaTest {

  @RegisterExtension static final TestPostgres postgres = new TestPostgres();

  private static final Backoff QUICK = new Backoff(4, Duration.ofMillis(1), Duration.ofMillis(2));
  private static final Instant NOW = Instant.parse("2026-03-02T07:00:00Z");
  private static final CallbackUrls URLS =
      new CallbackUrls(URI.create("https://till.example"), "t0k3nt0k3nt0k3nt0k3nt0k3nt0");
  private static final String PULL = "/pulltransactions/v1/query";
  private static final String STK = "/mpesa/stkpush/v1/processrequest";
  private static final Reply NO_ROWS =
      Reply.ok("{\"ResponseCode\":\"1001\",\"ResponseMessage\":\"Null\",\"Response\":[[]]}");

  private final Seal seal = new Seal(new byte[32]);
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private ScriptedDaraja remote;
  private Daraja daraja;
  private DarajaAccount account;

  @BeforeEach
  void start() {
    sql("TRUNCATE daraja_token, daraja_registration");
    remote = new ScriptedDaraja(postgres.vertx());
    daraja = daraja(NOW);
    account = account("k3y0fTheApp");
  }

  @AfterEach
  void stop() {
    remote.close();
  }

  private Daraja daraja(Instant now) {
    return new Daraja(
        postgres.vertx(),
        remote.base(),
        postgres.pool(),
        seal,
        InstantSource.fixed(now),
        meters,
        QUICK);
  }

  static DarajaAccount account(String key) {
    return new DarajaAccount(
        7,
        key,
        "s3cr3tOfTheApp",
        "600984",
        "v2",
        "passkeyOfTheShortCode",
        null,
        null,
        null,
        LocalDate.parse("2026-01-01"),
        "254708374149");
  }

  @Test
  void asksForOneTokenHoweverManyCallsNeedIt() {
    remote.on(PULL, NO_ROWS);

    Future.all(IntStream.range(0, 20).mapToObj(i -> pull(daraja)).toList()).await();
    pull(daraja).await();

    assertThat(remote.tokensGiven()).isEqualTo(1);
    assertThat(remote.asked(PULL)).hasSize(21);
    assertThat(remote.asked(ScriptedDaraja.TOKEN_PATH).getFirst().authorization())
        .startsWith("Basic ");
  }

  @Test
  void sharesOneTokenBetweenNodes() {
    remote.on(PULL, NO_ROWS);
    var nodes = List.of(daraja, daraja(NOW), daraja(NOW));

    Future.all(IntStream.range(0, 30).mapToObj(i -> pull(nodes.get(i % 3))).toList()).await();

    assertThat(remote.tokensGiven()).isEqualTo(1);
  }

  @Test
  void waitsForTheTokenThatAnotherNodeIsGetting() {
    remote.trusting().on(PULL, NO_ROWS);
    pull(daraja).await();
    var other = daraja(NOW);
    // The other's turn, whatever it gets; what was there before does not open any more.
    sql("UPDATE daraja_token SET leased_until = now() + interval '1 minute', token = '\\x00'");

    var waiting = pull(other);
    sql("SELECT 1");
    assertThat(waiting.isComplete()).isFalse();
    sql("UPDATE daraja_token SET leased_until = NULL");

    waiting.await();
    assertThat(remote.tokensGiven()).isEqualTo(2);
  }

  @Test
  void takesTheTurnOfANodeThatDied() {
    remote.on(PULL, NO_ROWS);
    pull(daraja).await();
    sql("UPDATE daraja_token SET leased_until = now() - interval '1 second', token = NULL");

    pull(daraja(NOW)).await();

    assertThat(remote.tokensGiven()).isEqualTo(2);
  }

  @Test
  void takesOverTheTokenThatAnotherNodeHasRenewed() {
    remote.on(PULL, NO_ROWS);
    var other = daraja(NOW);
    pull(daraja).await();
    pull(other).await();

    other.tryKeys(account).await();
    pull(daraja).await();

    assertThat(remote.tokensGiven()).isEqualTo(2);
  }

  @Test
  void renewsATokenAMinuteBeforeItExpires() {
    remote.on(PULL, NO_ROWS);
    pull(daraja).await();

    pull(daraja(NOW.plusSeconds(3_538))).await();
    assertThat(remote.tokensGiven()).isEqualTo(1);
    pull(daraja(NOW.plusSeconds(3_539))).await();
    assertThat(remote.tokensGiven()).isEqualTo(2);
  }

  @Test
  void readsTheLifetimeAsNumberAndAsText() {
    remote.trusting().on(PULL, NO_ROWS);
    for (var lifetime : List.of("100", "\"100\"")) {
      remote.on(
          ScriptedDaraja.TOKEN_PATH,
          Reply.ok("{\"access_token\":\"abc\",\"expires_in\":" + lifetime + "}"));

      assertThat(daraja.tryKeys(account).await().tokenExpiresAt()).isEqualTo(NOW.plusSeconds(100));
    }
  }

  @Test
  void dropsARefusedTokenOnceAndNoMore() {
    remote.trusting().on(PULL, Reply.error(404, "404.001.03", "Invalid Access Token"), NO_ROWS);
    pull(daraja).await();
    assertThat(remote.tokensGiven()).isEqualTo(2);

    remote.on(PULL, Reply.error(401, "401.003.01", "Error Occurred - Invalid Access Token"));
    assertThat(refusal(pull(daraja)).why()).isEqualTo(Why.TOKEN_REFUSED);
    assertThat(remote.tokensGiven()).isEqualTo(3);
    assertThat(remote.asked(PULL)).hasSize(4);
  }

  @Test
  void takesAProductThatIsMissingForNoFaultOfTheToken() {
    remote.on(PULL, missingProduct());

    assertThat(refusal(pull(daraja)).why()).isEqualTo(Why.PRODUCT_MISSING);
    assertThat(remote.tokensGiven()).isEqualTo(1);
    assertThat(remote.asked(PULL)).hasSize(1);
  }

  @Test
  void saysThatTheKeysAreWrongWhenTheAnswerIsEmpty() {
    for (var reply : List.of(Reply.json(400, ""), Reply.json(401, ""))) {
      remote.on(ScriptedDaraja.TOKEN_PATH, reply);

      assertThat(refusal(pull(daraja)).why()).isEqualTo(Why.WRONG_CREDENTIALS);
    }
    assertThat(remote.asked(ScriptedDaraja.TOKEN_PATH)).hasSize(2);
    assertThat(daraja.checked(account).await().state()).isEqualTo("refused");
  }

  @Test
  void triesAgainWhatMayPassAndGivesUpAfterFourTimes() {
    for (var reply :
        List.of(
            Reply.error(500, "500.003.02", "Spike Arrest Violation"),
            Reply.error(500, "500.003.03", "Quota Violation"),
            Reply.error(500, "500.003.1001", "Internal Server Error"),
            Reply.html(503),
            Reply.json(500, ""),
            Reply.CUT)) {
      var before = remote.asked(PULL).size();
      remote.on(PULL, reply, reply, reply, NO_ROWS);
      assertThat(pull(daraja).await().kind()).isEqualTo(PullPage.Kind.NOTHING);
      assertThat(remote.asked(PULL)).hasSize(before + 4);

      remote.on(PULL, reply);
      refusal(pull(daraja));
      assertThat(remote.asked(PULL)).as(reply.toString()).hasSize(before + 8);
    }
  }

  @Test
  void triesAgainForATokenAsWell() {
    remote.trusting().on(PULL, NO_ROWS);
    remote.on(
        ScriptedDaraja.TOKEN_PATH,
        Reply.html(502),
        Reply.ok("{\"access_token\":\"abc\",\"expires_in\":3599}"));

    assertThat(pull(daraja).await().kind()).isEqualTo(PullPage.Kind.NOTHING);
  }

  @Test
  void sendsAPushOnceWhateverHappens() {
    for (var reply : List.of(Reply.html(503), Reply.CUT, spikeArrest(), Reply.json(200, "?"))) {
      var before = remote.asked(STK).size();
      remote.on(STK, reply);

      refusal(push());

      assertThat(remote.asked(STK)).as(reply.toString()).hasSize(before + 1);
    }
  }

  @Test
  void sendsAPushAgainOnlyWithANewTokenAfterItsOwnWasRefused() {
    remote.trusting();
    remote.on(
        STK,
        Reply.error(404, "404.001.03", "Invalid Access Token"),
        Reply.ok(
            """
            {"MerchantRequestID": "m", "CheckoutRequestID": "ws_CO_1", "ResponseCode": "0",
             "ResponseDescription": "Success", "CustomerMessage": "Success"}
            """));

    assertThat(push().await().checkoutRequestId()).isEqualTo("ws_CO_1");
    assertThat(remote.asked(STK)).hasSize(2);
  }

  @Test
  void saysThatDarajaCannotBeReached() {
    remote.close();

    assertThat(refusal(pull(daraja)).why()).isEqualTo(Why.UNREACHABLE);
    assertThat(daraja.checked(account).await().state()).isEqualTo("unreachable");
    remote = new ScriptedDaraja(postgres.vertx());
  }

  @Test
  void readsNoMoreThanItsLimit() {
    remote.on(PULL, Reply.ok("\"" + "x".repeat(BoundedBody.BYTES_MAX) + "\""));

    assertThat(refusal(pull(daraja))).hasMessageContaining("over 4 MiB");
  }

  @Test
  void tellsHowFarDarajasClockIsAhead() {
    remote.dated(InstantSource.fixed(NOW.plusSeconds(120)));

    assertThat(daraja.tryKeys(account).await().ahead()).isEqualTo(Duration.ofMinutes(2));
  }

  @Test
  void keepsTokensSealed() {
    daraja.tryKeys(account).await();

    var stored =
        postgres.pool().query("SELECT t::text FROM daraja_token t").execute().await().stream()
            .map(row -> row.getString(0))
            .toList()
            .toString();
    assertThat(stored).doesNotContain("token1").doesNotContain(account.consumerKey());
  }

  @Test
  void asksForANewTokenWhenTheStoredOneDoesNotOpen() {
    remote.on(PULL, NO_ROWS);
    pull(daraja).await();
    var otherKey = new byte[32];
    otherKey[0] = 1;
    var rotated =
        new Daraja(
            postgres.vertx(),
            remote.base(),
            postgres.pool(),
            new Seal(otherKey),
            InstantSource.fixed(NOW),
            meters,
            QUICK);

    pull(rotated).await();

    assertThat(remote.tokensGiven()).isEqualTo(2);
  }

  @Test
  void letsNoSecretIntoMessagesAndLogs() {
    var logger = (Logger) LoggerFactory.getLogger("tillsight");
    var events = new ListAppender<ILoggingEvent>();
    events.start();
    logger.addAppender(events);
    try {
      var leaky =
          "Bad request for token1 and %s with s3cr3tOfTheApp passkeyOfTheShortCode 254708374149 %s"
              .formatted(account.consumerKey(), "QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
      remote.on(PULL, Reply.error(400, "400.002.02", leaky));

      var message = refusal(pull(daraja)).getMessage();

      assertThat(message + account + URLS + events.list)
          .doesNotContain("s3cr3t", "passkeyOf", "254708374149", "QWxhZGRpbjpvcGVu", "t0k3n")
          .contains("400.002.02");
    } finally {
      logger.detachAppender(events);
    }
  }

  @Test
  void countsWhatItAskedAndWhatCameOfIt() {
    remote.on(PULL, NO_ROWS, Reply.error(400, "400.001", "Invalid short code"));
    pull(daraja).await();
    refusal(pull(daraja));

    assertThat(meters.counter("tillsight.daraja.asked", "api", "pull", "outcome", "ok").count())
        .isEqualTo(1);
    assertThat(
            meters
                .counter("tillsight.daraja.asked", "api", "pull", "outcome", "wrong-short-code")
                .count())
        .isEqualTo(1);
  }

  @Test
  void registersUrlsByTheOtherVersionWhenOneIsNotOnTheApp() {
    remote.on(v("v2"), missingProduct());
    remote.on(v("v1"), Reply.ok("{\"OriginatorCoversationID\":\"1\",\"ResponseCode\":\"0\"}"));

    var registered = register().await();

    assertThat(registered.state()).isEqualTo(Registered.State.REGISTERED);
    assertThat(registered.version()).isEqualTo("v1");
    assertThat(remote.asked(v("v1")).getFirst().json())
        .isEqualTo(
            new JsonObject()
                .put("ShortCode", "600984")
                .put("ResponseType", "Completed")
                .put("ConfirmationURL", URLS.confirmation().toString())
                .put("ValidationURL", URLS.validation().toString()));

    register().await();
    assertThat(remote.asked(v("v2"))).hasSize(1);
    assertThat(remote.asked(v("v1"))).hasSize(2);
  }

  @Test
  void triesAnewWhenTheApplyFileAsksForAnotherVersion() {
    remote.on(v("v2"), missingProduct());
    remote.on(v("v1"), Reply.ok("{\"ResponseCode\":\"00000000\"}"));
    register().await();
    var asksForV1 =
        new DarajaAccount(
            7, account.consumerKey(), "s", "600984", "v1", null, null, null, null, null, null);

    new C2bUrls(daraja).register(asksForV1, "600984", URLS, false).await();

    assertThat(remote.asked(v("v2"))).hasSize(1);
    assertThat(remote.asked(v("v1")).getLast().json().getString("ResponseType"))
        .isEqualTo("Cancelled");
  }

  @Test
  void givesUpWhenNeitherVersionIsOnTheApp() {
    remote.on(v("v2"), missingProduct()).on(v("v1"), missingProduct());

    assertThat(refusal(register()).why()).isEqualTo(Why.PRODUCT_MISSING);
    assertThat(remote.asked(v("v2"))).hasSize(1);
    assertThat(remote.asked(v("v1"))).hasSize(1);
    assertThat(state("urls")).isEqualTo("refused");

    // The token is older than a product that is added now.
    remote.on(v("v2"), Reply.ok("{\"ResponseCode\":\"0\"}"));
    register().await();
    assertThat(remote.tokensGiven()).isEqualTo(2);
    assertThat(state("urls")).isEqualTo("registered");
  }

  @Test
  void takesRegisteredAlreadyForRegistered() {
    for (var reply :
        List.of(
            Reply.error(500, "500.003.1001", "Urls are already registered."),
            Reply.ok(
                """
                {"ConversationID": "", "OriginatorCoversationID": "",
                 "ResponseDescription": "Validation and Confirmation URLs are already registered"}
                """))) {
      remote.on(v("v2"), reply);

      var registered = register().await();

      assertThat(registered.state()).isEqualTo(Registered.State.ALREADY);
      assertThat(registered.detail()).contains("URL Management");
      assertThat(state("urls")).isEqualTo("already");
    }
    assertThat(remote.asked(v("v2"))).hasSize(2);
  }

  @Test
  void looksForForbiddenWordsBeforeItCalls() {
    var urls = new CallbackUrls(URI.create("https://mpesa.till.example"), URLS.token());

    assertThat(refusal(new C2bUrls(daraja).register(account, "600984", urls, true)))
        .hasMessageContaining("'mpesa'")
        .hasMessageContaining("TILLSIGHT_PUBLIC_URL")
        .extracting(DarajaRefusal::why)
        .isEqualTo(Why.FORBIDDEN_WORD);
    assertThat(remote.asked(v("v2"))).isEmpty();
    assertThat(remote.tokensGiven()).isZero();
  }

  @Test
  void registersForPull() {
    var path = "/pulltransactions/v1/register";
    remote.on(
        path,
        Reply.ok(
            "{\"Response Status\":\"1000\",\"Response Description\":\"Registered Successfully\"}"),
        Reply.ok(
            "{\"ResponseStatus\":1001,\"ResponseDescription\":\"Short Code already"
                + " Registered\"}"));
    var pull = new PullTransactions(daraja);

    assertThat(pull.register(account, "600984", URLS.result()).await().state())
        .isEqualTo(Registered.State.REGISTERED);
    assertThat(pull.register(account, "600984", URLS.result()).await().state())
        .isEqualTo(Registered.State.ALREADY);

    assertThat(remote.asked(path).getFirst().json())
        .isEqualTo(
            new JsonObject()
                .put("ShortCode", "600984")
                .put("RequestType", "Pull")
                .put("NominatedNumber", "254708374149")
                .put("CallBackURL", URLS.result().toString()));
    assertThat(state("pull")).isEqualTo("already");
  }

  @Test
  void asksForAPageInNairobiTime() {
    remote.on(PULL, NO_ROWS);

    pull(daraja).await();

    assertThat(remote.asked(PULL).getFirst().json())
        .isEqualTo(
            new JsonObject()
                .put("ShortCode", "600984")
                .put("StartDate", "2026-03-02 09:00:00")
                .put("EndDate", "2026-03-02 10:00:00")
                .put("OffSetValue", "100"));
  }

  private Future<Registered> register() {
    return new C2bUrls(daraja).register(account, "600984", URLS, true);
  }

  private Future<PullPage> pull(Daraja node) {
    return new PullTransactions(node).page(account, "600984", NOW.minusSeconds(3_600), NOW, 100);
  }

  private Future<StkPush.Accepted> push() {
    return new StkPush(daraja)
        .request(
            account,
            "600984",
            null,
            StkPush.Type.PAYBILL,
            "254708374149",
            10,
            "ACC001",
            "Tea",
            URLS);
  }

  private String state(String what) {
    return daraja.registrations().of(account.businessId()).await().stream()
        .filter(one -> one.what().equals(what))
        .findFirst()
        .orElseThrow()
        .state();
  }

  private static void sql(String statement) {
    postgres.pool().query(statement).execute().await();
  }

  private static DarajaRefusal refusal(Future<?> asked) {
    return catchThrowableOfType(DarajaRefusal.class, asked::await);
  }

  private static Reply spikeArrest() {
    return Reply.error(500, "500.003.02", "System is busy. Please try again in few minutes.");
  }

  private static Reply missingProduct() {
    return Reply.error(
        401,
        "401.003.01",
        "Error Occurred - Invalid Access Token - Invalid API call as no apiproduct match found");
  }

  private static String v(String version) {
    return "/mpesa/c2b/" + version + "/registerurl";
  }
}
