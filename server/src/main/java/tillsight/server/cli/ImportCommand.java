package tillsight.server.cli;

import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.PoolOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
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

  private static final String PAYMENTS_CSV = "payments-csv";

  private final Terminal terminal;

  @Parameters(paramLabel = "FILE", description = "The file to load.")
  private Path file = Path.of("");

  @Option(
      names = "--format",
      required = true,
      paramLabel = "FORMAT",
      description = "The file's format: payments-csv.")
  private String format = PAYMENTS_CSV;

  @Spec private CommandSpec spec;

  public ImportCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    if (!format.equals(PAYMENTS_CSV)) {
      throw new ParameterException(
          spec.commandLine(), "--format is '" + format + "'; it must be " + PAYMENTS_CSV);
    }
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
