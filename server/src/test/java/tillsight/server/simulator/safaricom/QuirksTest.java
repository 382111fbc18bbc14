package tillsight.server.simulator.safaricom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The switches, and the key that follows from a seed. */
class QuirksTest {

  @Test
  void readsAList() {
    var quirks =
        Quirks.parse(
            "page-size=50, offset-ignored,nested-rows=0,pull-clock=ahead,pull-payer=absent");

    assertThat(quirks.value(Quirk.PAGE_SIZE)).isEqualTo(50);
    assertThat(quirks.isOn(Quirk.OFFSET_IGNORED)).isTrue();
    assertThat(quirks.isOn(Quirk.NESTED_ROWS)).isFalse();
    assertThat(quirks.isOn(Quirk.SPACED_KEYS)).isTrue();
    assertThat(quirks.pullClock()).isEqualTo(PullClock.AHEAD);
    assertThat(quirks.pullPayer()).isEqualTo(PullPayer.ABSENT);
    assertThat(Quirks.parse(" ")).isEqualTo(Quirks.DEFAULT);
  }

  @Test
  void saysWhatIsWrongWithAList() {
    assertThatThrownBy(() -> Quirks.parse("page-siz=50"))
        .hasMessageStartingWith("'page-siz=50' is no quirk of Daraja; write a list")
        .hasMessageContaining("nested-rows", "pull-clock (stated, nairobi-as-z");
    assertThatThrownBy(() -> Quirks.parse("pull-clock=moon")).hasMessageContaining("'pull-clock");
    assertThatThrownBy(() -> Quirks.parse("spikes=-1")).hasMessageContaining("is no quirk");
    assertThatThrownBy(() -> Quirks.parse("page-size=0")).hasMessageContaining("is no quirk");
  }

  @Test
  void pullWritesTimesInEachOfItsWays() {
    var expected =
        List.of(
            "stated 2026-03-02T06:00:00+03:00",
            "nairobi-as-z 2026-03-02T06:00:00Z",
            "utc 2026-03-02T03:00:00Z",
            "utc-as-nairobi 2026-03-02T03:00:00+03:00",
            "zoneless 2026-03-02 06:00:00",
            "ahead 2026-03-02T09:00:00+03:00");
    var at = Instant.parse("2026-03-02T03:00:00Z");
    for (var i = 0; i < expected.size(); i++) {
      var clock = PullClock.values()[i];
      assertThat(clock.word() + " " + clock.text(at)).isEqualTo(expected.get(i));
    }
  }

  @Test
  void theCertificateFollowsFromTheSeed() throws Exception {
    var pem = OperatorKey.of(3).certificate();

    assertThat(OperatorKey.of(3).certificate()).isEqualTo(pem);
    assertThat(OperatorKey.of(4).certificate()).isNotEqualTo(pem);
    var certificate =
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(
                    new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
    certificate.verify(certificate.getPublicKey());
    certificate.checkValidity(Date.from(Instant.parse("2026-03-02T00:00:00Z")));
    assertThat(((RSAPublicKey) certificate.getPublicKey()).getModulus().bitLength())
        .isEqualTo(2048);
    assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=Simulated Daraja");
  }
}
