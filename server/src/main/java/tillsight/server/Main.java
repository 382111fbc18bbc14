package tillsight.server;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.List;
import java.util.Set;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import tillsight.server.cli.ApplyCommand;
import tillsight.server.cli.BenchCommand;
import tillsight.server.cli.DarajaCommand;
import tillsight.server.cli.DemoCommand;
import tillsight.server.cli.DoctorCommand;
import tillsight.server.cli.Failure;
import tillsight.server.cli.ImportCommand;
import tillsight.server.cli.JobsCommand;
import tillsight.server.cli.MigrateCommand;
import tillsight.server.cli.SecretsCommand;
import tillsight.server.cli.ServerCommand;
import tillsight.server.cli.SimulateCommand;
import tillsight.server.cli.Terminal;

/** The command line: finds the command, and turns whatever goes wrong into one line and a code. */
@Command(
    name = "tillsight",
    description = "Turns M-PESA payments into answers for the people who run the tills.",
    synopsisSubcommandLabel = "COMMAND",
    sortOptions = false)
public final class Main {

  /** Commands that run for long and say in the log what they do; the others print. */
  private static final Set<String> LOGGING = Set.of("server", "demo");

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Shows this help.")
  @SuppressWarnings("UnusedVariable") // picocli sets it and acts on it.
  private boolean help;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Shows the log, and stack traces of errors.")
  private boolean debug;

  public static void main(String[] args) {
    System.exit(run(Terminal.ofProcess(), args));
  }

  /** Every command there is, in the order in which the usage lists them. */
  private static List<Object> commands(Terminal terminal) {
    return List.of(
        new DemoCommand(terminal),
        new ServerCommand(terminal),
        new MigrateCommand(terminal),
        new ApplyCommand(terminal),
        new ImportCommand(terminal),
        new SimulateCommand(terminal),
        new BenchCommand(terminal),
        new DoctorCommand(terminal),
        new DarajaCommand(terminal),
        new JobsCommand(terminal),
        new SecretsCommand(terminal));
  }

  /** The names of all commands. */
  static Set<String> names() {
    return commandLine(new Main(), Terminal.ofProcess()).getSubcommands().keySet();
  }

  static int run(Terminal terminal, String... args) {
    var main = new Main();
    return commandLine(main, terminal)
        .setOut(terminal.out())
        .setErr(terminal.err())
        .setExecutionStrategy(main::execute)
        .setParameterExceptionHandler((wrong, rest) -> misused(terminal, wrong))
        .setExecutionExceptionHandler((e, command, parsed) -> main.failed(terminal, e, command))
        .execute(args);
  }

  private static CommandLine commandLine(Main main, Terminal terminal) {
    var line = new CommandLine(main);
    commands(terminal).forEach(line::addSubcommand);
    return line;
  }

  private int execute(ParseResult parsed) {
    var logging =
        parsed.hasSubcommand() && LOGGING.contains(parsed.subcommand().commandSpec().name());
    level(Logger.ROOT_LOGGER_NAME, logging || debug ? Level.INFO : Level.ERROR);
    level("tillsight", debug ? Level.DEBUG : logging ? Level.INFO : Level.WARN);
    return new CommandLine.RunLast().execute(parsed);
  }

  private static void level(String logger, Level level) {
    if (LoggerFactory.getLogger(logger) instanceof Logger logback) {
      logback.setLevel(level);
    }
  }

  private static int misused(Terminal terminal, ParameterException wrong) {
    var command = wrong.getCommandLine().getCommandSpec().qualifiedName();
    terminal
        .err()
        .println(
            "%s: %s; see %s --help"
                .formatted(command, Failure.oneLine(wrong.getMessage()), command));
    return CommandLine.ExitCode.USAGE;
  }

  private int failed(Terminal terminal, Exception e, CommandLine command) {
    var name = command.getCommandSpec().qualifiedName();
    Failure.explain(e).forEach(text -> terminal.err().println(name + ": " + text));
    if (debug) {
      e.printStackTrace(terminal.err());
    }
    return CommandLine.ExitCode.SOFTWARE;
  }
}
