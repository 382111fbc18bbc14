package tillsight.server.reconciliation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Puts the steps of an account in the order in which they happened. Times are to the second, and
 * several payments share one; balances tell which came first. Of all orders that the times allow it
 * looks for one that leaves as little as possible unexplained: a beam of the best trails. Pure.
 */
final class ChainSearch {

  private static final int ENDS_MAX = 6;
  private static final int HEADS_MAX = 6;
  private static final int PLAIN_MIN = 4;
  private static final int TRAILS_MAX = 24;
  private static final double GIVEN_UP = 2.5;

  private static final double BREAK = 1;
  private static final double UNUSED = 0.9;
  private static final double HELD_BACK = 0.95;
  private static final double FACT = 0.02;
  private static final double INTO_THE_MIDDLE = 0.1;
  private static final double OUT_OF_TURN = 0.001;

  private final List<AccountStep> anchored;
  private final List<AccountStep> loose;
  private final ChainReach reach;

  /** A step in its place, and the steps without a balance that belong just before it. */
  record Placed(AccountStep step, List<AccountStep> facts) {}

  /** Where a trail has come to, whatever it has used on the way. */
  private record Position(Taken done, long balance) {}

  /** What two trails must have in common to go on alike. */
  private record Place(Position at, Taken used) {}

  ChainSearch(List<AccountStep> anchored, List<AccountStep> loose) {
    this.anchored = anchored;
    this.loose = loose;
    this.reach = new ChainReach(anchored, loose);
  }

  List<Placed> find() {
    var trails = List.of(ChainTrail.START);
    for (var taken = 0; taken < anchored.size(); taken++) {
      var next = new ArrayList<ChainTrail>();
      for (var trail : trails) {
        lengthen(trail, trails.size() == 1, next);
      }
      trails = next.size() == 1 ? next : best(next);
    }
    return path(trails.getFirst());
  }

  /** Adds to {@code longer} the trail with each step that may come next. */
  private void lengthen(ChainTrail trail, boolean alone, List<ChainTrail> longer) {
    var ahead = reach.ahead(trail.done());
    if (trail.at() < 0) {
      ahead.forEach(step -> longer.add(with(trail, step, List.of(), turn(trail, step))));
      return;
    }
    var balance = anchored.get(trail.at()).after();
    var fits = fitting(ahead, balance);
    if (alone && fits.size() == 1 && goesOn(trail.done().with(fits.getFirst()), fits.getFirst())) {
      longer.add(with(trail, fits.getFirst(), List.of(), 0));
      return;
    }
    var near = reach.near(trail.used(), ahead.getLast());
    var heads = heads(ahead);
    fits.forEach(step -> explain(trail, step, near, 0, longer));
    for (var step : heads) {
      var missing = anchored.get(step).before() - balance;
      if (missing != 0) {
        explain(trail, step, near, missing, longer);
        broken(trail, step, near, missing, heads, longer);
      }
    }
  }

  private List<Integer> fitting(List<Integer> ahead, long balance) {
    return ahead.stream().filter(step -> anchored.get(step).before() == balance).toList();
  }

  /** Whether from a step on all is plain for a while, so that there is nothing to weigh. */
  private boolean goesOn(Taken done, int step) {
    var at = step;
    var then = done;
    for (var seen = 0; seen < PLAIN_MIN && then.head() < anchored.size(); seen++) {
      var fits = fitting(reach.ahead(then), anchored.get(at).after());
      if (fits.size() != 1) {
        return false;
      }
      at = fits.getFirst();
      then = then.with(at);
    }
    return true;
  }

  /** Where a trail may go on after a break: rather at a step that no other leads to. */
  private List<Integer> heads(List<Integer> ahead) {
    var afters = new HashSet<Long>();
    ahead.forEach(step -> afters.add(anchored.get(step).after()));
    return ahead.stream()
        .sorted(Comparator.comparing(step -> afters.contains(anchored.get(step).before())))
        .limit(HEADS_MAX)
        .toList();
  }

  /** Goes on where what is missing is nothing, or is just what some known steps make up. */
  private void explain(
      ChainTrail trail, int step, List<Integer> near, long missing, List<ChainTrail> longer) {
    var between = reach.between(trail.at(), step, near);
    var ways = new LinkedHashMap<List<Integer>, Double>();
    if (missing == 0) {
      ways.put(List.of(), 0.0);
    }
    if (!between.isEmpty() && sum(between) == missing) {
      ways.put(between, 0.0);
    }
    if (missing != 0) {
      Sums.of(loose, reach.perhapsBetween(trail.at(), step, near), missing)
          .forEach(way -> ways.putIfAbsent(way, FACT * way.size()));
    }
    ways.forEach((facts, cost) -> longer.add(with(trail, step, facts, cost + turn(trail, step))));
  }

