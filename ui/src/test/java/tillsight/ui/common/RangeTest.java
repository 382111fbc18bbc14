package tillsight.ui.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RangeTest {

  private static final LocalDate TODAY = LocalDate.parse("2026-03-02");

  @ParameterizedTest
  @CsvSource({
    "today, 2026-03-02, 2026-03-03",
    "yesterday, 2026-03-01, 2026-03-02",
    "7d, 2026-02-24, 2026-03-03",
    "28d, 2026-02-03, 2026-03-03",
    "91d, 2025-12-02, 2026-03-03",
    "week, 2026-03-02, 2026-03-03",
    "month, 2026-03-01, 2026-03-03",
    "year, 2026-01-01, 2026-03-03",
    "last-month, 2026-02-01, 2026-03-01",
    "12m, 2025-03-03, 2026-03-03",
    "pay-day, 2026-02-27, 2026-03-03",
  })
  void knowsWhatTheNamesMean(String key, LocalDate from, LocalDate to) {
    var range = Preset.of(key).orElseThrow().on(TODAY);

    assertThat(range.from()).isEqualTo(from);
    assertThat(range.to()).isEqualTo(to);
  }

  @Test
  void countsPayDayItselfAsTheLastPayDay() {
    assertThat(Preset.lastPayDay(LocalDate.parse("2026-02-27"))).isEqualTo("2026-02-27");
    assertThat(Preset.lastPayDay(LocalDate.parse("2026-02-26"))).isEqualTo("2026-01-30");
  }

  @Test
  void stepsByItsOwnLength() {
    var range = Preset.LAST_28.on(TODAY);

    assertThat(range.step(-1, TODAY).from()).isEqualTo("2026-01-06");
    assertThat(range.step(-1, TODAY).step(1, TODAY).to()).isEqualTo(range.to());
    assertThat(Preset.TODAY.on(TODAY).step(-1, TODAY).preset()).isEqualTo(Preset.YESTERDAY);
  }

  @Test
  void stepsMonthsAsMonths() {
    var january = Preset.LAST_MONTH.on(TODAY).step(-1, TODAY);

    assertThat(january.dates()).isEqualTo("January 2026");
    assertThat(january.step(1, TODAY).to()).isEqualTo("2026-03-01");
  }

  @Test
  void comparesWithTheSameNumberOfDaysOrTheSameDates() {
    var range = Preset.LAST_7.on(TODAY);

    assertThat(range.before(Compare.PREVIOUS).dates()).isEqualTo("17 Feb – 23 Feb 2026");
    assertThat(range.before(Compare.YEAR).dates()).isEqualTo("24 Feb – 2 Mar 2025");
  }

  @Test
  void makesSenseOfDatesInTheWrongOrder() {
    var range = Range.custom(LocalDate.parse("2026-02-10"), LocalDate.parse("2026-02-01"));

    assertThat(range.from()).isEqualTo("2026-02-01");
    assertThat(range.last()).isEqualTo("2026-02-10");
  }
}
