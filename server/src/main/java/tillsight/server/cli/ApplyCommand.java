package tillsight.server.cli;

import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.PoolOptions;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tillsight.server.Config;
import tillsight.server.access.Seal;
import tillsight.server.business.BusinessFile;
import tillsight.server.business.Businesses;
import tillsight.server.business.Businesses.Applied;

/** Creates or updates businesses, branches, tills and users from a file. */
@Command(
    name = "apply",
    description = {
      "Creates or updates businesses, branches, tills and users.",
      "What the file does not mention stays as it is. Works while servers run."
    })
public final class ApplyCommand implements Callable<Integer> {

  private static final long FILE_BYTES_MAX = 2 * 1024 * 1024;

  private final Terminal terminal;

  @Parameters(paramLabel = "FILE", description = "YAML file, described in README.md.")
  private Path file = Path.of("");

  @Option(names = "--dry-run", description = "Shows what would change, and changes nothing.")
  private boolean dryRun;

  public ApplyCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    var config = terminal.config();
    var seal = new Seal(config.requiredSecretsKey().bytes());
    try {
      print(apply(config, seal, BusinessFile.read(text(), folder())));
      return 0;
    } catch (BusinessFile.Wrong wrong) {
      wrong
          .lines()
          .forEach(line -> terminal.err().println("tillsight apply: " + file + ", " + line));
      return 1;
    }
  }

  private Path folder() {
    var parent = file.toAbsolutePath().getParent();
    return parent == null ? Path.of("") : parent;
  }

  private String text() throws IOException {
    if (Files.isDirectory(file)) {
      throw new Failure(file + " is a folder; name the YAML file in it");
    }
    if (Files.size(file) > FILE_BYTES_MAX) {
      throw new Failure(file + " has more than 2 MiB; split it into several files");
    }
    try {
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw new Failure(file + " is not UTF-8 text; save it as UTF-8", e);
    }
  }

  private Applied apply(Config config, Seal seal, BusinessFile wanted) {
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
        return new Businesses(pool, seal).apply(wanted, dryRun);
      } finally {
        vertx.close().await();
      }
    }
  }

  private void print(Applied applied) {
    var out = terminal.out();
    applied.changes().forEach(out::println);
    if (applied.changes().isEmpty()) {
      out.println("= nothing to change");
    }
    applied
        .madeTokens()
        .forEach(
            (business, token) ->
                out.println(
                    dryRun
                        ? "  a callback token for %s will be made".formatted(business)
                        : "  callback token of %s (shown only now): %s"
                            .formatted(business, token)));
    if (dryRun) {
      out.println("Dry run: nothing was stored.");
    }
  }
}
