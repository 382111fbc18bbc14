package tillsight.server.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Jobs: what they are, what came of them, and one of them now. */
@Command(
    name = "jobs",
    description = "Runs jobs now, lists them, and tells what came of them.",
    subcommands = {JobsRunCommand.class, JobsListCommand.class, JobsHistoryCommand.class})
public final class JobsCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Spec private CommandSpec spec;

  public JobsCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    throw new ParameterException(
        spec.commandLine(),
        "say what to do: " + String.join(", ", spec.commandLine().getSubcommands().keySet()));
  }

  Terminal terminal() {
    return terminal;
  }
}
