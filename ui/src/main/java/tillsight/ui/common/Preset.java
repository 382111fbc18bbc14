package tillsight.ui.common;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The ranges that people ask for by name. All of them end with today, but for those that are over.
 */
public enum Preset {
  TODAY("today", "Today", "D"),
  YESTERDAY("yesterday", "Yesterday", ""),
  LAST_7("7d", "Last 7 days", "W"),
  LAST_28("28d", "Last 28 days", ""),
  LAST_91("91d", "Last 91 days", ""),
  WEEK("week", "Week to date", ""),
  MONTH("month", "Month to date", "M"),
  YEAR("year", "Year to date", ""),
  LAST_MONTH("last-month", "Last month", ""),
  LAST_12_MONTHS("12m", "Last 12 months", ""),
  PAY_DAY("pay-day", "Since last pay-day", ""),
  CUSTOM("custom", "Custom", "");

  private final String key;
  private final String label;
  private final String shortcut;

  Preset(String key, String label, String shortcut) {
    this.key = key;
    this.label = label;
    this.shortcut = shortcut;
  }

  public String key() {
    return key;
  }

  public String label() {
    return label;
  }

  /** The key that chooses it, or nothing. */
  public String shortcut() {
    return shortcut;
  }

  public static Optional<Preset> of(String key) {
    return Stream.of(values()).filter(preset -> preset.key.equals(key)).findFirst();
  }

  /** The days it stands for. The custom one stands for nothing by itself and gives the default. */
  public Range on(LocalDate today) {
    var tomorrow = today.plusDays(1);
    return switch (this) {
      case TODAY -> new Range(this, today, tomorrow);
      case YESTERDAY -> new Range(this, today.minusDays(1), today);
      case LAST_7 -> new Range(this, tomorrow.minusDays(7), tomorrow);
      case LAST_28 -> new Range(this, tomorrow.minusDays(28), tomorrow);
      case LAST_91 -> new Range(this, tomorrow.minusDays(91), tomorrow);
      case WEEK ->
          new Range(this, today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)), tomorrow);
      case MONTH -> new Range(this, today.withDayOfMonth(1), tomorrow);
      case YEAR -> new Range(this, today.withDayOfYear(1), tomorrow);
      case LAST_MONTH ->
          new Range(this, today.withDayOfMonth(1).minusMonths(1), today.withDayOfMonth(1));
      case LAST_12_MONTHS -> new Range(this, tomorrow.minusYears(1), tomorrow);
      case PAY_DAY -> new Range(this, lastPayDay(today), tomorrow);
      case CUSTOM -> LAST_28.on(today);
    };
  }

  /** Salaries come on the last working day of a month, and shops feel it. */
  static LocalDate lastPayDay(LocalDate today) {
    var thisMonth = payDay(YearMonth.from(today));
    return thisMonth.isAfter(today) ? payDay(YearMonth.from(today).minusMonths(1)) : thisMonth;
  }

  private static LocalDate payDay(YearMonth month) {
    var day = month.atEndOfMonth();
    while (day.getDayOfWeek().getValue() > DayOfWeek.FRIDAY.getValue()) {
      day = day.minusDays(1);
    }
    return day;
  }
}
