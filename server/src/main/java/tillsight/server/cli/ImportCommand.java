package tillsight.server.cli;

import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.PoolOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tillsight.server.access.Seal;
import tillsight.server.history.CsvImport;
import tillsight.server.history.PaymentsCsv;

/** Loads history from a file. */
@Command(
    name = "import",
    description = {
      "Loads history. An interrupted import goes on where it stopped; importing twice adds nothing.",
      "payments-csv has the columns receipt,till,paid_at,amount,payer,first_name,account."
    })
public final class ImportCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Parameters(paramLabel = "FILE", description = "The file to load.")
  private Path file = Path.of("");

  @Option(names = "--format", required = true, description = "${COMPLETION-CANDIDATES}")
  private Format format = Format.payments_csv;

  /** The formats, in the words of the command line. */
  enum Format {
    payments_csv;

    @Override
    public String toString() {
      return name().replace('_', '-');
    }
  }

  public ImportCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    var config = terminal.config();
    var seal = new Seal(config.requiredSecretsKey().bytes());
    if (!Files.isRegularFile(file)) {
      throw new Failure(file + " is not a file; check the path");
    }
    try (var database = OpenDatabase.open(config.db())) {
      database.requireMigrated();
      var vertx = Vertx.vertx();
      try {
        var pool =
            PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(1))
                .connectingTo(database.options())
                .using(vertx)
                .build();
        var bar = new ProgressBar(terminal.err(), "Importing");
        var result =
            new CsvImport(vertx, database.options(), pool, seal, config.clock())
                .run(file, bar::show);
        print(result);
        return 0;
      } finally {
        vertx.close().await();
      }
    } catch (PaymentsCsv.Unreadable e) {
      e.complaints()
          .forEach(text -> terminal.err().println("tillsight import: " + file + ", " + text));
      terminal.err().println("tillsight import: nothing was loaded");
      return 1;
    }
  }

  private void print(CsvImport.Result result) {
    if (result.resumedAt() > 0) {
      terminal
          .out()
          .println(
              "Went on after line %,d, where an earlier import stopped."
                  .formatted(result.resumedAt()));
    }
    var counts = result.counts();
    terminal
        .out()
        .println(
            "%,d lines: %d new, %d duplicate, %d quarantined"
                .formatted(
                    result.lines(), counts.booked(), counts.duplicate(), counts.quarantined()));
  }
}
