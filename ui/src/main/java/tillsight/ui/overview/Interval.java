package tillsight.ui.overview;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import tillsight.ui.common.Range;

/** How finely a range is cut. */
enum Interval {
  HOUR("Hour", "EEE d MMM, HH:mm", "HH:mm"),
  DAY("Day", "EEEE d MMM yyyy", "d MMM"),
  WEEK("Week", "'Week of' d MMM yyyy", "d MMM"),
  MONTH("Month", "MMMM yyyy", "MMM yyyy");

  private final String label;
  private final DateTimeFormatter full;
  private final DateTimeFormatter tick;

  Interval(String label, String full, String tick) {
    this.label = label;
    this.full = DateTimeFormatter.ofPattern(full, Locale.UK);
    this.tick = DateTimeFormatter.ofPattern(tick, Locale.UK);
  }

  static Optional<Interval> of(String key) {
    return Stream.of(values()).filter(interval -> interval.key().equals(key)).findFirst();
  }

  /** The one that suits a range if nobody chose another. */
  static Interval suiting(Range range) {
    if (range.days() < 3) {
      return HOUR;
    }
    return range.days() <= 92 ? DAY : range.days() <= 400 ? WEEK : MONTH;
  }

  /** Whether it gives neither a single point nor a comb. */
  boolean suits(Range range) {
    return switch (this) {
      case HOUR -> range.days() <= 14;
      case DAY -> range.days() > 1 && range.days() <= 400;
      case WEEK -> range.days() > 14;
      case MONTH -> range.days() > 60;
    };
  }

  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  String label() {
    return label;
  }

  String write(Instant start, ZoneId zone) {
    return full.format(start.atZone(zone));
  }

  String tick(Instant start, ZoneId zone) {
    return tick.format(start.atZone(zone));
  }
}
