package tillsight.server.takings;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The hours of a week and what they bring on average: when a business has its peaks. */
public record Heatmap(String measure, List<Cell> cells) {

  private static final int WEEKDAYS = 7;
  private static final int HOURS = 24;

  /** What an hour of the week is judged by. */
  public enum Measure {
    PAYMENTS,
    AMOUNT,
    AVERAGE,
    CUSTOMERS;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** An hour of a weekday (1 is Monday), its mean, and how often it came by. */
  public record Cell(int weekday, int hour, double value, int occurrences) {}

  /** Where in the week: a weekday and an hour. */
  record Slot(int weekday, int hour) {}

  /** What a slot brought in all. */
  record Total(long payments, long grossCents, long customers) {
    static final Total NONE = new Total(0, 0, 0);
  }

  static Heatmap of(Measure measure, Map<Slot, Total> totals, Range range, Instant now) {
    var occurrences = occurrences(range, now);
    var cells = new ArrayList<Cell>(WEEKDAYS * HOURS);
    for (var weekday = 1; weekday <= WEEKDAYS; weekday++) {
      for (var hour = 0; hour < HOURS; hour++) {
        var total = totals.getOrDefault(new Slot(weekday, hour), Total.NONE);
        var times = occurrences[weekday - 1][hour];
        cells.add(new Cell(weekday, hour, value(measure, total, times), times));
      }
    }
    return new Heatmap(measure.word(), cells);
  }

  private static double value(Measure measure, Total total, int times) {
    return switch (measure) {
      case PAYMENTS -> mean(total.payments(), times);
      case AMOUNT -> mean(total.grossCents(), times);
      case CUSTOMERS -> mean(total.customers(), times);
      case AVERAGE -> mean(total.grossCents(), total.payments());
    };
  }

  private static double mean(long total, long times) {
    return times == 0 ? 0 : (double) total / times;
  }

  /**
   * How often each hour of the week came by: dates of the range that were, hours that have begun.
   */
  private static int[][] occurrences(Range range, Instant now) {
    var occurrences = new int[WEEKDAYS][HOURS];
    var today = LocalDate.ofInstant(now, range.zone());
    range
        .from()
        .datesUntil(range.to())
        .takeWhile(date -> !date.isAfter(today))
        .forEach(
            date -> {
              var ofDay = occurrences[date.getDayOfWeek().getValue() - 1];
              for (var hour = 0; hour < HOURS; hour++) {
                var begins = date.atTime(hour, 0).atZone(range.zone()).toInstant();
                ofDay[hour] += begins.isAfter(now) ? 0 : 1;
              }
            });
    return occurrences;
  }
}
