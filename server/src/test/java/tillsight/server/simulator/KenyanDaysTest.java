package tillsight.server.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KenyanDaysTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2025-04-18",
        "2025-04-21",
        "2026-04-03",
        "2026-04-06",
        "2027-03-26",
        "2027-03-29",
        "2025-03-31",
        "2026-05-27",
        "2026-10-20",
        "2026-12-12",
        "2025-06-01"
      })
  void knowsPublicHolidays(LocalDate date) {
    assertThat(KenyanDays.isHoliday(date)).isTrue();
  }

  @Test
  void keepsASundaysHolidayOnMonday() {
    assertThat(KenyanDays.isHoliday(LocalDate.of(2025, 6, 2))).isTrue();
    assertThat(KenyanDays.isHoliday(LocalDate.of(2026, 6, 2))).isFalse();
  }

  @Test
  void wagesAreSpentAtMonthsEnd() {
    assertThat(KenyanDays.lift(LocalDate.of(2026, 6, 30)))
        .isGreaterThan(1.4 * KenyanDays.lift(LocalDate.of(2026, 6, 20)));
  }
}
