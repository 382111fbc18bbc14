package tillsight.server.takings;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A stretch of time as the rollup sees it: whole UTC hours, which it answers, and what is left at
 * both ends, which only the payments themselves can.
 */
record Hours(Instant start, Instant wholeFrom, Instant wholeTo, Instant end) {

  static Hours between(Instant start, Instant end) {
    var first = start.truncatedTo(ChronoUnit.HOURS);
    var wholeFrom = first.equals(start) ? start : first.plus(1, ChronoUnit.HOURS);
    var wholeTo = end.truncatedTo(ChronoUnit.HOURS);
    return wholeFrom.isAfter(wholeTo)
        ? new Hours(start, end, end, end)
        : new Hours(start, wholeFrom, wholeTo, end);
  }
}
