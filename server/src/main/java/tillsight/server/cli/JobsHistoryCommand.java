package tillsight.server.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tillsight.server.payment.Receipt;

/** Tells what came of jobs, the latest first. */
@Command(name = "history", description = "Tells what came of Pulls, the latest first.")
final class JobsHistoryCommand extends JobsErrand {

  private static final int LIMIT_MAX = 10_000;

  @Option(names = "--limit", paramLabel = "N", description = "How many (default: 50).")
  private int limit = 50;

  @Override
  int call(JobsDesk desk, Terminal terminal, @Nullable String business) {
    var id = business == null ? null : desk.businesses(business).getFirst().id();
    var runs = desk.runs().newest(id, Math.clamp(limit, 1, LIMIT_MAX)).await();
    runs.forEach(
        run ->
            terminal
                .out()
                .println(
                    "%s %s %s, by %s"
                        .formatted(
                            run.startedAt(),
                            desk.nameOf(run.businessId()),
                            PullErrand.line(run, Receipt.EAT),
                            run.cause())));
    if (runs.isEmpty()) {
      terminal.out().println("nothing has been pulled yet");
    }
    return 0;
  }
}
