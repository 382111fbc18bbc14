package tillsight.server.takings;

import static java.time.ZoneOffset.UTC;

import io.vertx.sqlclient.Tuple;
import java.util.Collection;

/** The first parameters of the statements that read payments: whose, which tills, from, to. */
final class Spans {

  /** $1 to $4, for those that read the ledger. */
  static Tuple tuple(int businessId, Collection<Integer> tills, Range range) {
    return Tuple.of(
        businessId,
        tills.toArray(Integer[]::new),
        range.start().atOffset(UTC),
        range.end().atOffset(UTC));
  }

  /** $1 to $6, for those that read the rollup where it can answer. */
  static Tuple tuple(int businessId, Collection<Integer> tills, Hours hours) {
    return Tuple.of(
        businessId,
        tills.toArray(Integer[]::new),
        hours.start().atOffset(UTC),
        hours.wholeFrom().atOffset(UTC),
        hours.wholeTo().atOffset(UTC),
        hours.end().atOffset(UTC));
  }

  private Spans() {}
}
