package tillsight.server.cli;

import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tillsight.server.access.Seal;
import tillsight.server.business.Directory;
import tillsight.server.history.CsvImport;
import tillsight.server.history.PaymentsCsv;
import tillsight.server.http.Refused;
import tillsight.server.statement.Damaged;
import tillsight.server.statement.Format;
import tillsight.server.statement.Shillings;
import tillsight.server.statement.Statement;
import tillsight.server.statement.StatementImport;

/** Loads history from a file. */
@Command(
    name = "import",
    description = {
      "Loads history. An interrupted import goes on where it stopped; importing twice adds nothing.",
      "payments-csv has the columns receipt,till,paid_at,amount,payer,first_name,account.",
      "org-statement and merchant-statement are what the M-PESA portals export, as XLSX or CSV."
    })
public final class ImportCommand implements Callable<Integer> {

  private static final String PAYMENTS_CSV = "payments-csv";
  private static final String ACTOR = "tillsight import";

  private final Terminal terminal;

  @Parameters(paramLabel = "FILE", description = "The file to load.")
  private Path file = Path.of("");

  @Option(
      names = "--format",
      required = true,
      paramLabel = "FORMAT",
      description = "The file's format: payments-csv, org-statement or merchant-statement.")
  private String format = PAYMENTS_CSV;

  @Option(
      names = "--till",
      paramLabel = "CODE",
      description = "The till whose account a statement tells of, where it does not say itself.")
  private @Nullable String till;

  @Spec private CommandSpec spec;

  /** One of the two ways to load a file. */
  private interface Load {
    void run(Vertx vertx, PgConnectOptions options, Pool pool, Seal seal, InstantSource clock)
        throws IOException;
  }

  public ImportCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    var statement = Format.of(format);
    if (statement.isEmpty() && !format.equals(PAYMENTS_CSV)) {
      throw new ParameterException(
          spec.commandLine(),
          "--format is '%s'; it must be payments-csv, org-statement or merchant-statement"
              .formatted(format));
    }
    if (statement.isEmpty() && till != null) {
      throw new ParameterException(
          spec.commandLine(), "--till is for statements; payments-csv names its tills itself");
    }
    try {
      load(
          statement.isPresent()
              ? (vertx, options, pool, seal, clock) ->
                  statement(statement.get(), vertx, options, pool, seal, clock)
              : this::payments);
      return 0;
    } catch (PaymentsCsv.Unreadable e) {
      return refused(e.complaints());
    } catch (Damaged e) {
      var complaints = new ArrayList<String>();
      e.complaints()
          .forEach(found -> complaints.add("line %d %s".formatted(found.line(), found.problem())));
      return refused(e.complaints().isEmpty() ? List.of(e.detail()) : complaints);
    } catch (Refused e) {
      throw new Failure(Failure.oneLine(String.valueOf(e.getMessage())), e);
    }
  }

  private void load(Load load) throws IOException {
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
        load.run(vertx, database.options(), pool, seal, config.clock());
      } finally {
        vertx.close().await();
      }
    }
  }

  private void payments(
      Vertx vertx, PgConnectOptions options, Pool pool, Seal seal, InstantSource clock)
      throws IOException {
    var bar = new ProgressBar(terminal.err(), "Importing");
    print(new CsvImport(vertx, options, pool, seal, clock).run(file, bar::show));
  }

  private void statement(
      Format wanted,
      Vertx vertx,
      PgConnectOptions options,
      Pool pool,
      Seal seal,
      InstantSource clock)
      throws IOException {
    var bar = new ProgressBar(terminal.err(), "Importing");
    var statements = new StatementImport(vertx, options, pool, seal, clock);
    statements.open().await();
    try {
      var name = String.valueOf(file.getFileName());
      print(
          statements.run(
              Directory.load(pool, seal).await().businesses(),
              new StatementImport.Upload(file, name, wanted, till, ACTOR),
              bar::show));
    } finally {
      statements.close().await();
    }
  }

  private int refused(List<String> complaints) {
    complaints.forEach(
        text -> terminal.err().println("tillsight import: %s, %s".formatted(file, text)));
    terminal.err().println("tillsight import: nothing was loaded");
    return 1;
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

  private void print(Statement done) {
    terminal
        .out()
        .println(
            "%,d rows of %s: %,d new (recovered), %,d duplicate (known), %,d quarantined, %,d reversals, %,d movements, %,d skipped"
                .formatted(
                    done.rows(),
                    done.till(),
                    done.recovered(),
                    done.known(),
                    done.quarantined(),
                    done.reversals(),
                    done.movements(),
                    done.skipped()));
    var totals =
        "%s paid in, %s withdrawn"
            .formatted(Shillings.text(done.paidInCents()), Shillings.text(done.withdrawnCents()));
    terminal
        .out()
        .println(
            done.totalsMatch() == null
                ? "Totals: %s; the statement states none to compare with".formatted(totals)
                : "Totals: %s, as the statement states".formatted(totals));
  }
}
