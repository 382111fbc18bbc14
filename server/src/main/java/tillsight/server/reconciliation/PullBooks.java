package tillsight.server.reconciliation;

import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tillsight.server.access.Seal;
import tillsight.server.business.Business;
import tillsight.server.callback.Entry;
import tillsight.server.callback.PullLine;
import tillsight.server.callback.PullPayment;
import tillsight.server.daraja.PullRow;
import tillsight.server.history.BulkLoad;
import tillsight.server.reconciliation.PullClock.Overlap;
import tillsight.server.reconciliation.PullClock.Verdict;
import tillsight.server.reconciliation.PulledReceipts.Known;
import tillsight.server.reconciliation.StatedTime.Reading;

/**
 * Enters what Pull told into the ledger, by the way that callbacks take: what is missing there is
 * recovered, the rest bears witness once. Blocks a virtual thread.
 */
final class PullBooks {

  private final Vertx vertx;
  private final PgConnectOptions options;
  private final PulledReceipts receipts;
  private final PullPayment payments;

  /**
   * What came of it.
   *
   * @param tillIds tills of which at least one payment was told
   * @param clock how the times were meant; without a reading nothing was entered
   * @param learned whether the clock was told by receipts, and may be told by them next time
   */
  record Entered(
      int known, int recovered, int held, Set<Integer> tillIds, Verdict clock, boolean learned) {}

  PullBooks(Vertx vertx, PgConnectOptions options, Pool postgres, Seal seal) {
    this.vertx = vertx;
    this.options = options;
    this.receipts = new PulledReceipts(postgres);
    this.payments = new PullPayment(seal);
  }

  Entered enter(
      Business business,
      String shortCode,
      List<PullRow> told,
      @Nullable Reading lastClock,
      Instant now) {
    var rows = rows(business, shortCode, told);
    var within = rows.stream().filter(row -> !row.isOutside(now)).toList();
    var times = within.stream().flatMap(row -> row.time().stream()).toList();
    var overlaps = within.stream().flatMap(row -> overlap(row).stream()).toList();
    var clock =
        times.isEmpty()
            ? new Verdict(Reading.STATED, null)
            : PullClock.judge(times, overlaps, lastClock, now);
    var sheet =
        new PullSheet(payments, business, now, new PullTills(business, shortCode, tillsOf(within)));
    rows.stream().filter(row -> row.isOutside(now)).forEach(sheet::outside);
    var reading = clock.reading();
    if (reading != null) {
      within.forEach(row -> sheet.within(row, reading));
    }
    var learned =
        reading != null && !overlaps.isEmpty() && times.stream().anyMatch(StatedTime::saysUtc);
    return sheet.entered(store(sheet.entries()), clock, learned);
  }

  private List<PulledRow> rows(Business business, String shortCode, List<PullRow> told) {
    var lines =
        told.stream()
            .map(row -> line(row, shortCode))
            .filter(line -> !line.id().isEmpty())
            .toList();
    var ids = lines.stream().map(PullLine::id).distinct().toList();
    var known = new HashMap<String, Known>();
    for (var at = 0; at < ids.size(); at += PulledReceipts.BATCH_MAX) {
      var end = Math.min(at + PulledReceipts.BATCH_MAX, ids.size());
      known.putAll(receipts.known(business.id(), ids.subList(at, end)).await());
    }
    return lines.stream()
        .map(
            line ->
                new PulledRow(
                    line,
                    StatedTime.of(line.statedTime()),
                    known.getOrDefault(line.id(), Known.NOTHING)))
        .toList();
  }

  private static PullLine line(PullRow row, String shortCode) {
    return new PullLine(
        row.receipt(),
        row.statedTime(),
        row.msisdn(),
        row.sender(),
        row.type(),
        row.account(),
        row.amount(),
        shortCode,
        null,
        null);
  }

  private static Optional<Overlap> overlap(PulledRow row) {
    var paidAt = row.known().paidAt();
    return paidAt == null || !row.known().tellsTime()
        ? Optional.empty()
        : row.time().map(time -> new Overlap(time, paidAt));
  }

  private static Set<Integer> tillsOf(List<PulledRow> rows) {
    var tills = new HashSet<Integer>();
    for (var row : rows) {
      var till = row.known().tillId();
      if (till != null && row.line().isCustomers()) {
        tills.add(till);
      }
    }
    return tills;
  }

  private BulkLoad.Counts store(List<Entry> entries) {
    if (entries.isEmpty()) {
      return BulkLoad.Counts.NONE;
    }
    try (var load = new BulkLoad(vertx, options, done -> {})) {
      entries.forEach(load::add);
      return load.finish();
    }
  }
}
