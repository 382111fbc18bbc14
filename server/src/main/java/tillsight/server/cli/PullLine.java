package tillsight.server.cli;

import tillsight.server.reconciliation.PullRun;

/** What came of pulling a short code, in one line. */
final class PullLine {

  static String of(String before, PullRun run) {
    var detail = run.detail() == null ? "" : "; " + run.detail();
    return "%spull %s: %s, %d rows: %d recovered, %d known, %d held%s"
        .formatted(
            before,
            run.shortCode(),
            run.outcome() == null ? "under way or interrupted" : run.outcome(),
            run.rows(),
            run.recovered(),
            run.known(),
            run.held(),
            detail);
  }

  private PullLine() {}
}
