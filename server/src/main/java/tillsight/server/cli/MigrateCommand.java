package tillsight.server.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import tillsight.db.Migrate;

/** Brings the tables of the database up to this version. */
@Command(name = "migrate", description = "Brings the tables of TILLSIGHT_DB up to date, and exits.")
public final class MigrateCommand implements Callable<Integer> {

  private final Terminal terminal;

  public MigrateCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try (var database = OpenDatabase.open(terminal.config().db())) {
      var result = Migrate.run(database.jdbc());
      if (!result.version().equals(Migrate.LATEST)) {
        throw new Failure(
            "the tables have version %s, made by a newer Tillsight; this one knows %s: run the newer one"
                .formatted(result.version(), Migrate.LATEST));
      }
      terminal
          .out()
          .println(
              result.applied() == 0
                  ? "The tables are up to date (version %s).".formatted(result.version())
                  : "The tables have version %s now (%d steps applied)."
                      .formatted(result.version(), result.applied()));
      return 0;
    }
  }
}
