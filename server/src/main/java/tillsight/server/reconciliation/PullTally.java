package tillsight.server.reconciliation;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tillsight.server.reconciliation.PullBooks.Entered;
import tillsight.server.reconciliation.PullClock.Verdict;
import tillsight.server.reconciliation.PullPages.Told;
import tillsight.server.reconciliation.PullRun.Outcome;
import tillsight.server.reconciliation.StatedTime.Reading;

/** What a run has come to so far. */
final class PullTally {

  /** Most rows of one run. */
  static final int ROWS_MAX = 200_000;

  final Set<String> seen = new HashSet<>();
  final Set<Integer> tillIds = new HashSet<>();
  int pages;
  int known;
  int recovered;
  int held;
  boolean more;
  boolean unregistered;
  boolean learned;
  @Nullable Verdict clock;
  @Nullable String failure;

  void told(Told told) {
    pages += told.pages();
    unregistered |= told.end() == PullPages.End.UNREGISTERED;
    if (told.end() == PullPages.End.FAILED) {
      failure = told.said();
    }
  }

  void entered(Entered entered) {
    known += entered.known();
    recovered += entered.recovered();
    held += entered.held();
    tillIds.addAll(entered.tillIds());
    learned |= entered.learned();
    // What receipts tell is worth more than what could not be otherwise.
    var before = clock;
    if (before == null
        || before.reading() != null && before.seconds() == null
        || entered.clock().reading() == null) {
      clock = entered.clock();
    }
  }

  boolean stopped() {
    var judged = clock;
    return failure != null
        || seen.size() >= ROWS_MAX
        || (judged != null && judged.reading() == null);
  }

  @Nullable Reading reading() {
    return clock == null ? null : clock.reading();
  }

  @Nullable Integer clockSeconds() {
    return clock == null ? null : clock.seconds();
  }

  Outcome outcome() {
    if (failure != null) {
      return Outcome.FAILED;
    }
    if (clock != null && clock.reading() == null) {
      return Outcome.CLOCK;
    }
    if (more || seen.size() >= ROWS_MAX) {
      return Outcome.CAPPED;
    }
    if (!seen.isEmpty()) {
      return Outcome.COMPLETE;
    }
    return unregistered ? Outcome.UNREGISTERED : Outcome.EMPTY;
  }
}
