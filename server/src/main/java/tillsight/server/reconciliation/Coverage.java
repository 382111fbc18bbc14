package tillsight.server.reconciliation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tillsight.server.reconciliation.CompletenessDay.Extent;

/** How much of a stretch of time some witnesses saw between them, and since when that is known. */
final class Coverage {

  private final List<Seen> seen = new ArrayList<>();

  private record Seen(Window window, Instant known) {}

  void add(Window window, Instant known) {
    if (window.from().isBefore(window.to())) {
      seen.add(new Seen(window, known));
    }
  }

  Extent of(Instant from, Instant to) {
    if (completeAt(from, to).isPresent()) {
      return Extent.COMPLETE;
    }
    return seen.stream()
            .anyMatch(one -> one.window().from().isBefore(to) && one.window().to().isAfter(from))
        ? Extent.PARTIAL
        : Extent.NONE;
  }

  /** When the last of the witnesses that together saw all of it came; nothing if they did not. */
  Optional<Instant> completeAt(Instant from, Instant to) {
    var until = new ArrayList<Seen>();
    for (var one : seen.stream().sorted(Comparator.comparing(Seen::known)).toList()) {
      if (one.window().from().isBefore(to) && one.window().to().isAfter(from)) {
        until.add(one);
        if (reaches(until, from, to)) {
          return Optional.of(one.known());
        }
      }
    }
    return Optional.empty();
  }

  /** The end of the last stretch that was seen without a hole. */
  @Nullable Instant end() {
    return seen.stream().map(one -> one.window().to()).max(Comparator.naturalOrder()).orElse(null);
  }

  private static boolean reaches(List<Seen> seen, Instant from, Instant to) {
    var reached = from;
    for (var one :
        seen.stream().sorted(Comparator.comparing(some -> some.window().from())).toList()) {
      if (one.window().from().isAfter(reached)) {
        return false;
      }
      if (one.window().to().isAfter(reached)) {
        reached = one.window().to();
      }
      if (!reached.isBefore(to)) {
        return true;
      }
    }
    return !reached.isBefore(to);
  }
}
