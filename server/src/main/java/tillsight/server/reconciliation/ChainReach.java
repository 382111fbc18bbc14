package tillsight.server.reconciliation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Which steps of an account may have happened next, or in between, as far as times tell. */
final class ChainReach {

  /** How far times of steps that state their balance may be out of order. */
  static final Duration SLACK = Duration.ofSeconds(30);

  /** How far the clock of a step without a balance may be from that of its neighbours. */
  static final Duration LOOSE = Duration.ofMinutes(5);

  /** Most steps that are weighed against each other: the bits of a long. */
  private static final int AHEAD_MAX = Long.SIZE;

  private final List<AccountStep> anchored;
  private final List<AccountStep> loose;

  /**
   * @param anchored steps that state their balance, in order of time
   * @param loose those that do not, likewise
   */
  ChainReach(List<AccountStep> anchored, List<AccountStep> loose) {
    this.anchored = anchored;
    this.loose = loose;
  }

  /** The steps that may come next: none is later than the earliest by more than the slack. */
  List<Integer> ahead(Taken done) {
    var ahead = new ArrayList<Integer>();
    var latest = anchored.get(done.head()).at().plus(SLACK);
    var end = Math.min(anchored.size(), done.head() + AHEAD_MAX);
    for (var step = done.head(); step < end && !anchored.get(step).at().isAfter(latest); step++) {
      if (!done.has(step)) {
        ahead.add(step);
      }
    }
    return ahead;
  }

  /** Steps without a balance that may belong just before one of those up to the last ahead. */
  List<Integer> near(Taken used, int last) {
    var near = new ArrayList<Integer>();
    var latest = anchored.get(last).at().plus(LOOSE);
    var end = Math.min(loose.size(), used.head() + AHEAD_MAX);
    for (var fact = used.head(); fact < end && !loose.get(fact).at().isAfter(latest); fact++) {
      if (!used.has(fact)) {
        near.add(fact);
      }
    }
    return near;
  }

  /** Those of them whose time lies between two steps. */
  List<Integer> between(int one, int next, List<Integer> near) {
    var from = anchored.get(one).at();
    var to = anchored.get(next).at();
    return near.stream()
        .filter(fact -> loose.get(fact).at().isAfter(from) && loose.get(fact).at().isBefore(to))
        .toList();
  }

  /** Those of them that may lie between two steps, with clocks that do not agree. */
  List<Integer> perhapsBetween(int one, int next, List<Integer> near) {
    var from = anchored.get(one).at().minus(LOOSE);
    var to = anchored.get(next).at().plus(LOOSE);
    return near.stream()
        .filter(fact -> !loose.get(fact).at().isBefore(from) && !loose.get(fact).at().isAfter(to))
        .toList();
  }

  /** Whether it is so near to one of two steps that it may be on either side. */
  boolean isAtAnEnd(int one, int next, int fact) {
    var at = loose.get(fact).at();
    return Stream.of(anchored.get(one).at(), anchored.get(next).at())
        .anyMatch(end -> Duration.between(end, at).abs().compareTo(SLACK) <= 0);
  }

  /** The earliest that a step may have been that belongs after this one. */
  Instant earliestAfter(Taken done, int step) {
    if (done.head() == anchored.size()) {
      return anchored.getLast().at();
    }
    var at = anchored.get(step).at();
    var head = anchored.get(done.head()).at();
    return (head.isBefore(at) ? head : at).minus(LOOSE);
  }

  /** Whether it may lie before the first balance there is. */
  boolean isBeforeAll(int fact) {
    return loose.get(fact).at().isBefore(anchored.getFirst().at());
  }
}
