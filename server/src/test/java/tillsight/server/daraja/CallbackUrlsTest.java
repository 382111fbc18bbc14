package tillsight.server.daraja;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tillsight.server.business.CallbackToken;

class CallbackUrlsTest {

  private static final String TOKEN = "t0k3nt0k3nt0k3nt0k3nt0k3nt0";
  private static final URI PRODUCTION = URI.create("https://api.safaricom.co.ke");
  private static final URI SANDBOX = URI.create("https://sandbox.safaricom.co.ke");
  private static final URI SIMULATOR = URI.create("http://localhost:9000");

  @Test
  void namesThePathsThatTheServerTakes() {
    var urls = urls("https://till.example/");

    assertThat(urls.confirmation())
        .hasToString("https://till.example/c2b/" + TOKEN + "/confirmation");
    assertThat(urls.validation()).hasToString("https://till.example/c2b/" + TOKEN + "/validation");
    assertThat(urls.stk()).hasToString("https://till.example/stk/" + TOKEN + "/result");
    assertThat(urls.result()).hasToString("https://till.example/results/" + TOKEN);
    assertThat(urls.timeout()).hasToString("https://till.example/timeouts/" + TOKEN);
    assertThat(urls("https://x.example/pay").result())
        .hasToString("https://x.example/pay/results/" + TOKEN);
    assertThat(urls.toString()).doesNotContain(TOKEN);
  }

  @ParameterizedTest
  @CsvSource({
    "https://mpesa.example, 'mpesa'",
    "https://x.example/M-PESA, 'm-pesa'",
    "https://MySafaricomShop.example, 'safaricom'",
    "https://x.example/execute, 'exec'",
    "https://mysql.example, 'sql'",
    "https://x.example/queryable, 'query'",
    "https://a1.ngrok.io, ngrok",
    "https://REQUESTBIN.example, requestbin",
    "https://mockbin.example, mockbin",
  })
  void saysWhatSafaricomRefusesAnywhere(String publicUrl, String named) {
    for (var daraja : new URI[] {PRODUCTION, SANDBOX, SIMULATOR}) {
      assertThat(urls(publicUrl).problem(daraja).orElseThrow()).contains(named);
    }
    assertThat(urls(publicUrl).problem().orElseThrow()).contains(named).doesNotContain(TOKEN);
  }

  @Test
  void looksAtTheTokenToo() {
    var urls = new CallbackUrls(URI.create("https://till.example"), "bbbbbbbbbbcmdbbbbbbbbbb");

    assertThat(urls.problem().orElseThrow()).contains("'cmd'");
  }

  @Test
  void wantsHttpsInProductionOnly() {
    var urls = urls("http://till.example");

    assertThat(urls.problem(PRODUCTION).orElseThrow()).contains("not https");
    assertThat(urls.problem(SANDBOX)).isEmpty();
    assertThat(urls.problem(SIMULATOR)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://localhost",
        "https://127.0.0.1:8088",
        "https://10.1.2.3",
        "https://192.168.1.5",
        "https://172.20.0.1",
        "https://till.local",
        "https://[::1]"
      })
  void knowsAddressesThatSafaricomCannotReach(String publicUrl) {
    assertThat(urls(publicUrl).problem(SANDBOX).orElseThrow()).contains("cannot be reached");
    assertThat(urls(publicUrl).problem(SIMULATOR)).isEmpty();
  }

  @Test
  void findsNothingWrongWithAGoodOne() {
    assertThat(urls("https://till.example").problem(PRODUCTION)).isEmpty();
    assertThat(urls("https://till.example").note()).isEmpty();
    assertThat(new CallbackUrls(URI.create("https://till.example"), CallbackToken.make()).problem())
        .isEmpty();
  }

  @Test
  void notesThatANumberIsUnusual() {
    assertThat(urls("https://197.248.1.2").problem(PRODUCTION)).isEmpty();
    assertThat(urls("https://197.248.1.2:8443").note().orElseThrow()).contains("number");
  }

  private static CallbackUrls urls(String publicUrl) {
    return new CallbackUrls(URI.create(publicUrl), TOKEN);
  }
}
