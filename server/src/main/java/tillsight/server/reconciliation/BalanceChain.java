package tillsight.server.reconciliation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import tillsight.server.reconciliation.ChainSearch.Placed;

/**
 * The balances of an account, each tied to the one before: a balance is the one before plus what
 * was paid. Where it is not, something happened in between; steps that are known without a balance
 * are put where they make up for it. Pure, and the same for the same steps in whatever order.
 */
final class BalanceChain {

  static final Comparator<AccountStep> BY_TIME =
      Comparator.comparing(AccountStep::at)
          .thenComparing(AccountStep::toldAt)
          .thenComparing(AccountStep::receipt);

  /** The links of an account in order; none if fewer than two steps state their balance. */
  static List<ChainLink> of(List<AccountStep> steps) {
    var anchored = steps.stream().filter(AccountStep::isAnchored).sorted(BY_TIME).toList();
    var loose = steps.stream().filter(step -> !step.isAnchored()).sorted(BY_TIME).toList();
    if (anchored.size() < 2) {
      return List.of();
    }
    var placed = new ChainSearch(anchored, loose).find();
    var links = new ArrayList<ChainLink>();
    var used = new HashSet<AccountStep>();
    for (var i = 1; i < placed.size(); i++) {
      links.add(link(placed.get(i - 1), placed.get(i)));
      used.addAll(placed.get(i).facts());
    }
    loose.stream().filter(step -> !used.contains(step)).forEach(step -> put(step, links));
    return links;
  }

  private static ChainLink link(Placed one, Placed next) {
    var missing = next.step().before() - one.step().after();
    return new ChainLink(one.step(), next.step(), missing, List.of(), missing).with(next.facts());
  }

  /** What is known to have happened did happen, even where the balances do not show it. */
  private static void put(AccountStep step, List<ChainLink> links) {
    if (!step.at().isAfter(links.getFirst().earlier().at())
        || !step.at().isBefore(links.getLast().later().at())) {
      return;
    }
    var best = 0;
    for (var i = 1; i < links.size(); i++) {
      if (fit(step, links.get(i)) > fit(step, links.get(best))) {
        best = i;
      }
    }
    links.set(best, links.get(best).with(List.of(step)));
  }

  /** How well a step fits into a link: it makes up for a break, it lies at one, it lies in it. */
  private static int fit(AccountStep step, ChainLink link) {
    if (isNear(link, step.at()) && !link.holds()) {
      return link.restCents() == step.amountCents() ? 3 : 2;
    }
    return link.contains(step.at()) ? 1 : 0;
  }

  private static boolean isNear(ChainLink link, Instant at) {
    return !at.isBefore(link.earlier().at().minus(ChainReach.LOOSE))
        && !at.isAfter(link.later().at().plus(ChainReach.LOOSE));
  }

  private BalanceChain() {}
}
