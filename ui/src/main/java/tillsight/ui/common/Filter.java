package tillsight.ui.common;

import com.vaadin.flow.router.QueryParameters;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tillsight.ui.client.Payment;
import tillsight.ui.client.Question;
import tillsight.ui.client.Till;

/**
 * What a page is about: which tills, which days, and what they are compared with. Lives in the URL.
 */
public record Filter(Set<String> tills, Set<Long> branches, Range range, Compare compare) {

  /** Most tills or branches that one address may name. */
  static final int CHOSEN_MAX = 200;

  private static final Pattern TILL = Pattern.compile("\\d{1,12}");
  private static final Pattern BRANCH = Pattern.compile("\\d{1,18}");

  /** Reads the address; whatever makes no sense in it counts as not said. */
  public static Filter of(QueryParameters address, LocalDate today) {
    var tills = new TreeSet<String>();
    var branches = new TreeSet<Long>();
    all(address, "till").filter(v -> TILL.matcher(v).matches()).forEach(tills::add);
    all(address, "branch")
        .filter(v -> BRANCH.matcher(v).matches())
        .forEach(v -> branches.add(Long.parseLong(v)));
    var compare = address.getSingleParameter("compare").map(Compare::of).orElse(Compare.PREVIOUS);
    return new Filter(tills, branches, range(address, today), compare);
  }

  private static Stream<String> all(QueryParameters address, String name) {
    return address.getParameters(name).stream().limit(CHOSEN_MAX);
  }

  private static Range range(QueryParameters address, LocalDate today) {
    var preset = address.getSingleParameter("range").flatMap(Preset::of).orElse(Preset.LAST_28);
    try {
      var from = address.getSingleParameter("from");
      var to = address.getSingleParameter("to");
      return from.isPresent() && to.isPresent()
          ? Range.custom(LocalDate.parse(from.get()), LocalDate.parse(to.get()))
          : preset.on(today);
    } catch (DateTimeException e) {
      return preset.on(today);
    }
  }

  /** The filter as an address has it. An empty list means: not in the address. */
  public Map<String, List<String>> address() {
    var parameters = new LinkedHashMap<String, List<String>>();
    var custom = range.preset() == Preset.CUSTOM;
    parameters.put("branch", branches.stream().map(String::valueOf).toList());
    parameters.put("till", List.copyOf(tills));
    parameters.put(
        "range",
        custom || range.preset() == Preset.LAST_28 ? List.of() : List.of(range.preset().key()));
    parameters.put("from", custom ? List.of(range.from().toString()) : List.of());
    parameters.put("to", custom ? List.of(range.last().toString()) : List.of());
    parameters.put("compare", compare == Compare.PREVIOUS ? List.of() : List.of(compare.key()));
    return parameters;
  }

  /** The question to the server about these tills and days. */
  public Question question() {
    return question(range);
  }

  /** The same tills on other days. */
  public Question question(Range days) {
    return Question.range(days.from(), days.to())
        .withEach("till", tills)
        .withEach("branch", branches);
  }

  /** Whether all that the person may see is meant. */
  public boolean isEverywhere() {
    return tills.isEmpty() && branches.isEmpty();
  }

  /** Whether a payment belongs here, given the tills there are. */
  public boolean includesTillOf(Payment payment, List<Till> known) {
    return isEverywhere()
        || tills.contains(payment.till())
        || known.stream()
            .filter(till -> till.code().equals(payment.till()))
            .anyMatch(till -> till.branchId() != null && branches.contains(till.branchId()));
  }

  public Filter with(Range days) {
    return new Filter(tills, branches, days, compare);
  }

  public Filter with(Compare other) {
    return new Filter(tills, branches, range, other);
  }

  public Filter with(Set<String> someTills, Set<Long> someBranches) {
    return new Filter(someTills, someBranches, range, compare);
  }
}
