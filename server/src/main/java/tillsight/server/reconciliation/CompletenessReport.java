package tillsight.server.reconciliation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tillsight.server.business.Till;
import tillsight.server.takings.Range;

/**
 * The days of some tills, and what they come to.
 *
 * @param matched received payments that something else vouches for as well
 * @param recovered payments that had to be fetched
 * @param unexplained breaks in balances that nothing explains
 * @param completeness matched / (matched + recovered + unexplained); null if there is none of them
 */
public record CompletenessReport(
    List<CompletenessDay> items,
    List<TillProof> tills,
    long matched,
    long recovered,
    long unexplained,
    @Nullable Double completeness) {

  static CompletenessReport of(
      List<CompletenessDay> worked,
      Map<Integer, TillProof> proofs,
      List<Till> tills,
      Range range,
      LocalDate today) {
    var items = filled(worked, tills, range, today);
    var matched = items.stream().mapToLong(CompletenessDay::matched).sum();
    var recovered = items.stream().mapToLong(CompletenessDay::recovered).sum();
    var unexplained = items.stream().mapToLong(CompletenessDay::unexplained).sum();
    var all = matched + recovered + unexplained;
    return new CompletenessReport(
        items,
        tills.stream()
            .filter(till -> till.kind() != Till.Kind.HEAD_OFFICE || isBusy(till, worked))
            .map(till -> proofs.getOrDefault(till.id(), TillProof.nothing(till.code())))
            .toList(),
        matched,
        recovered,
        unexplained,
        all == 0 ? null : Double.valueOf((double) matched / all));
  }

  /** Days of which nothing was worked out have had nothing on them; those to come are left out. */
  private static List<CompletenessDay> filled(
      List<CompletenessDay> worked, List<Till> tills, Range range, LocalDate today) {
    var items = new ArrayList<>(worked);
    var known = new HashMap<Integer, HashSet<LocalDate>>();
    worked.forEach(
        day -> known.computeIfAbsent(day.tillId(), id -> new HashSet<>()).add(day.date()));
    for (var till : tills) {
      if (till.kind() == Till.Kind.HEAD_OFFICE && !known.containsKey(till.id())) {
        continue;
      }
      var has = known.getOrDefault(till.id(), new HashSet<>());
      for (var date = range.from();
          date.isBefore(range.to()) && !date.isAfter(today);
          date = date.plusDays(1)) {
        if (!has.contains(date)) {
          items.add(CompletenessDay.nothing(till.id(), till.code(), date));
        }
      }
    }
    items.sort(Comparator.comparing(CompletenessDay::date).thenComparing(CompletenessDay::till));
    return List.copyOf(items);
  }

  private static boolean isBusy(Till till, List<CompletenessDay> worked) {
    return worked.stream().anyMatch(day -> day.tillId() == till.id());
  }
}
