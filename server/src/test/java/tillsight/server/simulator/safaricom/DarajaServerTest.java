package tillsight.server.simulator.safaricom;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tillsight.server.simulator.Movement;

/** The entrance: tokens, errors, bad moments, and the truth beside it all. */
class DarajaServerTest {

  private static final String PULL = "/pulltransactions/v1/query";
  private static final String STK = "/mpesa/stkpush/v1/processrequest";
  private static final String C2B = "/mpesa/c2b/v2/registerurl";

  @Test
  void givesTokensForTheRightKeyOnly() throws Exception {
    try (var daraja = TestDaraja.plain()) {
      var answer =
          new JsonObject(daraja.token("simulatedConsumerKey", "simulatedConsumerSecret").body());
      assertThat(answer.getString("access_token")).matches("[A-Za-z0-9]{28}");
      assertThat(answer.getValue("expires_in")).isEqualTo("3599");

      var wrong = daraja.token("simulatedConsumerKey", "other");
      assertThat(wrong.statusCode()).isEqualTo(400);
      assertThat(wrong.body()).isEmpty();
      assertError(daraja.get("/oauth/v1/generate?grant_type=password"), 400, "400.008.02");
      assertError(
          daraja.get("/oauth/v1/generate?grant_type=client_credentials"), 400, "400.008.01");
    }
  }

  @Test
  void saysTheLifeOfATokenAsANumberWhenAsked() throws Exception {
    try (var daraja = new TestDaraja(Quirks.parse("expires-in-text=0"))) {
      var answer =
          new JsonObject(daraja.token("simulatedConsumerKey", "simulatedConsumerSecret").body());
      assertThat(answer.getValue("expires_in")).isEqualTo(3599);
    }
  }

  @Test
  void eachProductRefusesABadTokenInItsOwnWay() throws Exception {
    try (var daraja = TestDaraja.plain()) {
      assertError(daraja.post(PULL, "{}", "wrong"), 401, "401.001");
      assertError(daraja.post(STK, "{}", "wrong"), 404, "404.001.03");
      assertError(daraja.post(C2B, "{}", "wrong"), 400, "400.003.01");
      var without = HttpRequest.newBuilder(daraja.url().resolve(STK));
      assertError(daraja.send(without.POST(BodyPublishers.ofString("{}"))), 404, "404.001.03");
    }
  }

  @Test
  void aNewTokenEndsTheOneBefore() throws Exception {
    try (var daraja = TestDaraja.plain()) {
      var first = daraja.newToken();
      assertError(daraja.post(PULL, "{}", first), 400, "400.002.02");
      var second = daraja.newToken();
      assertError(daraja.post(PULL, "{}", first), 401, "401.001");
      assertError(daraja.post(PULL, "{}", second), 400, "400.002.02");

      daraja.clock.set(TestDaraja.NOON.plusSeconds(3_600));
      assertError(daraja.post(PULL, "{}", second), 401, "401.001");
    }
    try (var daraja = new TestDaraja(Quirks.parse("token-invalidates=0"))) {
      var first = daraja.newToken();
      daraja.newToken();
      assertError(daraja.post(PULL, "{}", first), 400, "400.002.02");
    }
  }

  @Test
  void refusesWhatItDoesNotServe() throws Exception {
    try (var daraja = TestDaraja.plain()) {
      var token = daraja.newToken();
      assertError(daraja.post("/mpesa/nothing", "{}", token), 404, "404.003.01");
      assertError(daraja.get(STK), 405, "405.001");
      assertError(daraja.get(C2B), 404, "404.001.04");
      assertError(daraja.post(STK, "{\"a\":", token), 400, "400.002.05");
      assertThat(daraja.post(STK, " ".repeat(70_000), token).statusCode()).isEqualTo(413);
    }
  }

  @Test
  void hasBadMomentsAtTheGivenRates() throws Exception {
    try (var daraja = new TestDaraja(Quirks.parse("html-errors=0.3,spikes=0.3"))) {
      var answers = new ArrayList<HttpResponse<String>>();
      for (var i = 0; i < 60; i++) {
        answers.add(daraja.post(PULL, "{}", "wrong"));
      }
      var pages = answers.stream().filter(answer -> answer.statusCode() == 503).toList();
      assertThat(pages).hasSizeBetween(8, 30).allMatch(page -> page.body().startsWith("<html>"));
      var spikes = answers.stream().filter(answer -> answer.statusCode() == 500).toList();
      assertThat(spikes).hasSizeBetween(4, 25);
      assertError(spikes.getFirst(), 500, "500.003.02");
      assertThat(spikes.getFirst().body()).contains("Spike Arrest Violation");
    }
  }

  @Test
  void tellsTheTruthLineByLine() throws Exception {
    try (var daraja = TestDaraja.plain()) {
      var expected =
          daraja.mpesa.truth(TestDaraja.TILL, TestDaraja.MIDNIGHT, TestDaraja.NOON).stream()
              .map(Movement::truth)
              .toList();

      var all = daraja.get("/truth");
      assertThat(all.headers().firstValue("Content-Type")).contains("application/x-ndjson");
      assertThat(all.body().lines().count()).isGreaterThan(expected.size());
      var range = "&from=2026-03-01T21:00:00Z&to=2026-03-02T09:00:00Z";
      assertThat(daraja.get("/truth?shortCode=5270011" + range).body().lines())
          .isNotEmpty()
          .containsExactlyElementsOf(expected);
      assertThat(daraja.get("/truth?from=yesterday").statusCode()).isEqualTo(400);
    }
  }

  @Test
  void isTheSameForASeed() throws Exception {
    assertThat(aSession()).isEqualTo(aSession());
  }

  private static List<String> aSession() throws Exception {
    var said = new ArrayList<String>();
    try (var daraja = new TestDaraja(Quirks.parse("spikes=0.2,html-errors=0.1"))) {
      for (var i = 0; i < 8; i++) {
        said.add(daraja.token("simulatedConsumerKey", "simulatedConsumerSecret").body());
        said.add(daraja.post(PULL, "{}", "wrong").body());
        said.add(daraja.get("/truth").body());
      }
    }
    return said;
  }

  static void assertError(HttpResponse<String> answer, int status, String code) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    var json = new JsonObject(answer.body());
    assertThat(json.getString("errorCode")).isEqualTo(code);
    assertThat(json.fieldNames())
        .containsExactlyInAnyOrder("requestId", "errorCode", "errorMessage");
  }
}
