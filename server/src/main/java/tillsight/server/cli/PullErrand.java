package tillsight.server.cli;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tillsight.server.business.Business;
import tillsight.server.http.Refused;
import tillsight.server.reconciliation.PullRun;

/** Pulls because somebody at a terminal says so, and tells them what came of it. */
final class PullErrand {

  private static final String CAUSE = "command line";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH);

  private final JobsDesk desk;
  private final Terminal terminal;

  PullErrand(JobsDesk desk, Terminal terminal) {
    this.desk = desk;
    this.terminal = terminal;
  }

  /** 0 if what Daraja knows is in the ledger now. */
  int run(@Nullable String name) {
    var businesses = desk.businesses(name);
    var refusals = new ArrayList<String>();
    var isWell = true;
    var pulled = 0;
    for (var business : businesses) {
      try {
        isWell &= isWell(pull(business));
        pulled++;
      } catch (Refused refused) {
        refusals.add(String.valueOf(refused.getMessage()));
      }
    }
    if (pulled == 0) {
      throw new Failure(String.join("; ", refusals));
    }
    refusals.forEach(terminal.out()::println);
    return isWell ? 0 : 1;
  }

  private List<PullRun> pull(Business business) {
    return desk.pulls()
        .now(
            business.id(),
            null,
            CAUSE,
            run -> terminal.out().println(business.name() + " " + line(run, business.zone())));
  }

  /** Some short codes need no Pull of their own; but one that is registered there must be. */
  private static boolean isWell(List<PullRun> runs) {
    return runs.stream().noneMatch(PullRun::failed)
        && !runs.stream().allMatch(PullRun::unregistered);
  }

  /** A run in a line. */
  static String line(PullRun run, ZoneId zone) {
    var numbers =
        run.rows() == 0
            ? ""
            : ", %,d rows: %,d known, %,d recovered, %,d held"
                .formatted(run.rows(), run.known(), run.recovered(), run.held());
    return "%s: %s%s (%s to %s)%s"
        .formatted(
            run.shortCode(),
            run.outcome() == null ? "not finished" : run.outcome(),
            numbers,
            TIME.format(run.windowFrom().atZone(zone)),
            TIME.format(run.windowTo().atZone(zone)),
            run.detail() == null ? "" : ". " + run.detail());
  }
}
