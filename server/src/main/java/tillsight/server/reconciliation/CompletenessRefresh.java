package tillsight.server.reconciliation;

import io.vertx.sqlclient.Pool;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import tillsight.server.business.Business;
import tillsight.server.business.Directory;
import tillsight.server.business.Till;
import tillsight.server.reconciliation.CompletenessDue.Mark;
import tillsight.server.takings.Range;

/**
 * Works out anew what is known of days about which something new is known. Blocks a virtual thread.
 */
public final class CompletenessRefresh {

  /** How far a day may be tied to others by balances: no till is closed for longer. */
  private static final int LINKED_DAYS_MAX = 14;

  private static final int DAYS_AFTER_START = 3;
  private static final Window NONE = new Window(Instant.EPOCH, Instant.EPOCH);

  private final Supplier<Directory> directory;
  private final CompletenessDue due;
  private final Completeness completeness;
  private final InstantSource clock;

  public CompletenessRefresh(
      Supplier<Directory> directory,
      Pool postgres,
      Completeness completeness,
      InstantSource clock) {
    this.directory = directory;
    this.due = new CompletenessDue(postgres);
    this.completeness = completeness;
    this.clock = clock;
  }

  /** Has the last days looked at again: a node that died may have taken marks with it. */
  void afterStart() {
    var now = clock.instant();
    for (var business : directory.get().businesses()) {
      var from =
          LocalDate.ofInstant(now, business.zone())
              .minusDays(DAYS_AFTER_START)
              .atStartOfDay(business.zone())
              .toInstant();
      var tills = business.tills().stream().map(Till::id).toList();
      due.mark(business.id(), tills, from, now).await();
    }
  }

  /** Does what is due, until nothing is. Tells how many days were worked out. */
  public int run() {
    var days = 0;
    for (var marks = due.take().await(); !marks.isEmpty(); marks = due.take().await()) {
      days += work(marks);
    }
    return days;
  }

  private int work(List<Mark> marks) {
    try {
      var days = 0;
      for (var ofBusiness :
          marks.stream().collect(Collectors.groupingBy(Mark::businessId)).entrySet()) {
        var business = directory.get().byId(ofBusiness.getKey());
        days += business.isPresent() ? work(business.get(), ofBusiness.getValue()) : 0;
      }
      return days;
    } catch (RuntimeException e) {
      due.putBack(marks).await();
      throw e;
    }
  }

  private int work(Business business, List<Mark> marks) {
    var days = 0;
    for (var marked : ranges(business, marks).entrySet()) {
      for (var same : widened(business, marked.getKey(), marked.getValue()).entrySet()) {
        days += completeness.refresh(business, same.getValue(), same.getKey()).await().size();
      }
    }
    return days;
  }

  /** The marks as stretches of days, each with the tills that are marked in it. */
  private static Map<Range, Set<Integer>> ranges(Business business, List<Mark> marks) {
    var dates = new TreeMap<LocalDate, Set<Integer>>();
    for (var mark : marks) {
      dates
          .computeIfAbsent(
              LocalDate.ofInstant(mark.hour(), business.zone()), date -> new HashSet<>())
          .addAll(tills(business, mark));
    }
    var ranges = new LinkedHashMap<Range, Set<Integer>>();
    var left = new TreeSet<>(dates.keySet());
    while (!left.isEmpty()) {
      var from = left.first();
      var to = from;
      var tills = new HashSet<Integer>();
      while (left.remove(to)) {
        tills.addAll(dates.getOrDefault(to, Set.of()));
        to = to.plusDays(1);
      }
      ranges.put(new Range(from, to, business.zone()), tills);
    }
    return ranges;
  }

  /** What arrives at a head office explains what left its tills. */
  private static Collection<Integer> tills(Business business, Mark mark) {
    var marked = business.tills().stream().filter(till -> till.id() == mark.tillId()).findFirst();
    return business.tills().stream()
        .filter(
            till ->
                mark.tillId() == CompletenessDue.ALL_TILLS
                    || till.id() == mark.tillId()
                    || marked.filter(head -> head.code().equals(till.headOffice())).isPresent())
        .map(Till::id)
        .toList();
  }

  /** With the days before and after that balances tie to it; tills alike in that together. */
  private Map<Range, List<Till>> widened(Business business, Range range, Set<Integer> ids) {
    var linked = due.linked(business.id(), ids, range.start(), range.end()).await();
    return business.tills().stream()
        .filter(till -> linked.containsKey(till.id()))
        .collect(
            Collectors.groupingBy(
                till -> widened(business, till, range, linked.getOrDefault(till.id(), NONE))));
  }

  private Range widened(Business business, Till till, Range range, Window linked) {
    var tomorrow = date(business, clock.instant()).plusDays(1);
    var end =
        earlier(date(business, linked.to()).plusDays(1), range.to().plusDays(LINKED_DAYS_MAX));
    // What arrives at a head office is no takings, so its last payments are not known from there.
    var more = till.kind() == Till.Kind.HEAD_OFFICE ? 1 : 0;
    return new Range(
        later(date(business, linked.from()), range.from().minusDays(LINKED_DAYS_MAX))
            .minusDays(more),
        later(earlier(end.plusDays(more), tomorrow), range.to()),
        range.zone());
  }

  private static LocalDate date(Business business, Instant at) {
    return LocalDate.ofInstant(at, business.zone());
  }

  private static LocalDate later(LocalDate one, LocalDate other) {
    return one.isAfter(other) ? one : other;
  }

  private static LocalDate earlier(LocalDate one, LocalDate other) {
    return one.isBefore(other) ? one : other;
  }
}
