package tillsight.server.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import tillsight.server.business.Business;

/** A command about Daraja: for which businesses, and what came of it for each. */
abstract class DarajaErrand implements Callable<Integer> {

  @ParentCommand private @Nullable DarajaCommand daraja;

  @Option(names = "--business", paramLabel = "NAME", description = "One business (default: all).")
  private @Nullable String business;

  @Override
  public final Integer call() {
    var terminal = terminal();
    var config = terminal.config();
    config.requiredSecretsKey();
    try (var database = OpenDatabase.open(config.db())) {
      database.requireMigrated();
      try (var desk = new DarajaDesk(config, database.options())) {
        return print(terminal, desk);
      }
    }
  }

  private int print(Terminal terminal, DarajaDesk desk) {
    var printed = 0;
    var well = true;
    for (var one : desk.businesses(business)) {
      for (var line : lines(desk, one)) {
        terminal.out().println(line.text());
        printed++;
        well &= line.well();
      }
    }
    if (printed == 0) {
      throw new Failure("there is no such short code; tillsight daraja status lists all");
    }
    return well ? 0 : 1;
  }

  /** A line to print, and whether all is well with what it says. */
  record Line(boolean well, String text) {}

  /** What is to be said of a business; nothing if it is not concerned. */
  abstract List<Line> lines(DarajaDesk desk, Business business);

  private Terminal terminal() {
    return Optional.ofNullable(daraja).orElseThrow().terminal();
  }
}
