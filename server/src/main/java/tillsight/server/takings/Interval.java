package tillsight.server.takings;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;

/** How long a point of a trend is, in the business's own calendar. */
public enum Interval {
  HOUR,
  DAY,
  WEEK,
  MONTH;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Where the hour, day, week (from Monday) or month begins that this moment lies in. */
  Instant floor(Instant moment, ZoneId zone) {
    var date = LocalDate.ofInstant(moment, zone);
    return switch (this) {
      case HOUR -> moment.truncatedTo(ChronoUnit.HOURS);
      case DAY -> begin(date, zone);
      case WEEK -> begin(date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)), zone);
      case MONTH -> begin(date.withDayOfMonth(1), zone);
    };
  }

  /** Where the next one begins after one that begins here. */
  Instant next(Instant start, ZoneId zone) {
    var date = LocalDate.ofInstant(start, zone);
    return switch (this) {
      case HOUR -> start.plus(1, ChronoUnit.HOURS);
      case DAY -> begin(date.plusDays(1), zone);
      case WEEK -> begin(date.plusWeeks(1), zone);
      case MONTH -> begin(date.plusMonths(1), zone);
    };
  }

  private static Instant begin(LocalDate date, ZoneId zone) {
    return date.atStartOfDay(zone).toInstant();
  }
}
