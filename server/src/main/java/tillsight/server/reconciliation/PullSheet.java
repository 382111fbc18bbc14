package tillsight.server.reconciliation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tillsight.server.business.Business;
import tillsight.server.business.Till;
import tillsight.server.callback.Doubt;
import tillsight.server.callback.Entry;
import tillsight.server.callback.PullLine;
import tillsight.server.callback.PullPayment;
import tillsight.server.history.BulkLoad;
import tillsight.server.reconciliation.PullBooks.Entered;
import tillsight.server.reconciliation.PullClock.Verdict;
import tillsight.server.reconciliation.PulledReceipts.Known;
import tillsight.server.reconciliation.StatedTime.Reading;

/** What is to be entered of one answer of Pull, and what of it is there already. */
final class PullSheet {

  private final PullPayment payments;
  private final Business business;
  private final Instant now;
  private final PullTills tills;
  private final Map<Integer, Till> byId = new HashMap<>();
  private final List<Entry> entries = new ArrayList<>();
  private final Set<Integer> tillIds = new HashSet<>();
  private int known;
  private int heldBefore;
  private int settlements;

  PullSheet(PullPayment payments, Business business, Instant now, PullTills tills) {
    this.payments = payments;
    this.business = business;
    this.now = now;
    this.tills = tills;
    business.tills().forEach(till -> byId.put(till.id(), till));
  }

  /** What no reading of its time brings within Pull's reach is nothing that Pull can know. */
  void outside(PulledRow row) {
    if (row.known().held()) {
      countHeld(row.known());
      return;
    }
    var line = row.read(Reading.STATED);
    entries.add(payments.held(business, now, line, Doubt.TIME_OUTSIDE_WINDOW));
  }

  void within(PulledRow row, Reading reading) {
    var line = row.read(reading);
    var till = till(row, line);
    if (line.isCustomers()) {
      till.map(Till::id).ifPresent(tillIds::add);
    }
    if (row.known().inLedger()) {
      witness(row.known(), till.map(found -> line.at(found.code())).orElse(line));
    } else if (row.known().held() && !(row.known().tillless() && till.isPresent())) {
      countHeld(row.known());
    } else {
      settlements += line.isSettlement() ? 1 : 0;
      entries.add(
          payments.entry(business, now, till.map(found -> line.at(found.code())).orElse(line)));
    }
  }

  private void witness(Known before, PullLine line) {
    if (!before.contradicts(line.amountCents(), line.paidAt())) {
      known++;
      if (!before.saidBefore()) {
        entries.add(payments.entry(business, now, line));
      }
    } else if (before.held()) {
      countHeld(before);
    } else {
      entries.add(payments.entry(business, now, line));
    }
  }

  private Optional<Till> till(PulledRow row, PullLine line) {
    var booked = row.known().tillId();
    return booked == null ? tills.of(line) : Optional.ofNullable(byId.get(booked));
  }

  private void countHeld(Known before) {
    heldBefore += before.waits() ? 1 : 0;
  }

  List<Entry> entries() {
    return entries;
  }

  Entered entered(BulkLoad.Counts stored, Verdict clock, boolean learned) {
    return new Entered(
        known,
        (int) Math.max(0, stored.booked() - settlements),
        (int) stored.quarantined() + heldBefore,
        tillIds,
        clock,
        learned);
  }
}
