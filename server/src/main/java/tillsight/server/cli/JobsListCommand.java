package tillsight.server.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** Says which jobs there are. */
@Command(name = "list", description = "Says which jobs there are, and when they run by themselves.")
final class JobsListCommand implements Callable<Integer> {

  @ParentCommand private @Nullable JobsCommand jobs;

  @Override
  public Integer call() {
    var out = Optional.ofNullable(jobs).orElseThrow().terminal().out();
    for (var job : Job.values()) {
      out.printf("%-14s %s%n", job.word(), job.sentence());
    }
    return 0;
  }
}
