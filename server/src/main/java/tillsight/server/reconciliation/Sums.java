package tillsight.server.reconciliation;

import java.util.ArrayList;
import java.util.List;

/** Finds which few of some steps add up to an amount. */
final class Sums {

  private static final int TRIED_MAX = 16;
  private static final int TOGETHER_MAX = 4;
  private static final int WAYS_MAX = 3;

  private final List<AccountStep> steps;
  private final List<Integer> tried;
  private final List<List<Integer>> ways = new ArrayList<>();

  private Sums(List<AccountStep> steps, List<Integer> tried) {
    this.steps = steps;
    this.tried = tried;
  }

  /** The ways with the fewest steps first, each in order. */
  static List<List<Integer>> of(List<AccountStep> steps, List<Integer> of, long cents) {
    var sums = new Sums(steps, of.subList(0, Math.min(of.size(), TRIED_MAX)));
    for (var together = 1; together <= Math.min(TOGETHER_MAX, sums.tried.size()); together++) {
      sums.find(0, cents, together, List.of());
    }
    sums.runs(of, cents);
    return sums.ways;
  }

  /** Of many that follow each other, as after an outage, it may be all from one to another. */
  private void runs(List<Integer> of, long cents) {
    for (var from = 0; from + TOGETHER_MAX < of.size(); from++) {
      var rest = cents;
      for (var to = from; to < of.size(); to++) {
        rest -= steps.get(of.get(to)).amountCents();
        if (rest == 0 && to - from >= TOGETHER_MAX && ways.size() < WAYS_MAX + 1) {
          ways.add(of.subList(from, to + 1));
        }
      }
    }
  }

  private void find(int from, long cents, int together, List<Integer> chosen) {
    if (together == 0) {
      if (cents == 0) {
        ways.add(chosen);
      }
      return;
    }
    for (var i = from; i + together <= tried.size() && ways.size() < WAYS_MAX; i++) {
      // Of several with the same amount the earliest are taken: the others would do as well.
      if (i > from && amount(i) == amount(i - 1)) {
        continue;
      }
      var more = new ArrayList<>(chosen);
      more.add(tried.get(i));
      find(i + 1, cents - amount(i), together - 1, List.copyOf(more));
    }
  }

  private long amount(int which) {
    return steps.get(tried.get(which)).amountCents();
  }
}
