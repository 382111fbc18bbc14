package tillsight.server.statement;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WallTimeTest {

  @ParameterizedTest
  @CsvSource({
    "31-01-2026 14:05:09, 2026-01-31T11:05:09Z",
    "03-02-2026 00:00:00, 2026-02-02T21:00:00Z",
    "2026-02-03 10:00:00, 2026-02-03T07:00:00Z",
    "2026-02-03T10:00:00, 2026-02-03T07:00:00Z",
    "03/02/2026, 2026-02-02T21:00:00Z",
    "03/02/2026 10:00, 2026-02-03T07:00:00Z",
    "3/2/2026 9:05:01, 2026-02-03T06:05:01Z",
    "46056.5, 2026-02-03T09:00:00Z",
    "46056.4167013889, 2026-02-03T07:00:03Z"
  })
  void readsNairobiTime(String text, String instant) {
    assertThat(WallTime.of(Cell.text(text), 0).at()).hasToString(instant);
  }

  @Test
  void readsDaysOfBothEpochs() {
    var days = new Cell("44594.5", Cell.Kind.NUMBER);

    assertThat(WallTime.of(days, 1_462).at()).hasToString("2026-02-03T09:00:00Z");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "15:50",
        "######",
        "02-13-2026 10:00:00",
        "2026-13-02 10:00:00",
        "30-02-2026 10:00:00",
        "01-02-26 10:00:00",
        "01.02.2026 10:00:00",
        "01-02-2026 25:00:00",
        "yesterday",
        "4.6E+04",
        "123"
      })
  void takesNothingElseForATime(String text) {
    assertThat(WallTime.of(Cell.text(text), 0)).isNull();
  }

  @Test
  void knowsADayFromATime() {
    assertThat(WallTime.of("01/02/2026").dateOnly()).isTrue();
    assertThat(WallTime.of("01/02/2026 00:00").dateOnly()).isFalse();
  }
}
