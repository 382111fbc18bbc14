package tillsight.server.takings;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tillsight.server.http.Refused;

/** Takings over time: one point an interval, without holes, oldest first, up to now. */
public record Trend(String interval, List<Point> points) {

  public static final int POINTS_MAX = 2_000;

  /**
   * One interval's takings.
   *
   * @param complete false while it lasts, or if the range cuts a part of it off
   */
  public record Point(
      Instant start, long payments, long grossCents, long customers, boolean complete) {}

  /** What an interval brought. */
  record Total(long payments, long grossCents, long customers) {
    static final Total NONE = new Total(0, 0, 0);
  }

  static Trend of(Interval interval, Map<Instant, Total> totals, Range range, Instant now) {
    var points = new ArrayList<Point>();
    for (var start : starts(interval, range, now)) {
      var next = interval.next(start, range.zone());
      var total = totals.getOrDefault(start, Total.NONE);
      var cut = start.isBefore(range.start()) || next.isAfter(range.end());
      points.add(
          new Point(
              start,
              total.payments(),
              total.grossCents(),
              total.customers(),
              !cut && !next.isAfter(now)));
    }
    return new Trend(interval.word(), points);
  }

  /**
   * The beginnings of all points of a range.
   *
   * @throws Refused if there are more than {@link #POINTS_MAX}, naming an interval with fewer
   */
  static List<Instant> starts(Interval interval, Range range, Instant now) {
    var starts = new ArrayList<Instant>();
    var start = interval.floor(range.start(), range.zone());
    while (start.isBefore(range.end()) && !start.isAfter(now)) {
      if (starts.size() == POINTS_MAX) {
        throw Refused.invalid(
            "interval",
            "gives more than %,d points for this range; choose %s"
                .formatted(POINTS_MAX, coarser(interval, range).word()));
      }
      starts.add(start);
      start = interval.next(start, range.zone());
    }
    return starts;
  }

  private static Interval coarser(Interval interval, Range range) {
    return switch (interval) {
      case HOUR -> range.days() <= POINTS_MAX ? Interval.DAY : Interval.WEEK;
      case DAY -> Interval.WEEK;
      case WEEK, MONTH -> Interval.MONTH;
    };
  }
}
