package tillsight.server.daraja;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tillsight.server.daraja.DarajaRefusal.Why;

class SecurityCredentialTest {

  private static final TestCertificate GOOD = TestCertificate.make("RSA", "-1d", 30);

  @Test
  void isWhatTheHolderOfTheKeyCanOpen() {
    var credential = SecurityCredential.of("Secret#2026", GOOD.pem());

    assertThat(GOOD.open(credential)).isEqualTo("Secret#2026");
    assertThat(SecurityCredential.of("Secret#2026", GOOD.pem())).isNotEqualTo(credential);
  }

  @Test
  void takesACertificateWithWhatPortalsPutAroundIt() {
    var pem = "Bag Attributes\r\n  x\r\n" + GOOD.pem().replace("\n", "\r\n") + "\r\n\r\n";

    assertThat(GOOD.open(SecurityCredential.of("Secret#2026", pem))).isEqualTo("Secret#2026");
  }

  @Test
  void saysThatACertificateHasExpired() {
    var expired = TestCertificate.make("RSA", "-10d", 5);

    assertThat(refusal("Secret#2026", expired.pem()).why()).isEqualTo(Why.CERTIFICATE_EXPIRED);
  }

  @Test
  void refusesACertificateThatIsNotValidYetOrHasAnotherKey() {
    assertThat(refusal("x", TestCertificate.make("RSA", "+2d", 5).pem()).why())
        .isEqualTo(Why.CERTIFICATE_WRONG);
    assertThat(refusal("x", TestCertificate.make("EC", "-1d", 5).pem()))
        .hasMessageContaining("no RSA key");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hunter2",
        "-----BEGIN CERTIFICATE-----",
        "-----BEGIN CERTIFICATE-----\nAAAA\n" + "-----END CERTIFICATE-----",
        "-----BEGIN RSA PRIVATE KEY-----\nhunter2"
      })
  void refusesWhatIsNoCertificateWithoutRepeatingIt(String pem) {
    var refusal = refusal("Secret#2026", pem);

    assertThat(refusal.why()).isEqualTo(Why.CERTIFICATE_WRONG);
    assertThat(refusal.getMessage()).doesNotContain("hunter2", "Secret#2026");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a@b", "a.b", "a(b", "a)b"})
  void refusesCharactersThatDarajaGarbles(String password) {
    var refusal = refusal(password, GOOD.pem());

    assertThat(refusal.why()).isEqualTo(Why.PASSWORD_CHARACTERS);
    assertThat(refusal.getMessage()).doesNotContain(password);
  }

  private static DarajaRefusal refusal(String password, String pem) {
    return catchThrowableOfType(DarajaRefusal.class, () -> SecurityCredential.of(password, pem));
  }
}
