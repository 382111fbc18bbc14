package tillsight.server.reconciliation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tillsight.server.daraja.DarajaAccount;
import tillsight.server.daraja.DarajaRefusal;
import tillsight.server.daraja.PullPage;
import tillsight.server.daraja.PullRow;
import tillsight.server.daraja.PullTransactions;

/** Reads what Daraja tells about a stretch of time, page after page. Blocks a virtual thread. */
final class PullPages {

  /** Most pages of one stretch; what has more is asked for in halves. */
  static final int PAGES_MAX = 200;

  /** A page of fewer rows is not one that was cut off. */
  private static final int CUT_OFF_MIN = 50;

  private final PullTransactions daraja;
  private final DarajaAccount keys;
  private final String shortCode;
  private final Runnable stillHere;

  /** How it came to an end. */
  enum End {
    /** All of it was read. */
    ALL,
    NOTHING,
    UNREGISTERED,
    /** There is more: too many pages, or a page that may have been cut off. */
    MORE,
    FAILED
  }

  /**
   * What was told.
   *
   * @param said Daraja's words, or why it failed; empty if there is nothing to say
   */
  record Told(List<PullRow> rows, int pages, End end, String said) {

    /** Tells answers apart that are about the same transactions from those that are not. */
    Set<String> keys() {
      var keys = new HashSet<String>();
      rows.forEach(row -> keys.add(key(row)));
      return keys;
    }
  }

  /**
   * @param stillHere called before each page; it throws if the work is to stop
   */
  PullPages(PullTransactions daraja, DarajaAccount keys, String shortCode, Runnable stillHere) {
    this.daraja = daraja;
    this.keys = keys;
    this.shortCode = shortCode;
    this.stillHere = stillHere;
  }

  /** Reads on until a page is empty or brings nothing new, which is how an end looks. */
  Told read(Window window) {
    var rows = new ArrayList<PullRow>();
    var seen = new HashSet<String>();
    var pages = 0;
    while (pages < PAGES_MAX) {
      stillHere.run();
      PullPage page;
      try {
        page = daraja.page(keys, shortCode, window.from(), window.to(), rows.size()).await();
      } catch (DarajaRefusal refusal) {
        return new Told(rows, pages, End.FAILED, String.valueOf(refusal.getMessage()));
      }
      pages++;
      var fresh = page.rows().stream().filter(row -> seen.add(key(row))).toList();
      if (fresh.isEmpty()) {
        return end(rows, pages, page);
      }
      rows.addAll(page.rows());
    }
    return new Told(distinct(rows), pages, End.MORE, "");
  }

  private static Told end(List<PullRow> rows, int pages, PullPage last) {
    if (!rows.isEmpty()) {
      // The same page again: the offset was ignored, so a long page may not be all there is.
      var cut = last.rows().size() >= CUT_OFF_MIN;
      return new Told(distinct(rows), pages, cut ? End.MORE : End.ALL, "");
    }
    var end = last.kind() == PullPage.Kind.UNREGISTERED ? End.UNREGISTERED : End.NOTHING;
    return new Told(List.of(), pages, end, last.message());
  }

  private static List<PullRow> distinct(List<PullRow> rows) {
    var seen = new HashSet<String>();
    return rows.stream().filter(row -> seen.add(key(row))).toList();
  }

  /** What tells one transaction from another. */
  static String key(PullRow row) {
    return String.join("|", row.receipt().toUpperCase(Locale.ROOT), row.type(), row.amount());
  }
}
