package tillsight.ui.common;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tillsight.ui.common.Delta.Tone;

class DeltaTest {

  @Test
  void saysDirectionInArrowAndSign() {
    assertThat(Delta.of(112, 100, 50, false)).isEqualTo(new Delta("▲ +12%", "up 12%", Tone.GOOD));
    assertThat(Delta.of(95, 100, 50, false)).isEqualTo(new Delta("▼ −5%", "down 5%", Tone.BAD));
  }

  @Test
  void staysQuietAboutNoiseAndSmallBases() {
    assertThat(Delta.of(101.9, 100, 50, false).tone()).isEqualTo(Tone.QUIET);
    assertThat(Delta.of(200, 100, 19, false).tone()).isEqualTo(Tone.QUIET);
    assertThat(Delta.of(200, 100, 20, false).tone()).isEqualTo(Tone.GOOD);
  }

  @Test
  void knowsThatMoreReversalsAreWorse() {
    assertThat(Delta.of(14, 11, 500, true).tone()).isEqualTo(Tone.BAD);
    assertThat(Delta.of(5, 11, 500, true).tone()).isEqualTo(Tone.GOOD);
  }

  @Test
  void divisionByNothingIsNew() {
    assertThat(Delta.of(5, 0, 0, false).text()).isEqualTo("new");
    assertThat(Delta.of(0, 0, 0, false).text()).isEqualTo("–");
    assertThat(Delta.of(0, 10, 50, false).text()).isEqualTo("▼ −100%");
  }
}
