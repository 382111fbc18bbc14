package tillsight.server.business;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallbackTokenTest {

  @Test
  void makesTokensThatAreAcceptedAndDiffer() {
    var made = new HashSet<String>();
    for (var i = 0; i < 1_000; i++) {
      made.add(CallbackToken.checked(CallbackToken.make()));
    }

    assertThat(made).hasSize(1_000).allMatch(token -> token.matches("[0-9b-z&&[^aeioucmqs]]{30}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0123456789012345M-Pesa012345",
        "0123456789012345MPESA0123456",
        "0123456789Safaricom012345678",
        "0123456789eXe012345678901234",
        "0123456789executed0123456789",
        "0123456789cmd012345678901234",
        "0123456789mySQL0123456789012",
        "0123456789Queryable012345678",
      })
  void refusesTheWordsThatSafaricomRefuses(String token) {
    assertThatThrownBy(() -> CallbackToken.checked(token))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("which Safaricom refuses")
        .message()
        .doesNotContain(token);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "short",
        "012345678901234567890",
        "0123456789012345678901/2",
        "ünicode89012345678901234"
      })
  void refusesWhatCanBeGuessedOrBreaksAnAddress(String token) {
    assertThatThrownBy(() -> CallbackToken.checked(token))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
