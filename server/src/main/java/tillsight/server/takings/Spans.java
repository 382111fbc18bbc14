package tillsight.server.takings;

import static java.time.ZoneOffset.UTC;

import io.vertx.sqlclient.Tuple;
import java.util.Collection;

/** Parameters $1 to $4 of the statements that read payments: whose, which tills, from, to. */
final class Spans {

  static Tuple tuple(int businessId, Collection<Integer> tills, Range range) {
    return Tuple.of(
        businessId,
        tills.toArray(Integer[]::new),
        range.start().atOffset(UTC),
        range.end().atOffset(UTC));
  }

  private Spans() {}
}
