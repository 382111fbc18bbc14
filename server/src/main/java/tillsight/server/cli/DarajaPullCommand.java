package tillsight.server.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Pulls now: the same as the job of that name. */
@Command(
    name = "pull",
    description = {
      "Asks Daraja for what was paid in the last 48 hours and enters what is missing.",
      "The same as tillsight jobs run pull. Exits 1 if it failed, with the remedy."
    })
final class DarajaPullCommand implements Callable<Integer> {

  @ParentCommand private @Nullable DarajaCommand daraja;

  @Option(names = "--business", paramLabel = "NAME", description = "One business (default: all).")
  private @Nullable String business;

  @Override
  public Integer call() {
    var terminal = Optional.ofNullable(daraja).orElseThrow().terminal();
    try (var desk = new JobsDesk(terminal.config())) {
      return new PullErrand(desk, terminal).run(business);
    }
  }
}
