package tillsight.server.takings;

import static java.time.ZoneOffset.UTC;

import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;

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

  /** Parameters $1 to $6 of the statements that read the rollup. */
  Tuple tuple(int businessId, Collection<Integer> tills) {
    return Tuple.of(
        businessId,
        tills.toArray(Integer[]::new),
        start.atOffset(UTC),
        wholeFrom.atOffset(UTC),
        wholeTo.atOffset(UTC),
        end.atOffset(UTC));
  }
}
