package tillsight.server.spool;

import java.util.ArrayList;
import java.util.List;

/** What waits for the disk. Not safe for several threads: the spool's monitor guards it. */
final class Pending {

  /** Most records that wait for the disk. */
  static final int RECORDS_MAX = 20_000;

  private final Pace pace = new Pace();
  private List<Append> appends = new ArrayList<>();
  private int records;

  boolean isEmpty() {
    return appends.isEmpty();
  }

  /** False if too many wait already. */
  boolean offer(Append append) {
    if (records + append.records().size() > RECORDS_MAX) {
      return false;
    }
    records += append.records().size();
    return appends.add(append);
  }

  /** Milliseconds until all of it should be written; 0 for now, or if there is nothing. */
  long delayMs() {
    return isEmpty() ? 0 : pace.delayMs(appends.getFirst().sinceNanos(), System.nanoTime());
  }

  List<Append> take() {
    var all = appends;
    pace.took(records);
    appends = new ArrayList<>();
    records = 0;
    return all;
  }

  /** So many were drained. */
  void drained(int drained) {
    pace.drained(drained, System.nanoTime());
  }
}
