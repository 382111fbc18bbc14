package tillsight.server.takings;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/** Some business days: from the first, up to but without the last, in the business's zone. */
public record Range(LocalDate from, LocalDate to, ZoneId zone) {

  public static final int DAYS_MAX = 3_660;
  public static final int DAYS = 28;

  /** The last four weeks, today included: every weekday as often as the others. */
  public static Range lastDays(LocalDate today, ZoneId zone) {
    return new Range(today.minusDays(DAYS - 1), today.plusDays(1), zone);
  }

  public static Range ofDay(LocalDate day, ZoneId zone) {
    return new Range(day, day.plusDays(1), zone);
  }

  public Instant start() {
    return from.atStartOfDay(zone).toInstant();
  }

  public Instant end() {
    return to.atStartOfDay(zone).toInstant();
  }

  public long days() {
    return ChronoUnit.DAYS.between(from, to);
  }

  /** The same number of days just before. */
  public Range previous() {
    return minus(Period.ofDays((int) days()));
  }

  /** The same dates a year earlier. */
  public Range yearEarlier() {
    return minus(Period.ofYears(1));
  }

  /**
   * Where this range must be cut to be as far gone as {@code other} is now: at its end once the
   * other is over. By wall clock, so that a day with a clock change does not shift the hour of the
   * day.
   */
  public Instant cutLike(Range other, Instant now) {
    if (!now.isBefore(other.end())) {
      return end();
    }
    if (now.isBefore(other.start())) {
      return start();
    }
    var elapsed = LocalDateTime.ofInstant(now, zone);
    var days = ChronoUnit.DAYS.between(other.from(), elapsed.toLocalDate());
    var cut = from.plusDays(days).atTime(elapsed.toLocalTime()).atZone(zone).toInstant();
    return cut.isBefore(end()) ? cut : end();
  }

  private Range minus(Period period) {
    return new Range(from.minus(period), to.minus(period), zone);
  }
}
