package tillsight.server.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Looks after the way between Safaricom and the businesses. */
@Command(
    name = "daraja",
    description = "Looks after the way between Safaricom and the businesses.",
    subcommands = {
      DarajaStatusCommand.class,
      DarajaTokenCommand.class,
      DarajaRegisterCommand.class,
      DarajaPullCommand.class,
      DarajaBalanceCommand.class,
      DarajaStkCommand.class
    })
public final class DarajaCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Spec private CommandSpec spec;

  public DarajaCommand(Terminal terminal) {
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
