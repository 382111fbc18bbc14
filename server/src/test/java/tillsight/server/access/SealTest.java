package tillsight.server.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tillsight.server.access.Seal.Purpose;

/** What is sealed opens again, for its own purpose, with its own key, unchanged; else not. */
class SealTest {

  private static final byte[] SECRET = "254708374149".getBytes(UTF_8);
  private final Seal seal = new Seal(new byte[32]);

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 15, 16, 17, 400, 65_536})
  void opensWhatItSealed(int length) {
    var plain = new byte[length];

    var sealed = seal.seal(Purpose.CALLBACK_BODY, plain);

    assertThat(seal.open(Purpose.CALLBACK_BODY, sealed)).isEqualTo(plain);
    assertThat(new Seal(new byte[32]).open(Purpose.CALLBACK_BODY, sealed)).isEqualTo(plain);
  }

  @Test
  void showsNothingOfWhatIsInside() {
    var sealed = seal.seal(Purpose.CALLBACK_BODY, SECRET);

    assertThat(new String(sealed, UTF_8)).doesNotContain("2547");
    assertThat(seal.seal(Purpose.CALLBACK_BODY, SECRET)).isNotEqualTo(sealed);
  }

  @Test
  void doesNotOpenForAnotherPurpose() {
    var sealed = seal.seal(Purpose.CALLBACK_TOKEN, SECRET);

    for (var other : Set.of(Purpose.CALLBACK_BODY, Purpose.DARAJA_CREDENTIALS, Purpose.PAYER_KEY)) {
      assertRefused(other, sealed, seal);
    }
  }

  @Test
  void doesNotOpenWithAnotherKey() {
    var key = new byte[32];
    key[31] = 1;

    assertRefused(Purpose.PAYER_KEY, seal.seal(Purpose.PAYER_KEY, SECRET), new Seal(key));
  }

  @Test
  void doesNotOpenWhatWasChangedOrCut() {
    var sealed = seal.seal(Purpose.PAYER_KEY, SECRET);
    for (var at = 0; at < sealed.length; at++) {
      var changed = sealed.clone();
      changed[at] ^= 1;
      assertRefused(Purpose.PAYER_KEY, changed, seal);
      assertRefused(Purpose.PAYER_KEY, java.util.Arrays.copyOf(sealed, at), seal);
    }
  }

  @Test
  void neverUsesANonceTwice() {
    var nonces = ConcurrentHashMap.<String>newKeySet();

    IntStream.range(0, 40_000)
        .parallel()
        .forEach(
            i ->
                nonces.add(
                    HexFormat.of().formatHex(seal.seal(Purpose.CALLBACK_BODY, SECRET), 1, 13)));

    assertThat(nonces).hasSize(40_000);
  }

  @Test
  void derivesAKeyForEachUse() {
    var keys = new HashSet<String>();
    for (var use : Set.of("seal", "tokens", "cluster name", "")) {
      assertThat(seal.derive(use)).hasSize(32).isEqualTo(new Seal(new byte[32]).derive(use));
      keys.add(HexFormat.of().formatHex(seal.derive(use)));
    }
    assertThat(keys).hasSize(4);
  }

  private static void assertRefused(Purpose purpose, byte[] sealed, Seal with) {
    assertThatThrownBy(() -> with.open(purpose, sealed))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("TILLSIGHT_SECRETS_KEY");
  }
}
