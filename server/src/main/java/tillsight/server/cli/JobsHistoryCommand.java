package tillsight.server.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Tells what came of pulling lately. */
@Command(name = "history", description = "Tells what came of the latest runs, newest first.")
final class JobsHistoryCommand implements Callable<Integer> {

  private static final int RUNS_MAX = 1_000;

  @ParentCommand private @Nullable JobsCommand jobs;

  @Option(names = "--business", paramLabel = "NAME", description = "One business (default: all).")
  private @Nullable String business;

  @Option(names = "--limit", paramLabel = "N", description = "Runs (default: ${DEFAULT-VALUE}).")
  private int limit = 20;

  @Override
  public Integer call() {
    var terminal = Optional.ofNullable(jobs).orElseThrow().terminal();
    if (limit < 1 || limit > RUNS_MAX) {
      throw new Failure("--limit is " + limit + "; choose 1 to " + RUNS_MAX);
    }
    try (var database = OpenDatabase.open(terminal.config().db())) {
      database.requireMigrated();
      try (var desk = new DarajaDesk(terminal.config(), database.options())) {
        var only = business == null ? null : desk.businesses(business).getFirst().id();
        var runs = desk.pullRuns().newest(only, limit).await();
        runs.forEach(run -> terminal.out().println(PullLine.of(run.startedAt() + " ", run)));
        if (runs.isEmpty()) {
          terminal.out().println("Nothing has run yet; try: tillsight jobs run pull");
        }
        return 0;
      }
    }
  }
}
