package tillsight.server.statement;

/** What became of the rows of a statement, so far. */
record Tally(
    long recovered, long known, long quarantined, long reversals, long movements, long skipped) {

  static final Tally NONE = new Tally(0, 0, 0, 0, 0, 0);

  Tally plus(Tally more) {
    return new Tally(
        recovered + more.recovered,
        known + more.known,
        quarantined + more.quarantined,
        reversals + more.reversals,
        movements + more.movements,
        skipped + more.skipped);
  }

  static Tally ofPayments(long recovered, long known, long quarantined) {
    return new Tally(recovered, known, quarantined, 0, 0, 0);
  }

  static Tally ofOthers(long quarantined, long reversals, long movements, long skipped) {
    return new Tally(0, 0, quarantined, reversals, movements, skipped);
  }
}
