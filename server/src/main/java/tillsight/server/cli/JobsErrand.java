package tillsight.server.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** A command about jobs, for one business or all. */
abstract class JobsErrand implements Callable<Integer> {

  @ParentCommand private @Nullable JobsCommand jobs;

  @Option(names = "--business", paramLabel = "NAME", description = "One business (default: all).")
  private @Nullable String business;

  @Override
  public final Integer call() {
    check();
    var terminal = Optional.ofNullable(jobs).orElseThrow().terminal();
    try (var desk = new JobsDesk(terminal.config())) {
      return call(desk, terminal, business);
    }
  }

  /** Refuses what is wrong before anything is opened. */
  void check() {}

  abstract int call(JobsDesk desk, Terminal terminal, @Nullable String business);
}
