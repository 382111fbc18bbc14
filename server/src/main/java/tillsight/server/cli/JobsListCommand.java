package tillsight.server.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** Lists the jobs, and when each comes next. */
@Command(name = "list", description = "Lists the jobs, and when each comes next.")
final class JobsListCommand extends JobsErrand {

  @Override
  int call(JobsDesk desk, Terminal terminal, @Nullable String business) {
    var out = terminal.out();
    out.println("pull: every hour for each short code");
    for (var one : desk.businesses(business)) {
      for (var next : desk.schedule().of(one.id()).await()) {
        out.println(
            "  %s %s: next at %s%s%s"
                .formatted(
                    one.name(),
                    next.shortCode(),
                    next.dueAt(),
                    next.provenUntil() == null
                        ? ", nothing proven yet"
                        : ", proven until " + next.provenUntil(),
                    next.underWay() ? ", under way" : ""));
      }
    }
    out.println("completeness: within seconds of whatever changes a day");
    out.println("  %,d hours of tills wait".formatted(desk.schedule().waiting().await()));
    return 0;
  }
}
