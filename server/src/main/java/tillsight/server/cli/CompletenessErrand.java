package tillsight.server.cli;

import java.time.LocalDate;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import tillsight.server.business.Business;
import tillsight.server.reconciliation.CompletenessDay;
import tillsight.server.reconciliation.CompletenessDay.Status;
import tillsight.server.takings.Range;

/** Works out what is proven because somebody at a terminal says so, and tells them. */
final class CompletenessErrand {

  private final JobsDesk desk;
  private final Terminal terminal;

  CompletenessErrand(JobsDesk desk, Terminal terminal) {
    this.desk = desk;
    this.terminal = terminal;
  }

  int run(@Nullable String name, @Nullable LocalDate from, @Nullable LocalDate to) {
    for (var business : desk.businesses(name)) {
      run(business, range(business, from, to));
    }
    return 0;
  }

  private Range range(Business business, @Nullable LocalDate from, @Nullable LocalDate to) {
    var today = LocalDate.ofInstant(desk.clock().instant(), business.zone());
    var usual = Range.lastDays(today, business.zone());
    var end = to == null ? usual.to() : to;
    var start = from == null ? end.minusDays(Range.DAYS) : from;
    if (!start.isBefore(end)) {
      throw new Failure(
          "--from must be before --to, which is the first day after the range; got %s and %s"
              .formatted(start, end));
    }
    return new Range(start, end, business.zone());
  }

  private void run(Business business, Range range) {
    var days =
        new ArrayList<>(desk.completeness().refresh(business, business.tills(), range).await());
    days.sort(
        java.util.Comparator.comparing(CompletenessDay::date).thenComparing(CompletenessDay::till));
    var proven = days.stream().filter(day -> day.status() == Status.PROVEN).count();
    var gaps = days.stream().filter(day -> day.status() == Status.GAP).count();
    days.stream()
        .filter(day -> day.status() != Status.NONE)
        .forEach(day -> terminal.out().println(line(day)));
    terminal
        .out()
        .println(
            "%s, %s to %s: %,d days of tills proven, %,d with a gap, %,d open"
                .formatted(
                    business.name(),
                    range.from(),
                    range.to().minusDays(1),
                    proven,
                    gaps,
                    days.stream().filter(day -> day.status() == Status.OPEN).count()));
  }

  private static String line(CompletenessDay day) {
    var line = new StringBuilder();
    line.append("%s %s: %s".formatted(day.date(), day.till(), day.status().word()));
    if (day.provenBy() != null) {
      line.append(" by ").append(day.provenBy());
    }
    line.append(", %,d payments".formatted(day.payments()));
    add(line, day.recoveredByPull(), "recovered by Pull");
    add(line, day.recoveredByStatement(), "recovered by a statement");
    add(line, day.unexplained(), "unexplained");
    add(line, day.conflicts(), "in the quarantine");
    add(line, day.reversals(), "reversed");
    add(line, day.settlements(), "settled");
    return line.toString();
  }

  private static void add(StringBuilder line, int count, String what) {
    if (count > 0) {
      line.append(", %,d %s".formatted(count, what));
    }
  }
}
