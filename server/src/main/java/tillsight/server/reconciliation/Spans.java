package tillsight.server.reconciliation;

import java.time.Duration;

/** Says stretches of time as people do. */
final class Spans {

  private static final String[] SMALL = {
    "", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve"
  };

  /** How one clock stands to another: "three hours ahead of". */
  static String offBy(long seconds) {
    return said(Duration.ofSeconds(Math.abs(seconds))) + (seconds < 0 ? " behind" : " ahead of");
  }

  /** About how long it is, in the unit that fits. */
  static String said(Duration span) {
    var minutes = Math.round(span.toSeconds() / 60.0);
    if (span.toSeconds() < 90) {
      return counted(span.toSeconds(), "second");
    }
    if (minutes < 90) {
      return counted(minutes, "minute");
    }
    var hours = Math.round(minutes / 60.0);
    // To the minute for a clock that is off by some of both; by the hour where that is all.
    return Math.abs(minutes - hours * 60) <= 2
        ? counted(hours, "hour")
        : counted(minutes / 60, "hour") + " and " + counted(minutes % 60, "minute");
  }

  private static String counted(long count, String unit) {
    var number = count > 0 && count < SMALL.length ? SMALL[(int) count] : Long.toString(count);
    return number + " " + unit + (count == 1 ? "" : "s");
  }

  private Spans() {}
}
