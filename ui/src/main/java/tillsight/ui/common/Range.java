package tillsight.ui.common;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Whole business days, the first included and the last not. */
public record Range(Preset preset, LocalDate from, LocalDate to) {

  /** The longest range that may be asked for. */
  static final int DAYS_MAX = 1_100;

  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM", Locale.UK);
  private static final DateTimeFormatter DAY_OF_YEAR =
      DateTimeFormatter.ofPattern("d MMM yyyy", Locale.UK);
  private static final DateTimeFormatter MONTH =
      DateTimeFormatter.ofPattern("MMMM yyyy", Locale.UK);

  /** Chosen dates, last day included; turned round or cut where they make no sense. */
  public static Range custom(LocalDate first, LocalDate last) {
    var from = first.isAfter(last) ? last : first;
    var to = (first.isAfter(last) ? first : last).plusDays(1);
    var earliest = to.minusDays(DAYS_MAX);
    return new Range(Preset.CUSTOM, from.isBefore(earliest) ? earliest : from, to);
  }

  public long days() {
    return ChronoUnit.DAYS.between(from, to);
  }

  public LocalDate last() {
    return to.minusDays(1);
  }

  public boolean includes(LocalDate day) {
    return !day.isBefore(from) && day.isBefore(to);
  }

  /** The period before or after: a month for whole months, else the same number of days. */
  public Range step(int direction, LocalDate today) {
    if (preset == Preset.MONTH || isWholeMonth()) {
      var month = YearMonth.from(from).plusMonths(direction);
      return custom(month.atDay(1), month.atEndOfMonth());
    }
    var shift = direction * days();
    return named(custom(from.plusDays(shift), last().plusDays(shift)), today);
  }

  /** The same days a year, or its own length, before. */
  public Range before(Compare compare) {
    return switch (compare) {
      case YEAR -> new Range(Preset.CUSTOM, from.minusYears(1), to.minusYears(1));
      case PREVIOUS, OFF -> new Range(Preset.CUSTOM, from.minusDays(days()), from);
    };
  }

  /** What the picker shows. */
  public String label() {
    return preset == Preset.CUSTOM ? dates() : preset.label();
  }

  /** The dates themselves: "3 Feb – 2 Mar", "2 Mar", "January 2026". */
  public String dates() {
    if (isWholeMonth()) {
      return MONTH.format(from);
    }
    if (days() == 1) {
      return DAY_OF_YEAR.format(from);
    }
    var first = from.getYear() == last().getYear() ? DAY.format(from) : DAY_OF_YEAR.format(from);
    return first + " – " + DAY_OF_YEAR.format(last());
  }

  /** The dates without a year, for small places: "3 Feb – 2 Mar". */
  public String shortDates() {
    return days() == 1 ? DAY.format(from) : DAY.format(from) + " – " + DAY.format(last());
  }

  private boolean isWholeMonth() {
    return from.getDayOfMonth() == 1 && to.equals(from.plusMonths(1));
  }

  private static Range named(Range range, LocalDate today) {
    for (var preset : new Preset[] {Preset.TODAY, Preset.YESTERDAY}) {
      var known = preset.on(today);
      if (known.from.equals(range.from) && known.to.equals(range.to)) {
        return known;
      }
    }
    return range;
  }
}
