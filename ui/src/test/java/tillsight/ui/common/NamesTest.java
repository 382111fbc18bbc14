package tillsight.ui.common;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NamesTest {

  @Test
  void takesAwayWhatTurnsOrHidesText() {
    assertThat(Names.clean("\u202eevil\u202c\u200f\u0007")).isEqualTo("evil");
  }

  @Test
  void leavesRealNamesAlone() {
    assertThat(Names.clean("Wanjikũ O'Brien <b>")).isEqualTo("Wanjikũ O'Brien <b>");
    assertThat(Names.orDash(null)).isEqualTo("–");
  }
}
