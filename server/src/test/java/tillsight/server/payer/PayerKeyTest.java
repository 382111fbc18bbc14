package tillsight.server.payer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class PayerKeyTest {

  private static final byte[] KEY = new byte[32];

  static {
    for (var i = 0; i < KEY.length; i++) {
      KEY[i] = (byte) i;
    }
  }

  @Test
  void keepsItsPseudonyms() {
    // Computed with Python's hmac and uuid: stored rows depend on it.
    assertThat(PayerKey.pseudonym(KEY, PayerKey.evidenceOfNumber("254708374149")))
        .isEqualTo(UUID.fromString("b1d48c58-f782-cf03-002b-748cd66b5d40"));
  }

  @Test
  void knowsANumberByItsHash() {
    assertThat(PayerKey.evidenceOfNumber("254708374149"))
        .isEqualTo(
            PayerKey.evidenceOfHash(
                "bbff37cea44ac0b2d964ee0dfb8d2df8513dc7ba1b36129a929fc3fbd6dd4af4"));
  }

  @Test
  void givesEachBusinessAnother() {
    var evidence = PayerKey.evidenceOfNumber("254708374149");

    assertThat(PayerKey.pseudonym(KEY, evidence))
        .isNotEqualTo(PayerKey.pseudonym(new byte[32], evidence));
  }
}
