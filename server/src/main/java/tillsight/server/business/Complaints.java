package tillsight.server.business;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What is wrong with a file, gathered so that a person can correct all of it at once. */
final class Complaints {

  private static final int SHOWN_MAX = 20;

  private record Complaint(YamlMap.Place place, String text) {
    @Override
    public String toString() {
      return "line %d, column %d: %s".formatted(place.line(), place.column(), text);
    }
  }

  private final List<Complaint> all = new ArrayList<>();

  void add(YamlMap.Place place, String text) {
    all.add(new Complaint(place, text));
  }

  void throwIfAny() {
    if (!all.isEmpty()) {
      throw wrong();
    }
  }

  BusinessFile.Wrong wrong() {
    var lines =
        all.stream()
            .sorted(
                Comparator.comparing((Complaint complaint) -> complaint.place().line())
                    .thenComparing(complaint -> complaint.place().column()))
            .limit(SHOWN_MAX)
            .map(Complaint::toString)
            .toList();
    return new BusinessFile.Wrong(lines);
  }
}
