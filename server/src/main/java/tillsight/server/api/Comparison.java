package tillsight.server.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tillsight.server.access.Permission;
import tillsight.server.takings.Range;

/** What a range is compared with, and where that must end to be as far gone. */
record Comparison(Range range, Instant end) {

  /** As asked for, or with the days just before; nothing for those who see only today. */
  static @Nullable Comparison of(Call call, Range range) {
    if (!call.caller().may(Permission.PAST)) {
      return null;
    }
    var other =
        switch (call.text("compare", "previous")) {
          case "none" -> null;
          case "year" -> range.yearEarlier();
          default -> range.previous();
        };
    return other == null ? null : new Comparison(other, other.cutLike(range, call.now()));
  }
}
