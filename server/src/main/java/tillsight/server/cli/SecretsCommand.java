package tillsight.server.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Looks after what is sealed. */
@Command(
    name = "secrets",
    description = "Looks after what is sealed with TILLSIGHT_SECRETS_KEY.",
    subcommands = SecretsRotateCommand.class)
public final class SecretsCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Spec private CommandSpec spec;

  public SecretsCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "say what to do: rotate");
  }

  Terminal terminal() {
    return terminal;
  }
}