  /** Goes on over a break; what is known to have happened there is taken along. */
  private void broken(
      ChainTrail trail,
      int step,
      List<Integer> near,
      long missing,
      List<Integer> heads,
      List<ChainTrail> longer) {
    // A break that leads to where another step leads as well may make for a second break.
    var middle = heads.indexOf(step) == 0 ? 0 : INTO_THE_MIDDLE;
    for (var facts : perhaps(trail, step, near)) {
      if (missing != sum(facts)) {
        var cost = BREAK + middle + FACT * facts.size() + turn(trail, step);
        longer.add(with(trail, step, facts, cost));
      }
    }
  }

  /** What lies between for certain; with it, what may be on this side of one of the ends. */
  private List<List<Integer>> perhaps(ChainTrail trail, int step, List<Integer> near) {
    var between = reach.between(trail.at(), step, near);
    var sure = between.stream().filter(fact -> !reach.isAtAnEnd(trail.at(), step, fact)).toList();
    var perhaps = new LinkedHashSet<List<Integer>>();
    perhaps.add(sure);
    var ends = near.stream().filter(fact -> reach.isAtAnEnd(trail.at(), step, fact)).toList();
    var amounts = new HashSet<Long>();
    ends.stream()
        .filter(fact -> amounts.add(loose.get(fact).amountCents()))
        .limit(ENDS_MAX)
        .forEach(fact -> perhaps.add(sorted(sure, List.of(fact))));
    for (var first = 2; first <= Math.min(ends.size(), ENDS_MAX); first++) {
      perhaps.add(sorted(sure, ends.subList(0, first)));
    }
    perhaps.add(sorted(sure, ends));
    perhaps.add(between);
    return List.copyOf(perhaps);
  }

  private static List<Integer> sorted(List<Integer> facts, List<Integer> more) {
    return Stream.concat(facts.stream(), more.stream()).sorted().toList();
  }

  private ChainTrail with(ChainTrail trail, int step, List<Integer> facts, double more) {
    var done = trail.done().with(step);
    var used = trail.used();
    for (var fact : facts) {
      used = used.with(fact);
    }
    var cost = trail.cost() + more;
    // What is out of reach by now has found no place.
    var earliest = reach.earliestAfter(done, step);
    while (used.head() < loose.size() && loose.get(used.head()).at().isBefore(earliest)) {
      cost += reach.isBeforeAll(used.head()) ? 0 : UNUSED;
      used = used.with(used.head());
    }
    var placed = facts.stream().map(loose::get).toList();
    return new ChainTrail(done, used, step, placed, cost, trail);
  }

  private long sum(List<Integer> facts) {
    return facts.stream().mapToLong(fact -> loose.get(fact).amountCents()).sum();
  }

  private static double turn(ChainTrail trail, int step) {
    return OUT_OF_TURN * (step - trail.done().head());
  }

  private List<ChainTrail> best(List<ChainTrail> trails) {
    var places = new LinkedHashMap<Place, ChainTrail>();
    var cheapest = new HashMap<Position, ChainTrail>();
    for (var trail : trails) {
      var at = position(trail);
      cheapest.merge(at, trail, ChainSearch::cheaper);
      places.merge(new Place(at, trail.used()), trail, ChainSearch::cheaper);
    }
    var limit = cheapest.values().stream().mapToDouble(ChainTrail::cost).min().orElse(0) + GIVEN_UP;
    return places.values().stream()
        .filter(trail -> trail.cost() <= limit)
        .filter(trail -> mayPay(trail, cheapest.getOrDefault(position(trail), trail)))
        .sorted(Comparator.comparingDouble(ChainTrail::cost))
        .limit(TRAILS_MAX)
        .toList();
  }

  /** Whether what a trail has spent more than another may pay: by what it holds back for later. */
  private static boolean mayPay(ChainTrail trail, ChainTrail cheapest) {
    var heldBack = Math.max(1, cheapest.used().count() - trail.used().count());
    return trail.cost() < cheapest.cost() + HELD_BACK * heldBack;
  }

  private static ChainTrail cheaper(ChainTrail one, ChainTrail other) {
    return other.cost() < one.cost() ? other : one;
  }

  private Position position(ChainTrail trail) {
    return new Position(trail.done(), anchored.get(trail.at()).after());
  }

  private List<Placed> path(ChainTrail end) {
    var placed = new LinkedList<Placed>();
    for (@Nullable ChainTrail trail = end; trail != null && trail.at() >= 0; trail = trail.from()) {
      placed.addFirst(new Placed(anchored.get(trail.at()), trail.facts()));
    }
    return List.copyOf(placed);
  }
}
