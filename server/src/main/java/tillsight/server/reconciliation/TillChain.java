package tillsight.server.reconciliation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The balances of a till over some days, with what its breaks were. Pure. */
final class TillChain {

  private final List<ChainLink> links;
  private final Map<ChainLink, Breaks.Explained> explained = new HashMap<>();
  private final Set<String> fitting = new HashSet<>();
  private final Map<String, ChainLink> placed = new HashMap<>();

  /**
   * What balances say of a stretch of time.
   *
   * @param isWhole whether one links it to what was before, and another to what comes after, and
   *     all in between hold by what is known
   * @param provenBy the balance that closed it; null as long as it is open
   */
  record State(Word word, boolean isWhole, @Nullable AccountStep provenBy) {

    enum Word {
      UNBROKEN,
      EXPLAINED,
      BROKEN,
      UNKNOWN;

      String word() {
        return name().toLowerCase(Locale.ROOT);
      }
    }
  }

  private TillChain(List<ChainLink> links, Breaks breaks) {
    this.links = links;
    links.forEach(link -> explained.put(link, breaks.explain(link)));
    for (var i = 0; i < links.size(); i++) {
      var link = links.get(i);
      link.facts().stream().filter(AccountStep::isPayment).forEach(step -> place(step, link));
      if (i + 1 < links.size()
          && link.later().isPayment()
          && isSure(link)
          && isSure(links.get(i + 1))) {
        fitting.add(link.later().receipt());
      }
    }
  }

  private void place(AccountStep step, ChainLink link) {
    placed.put(step.receipt(), link);
    if (isSure(link)) {
      fitting.add(step.receipt());
    }
  }

  static TillChain of(Evidence evidence, Wording wording) {
    return new TillChain(
        BalanceChain.of(steps(evidence)),
        new Breaks(
            wording,
            evidence.sweeps().stream().map(LedgerPayment::step).toList(),
            evidence.givenBack().stream().map(LedgerPayment::step).toList()));
  }

  /** The amounts of payments that might explain its breaks. */
  static Set<Long> amountsGivenBack(Evidence evidence) {
    return Breaks.amountsGivenBack(BalanceChain.of(steps(evidence)));
  }

  private static List<AccountStep> steps(Evidence evidence) {
    var steps = new ArrayList<AccountStep>();
    evidence.around().forEach(payment -> steps.add(payment.step()));
    evidence.payments().forEach(payment -> steps.add(payment.step()));
    evidence.movements().forEach(movement -> steps.add(movement.step()));
    return steps;
  }

  /** What its breaks were that ended in {@code [from, to)}. */
  List<Finding> findings(Instant from, Instant to) {
    return links.stream()
        .filter(link -> !link.later().at().isBefore(from) && link.later().at().isBefore(to))
        .flatMap(link -> findings(link).stream())
        .toList();
  }

  State state(Instant from, Instant to) {
    var touching = links.stream().filter(link -> link.touches(from, to)).toList();
    if (touching.isEmpty()) {
      return new State(State.Word.UNKNOWN, false, null);
    }
    var within = touching.stream().filter(link -> link.later().at().isBefore(to)).toList();
    var word =
        within.stream().anyMatch(link -> findings(link).stream().anyMatch(Finding::isGap))
            ? State.Word.BROKEN
            : within.stream().allMatch(ChainLink::isUnbroken)
                ? State.Word.UNBROKEN
                : State.Word.EXPLAINED;
    var first = touching.getFirst();
    var last = touching.getLast();
    var isLinked = first.earlier().at().isBefore(from) && !last.later().at().isBefore(to);
    return new State(
        word, isLinked && touching.stream().allMatch(this::isSure), isLinked ? last.later() : null);
  }

  /** Whether the balances before and after a payment fit it. */
  boolean fits(String receipt) {
    return fitting.contains(receipt);
  }

  /** Where a payment without a balance was put. */
  Optional<ChainLink> place(String receipt) {
    return Optional.ofNullable(placed.get(receipt));
  }

  /** The moment up to which the balances hold without anything left to guess, from a start. */
  Optional<Instant> holdsUntil(Instant from) {
    Instant until = null;
    for (var link : links) {
      if (link.later().at().isBefore(from)) {
        continue;
      }
      if (!isSure(link)) {
        break;
      }
      until = link.later().at();
    }
    return Optional.ofNullable(until);
  }

  private List<Finding> findings(ChainLink link) {
    var found = explained.get(link);
    return found == null ? List.of() : found.findings();
  }

  private boolean isSure(ChainLink link) {
    var found = explained.get(link);
    return found != null && found.sure();
  }
}
