package tillsight.server.cli;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import tillsight.db.EmbeddedDatabase;
import tillsight.db.Migrate;
import tillsight.server.Config;
import tillsight.server.bench.IngestBench;
import tillsight.server.bench.SpoolBench;

/** Measures this machine. */
@Command(
    name = "bench",
    description = "Measures this machine.",
    subcommands = {BenchCommand.Ingest.class, BenchCommand.Spooling.class})
public final class BenchCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Spec private CommandSpec spec;

  public BenchCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "say what to measure: ingest or spool");
  }

  /** Durable confirmations a second. */
  @Command(
      name = "ingest",
      description = {
        "Durable confirmations a second through the whole path, beside plain inserts.",
        "Starts its own PostgreSQL unless TILLSIGHT_DB is set; then it needs an empty one."
      })
  static final class Ingest implements Callable<Integer> {

    @ParentCommand private BenchCommand bench;

    @Option(names = "--json", description = "Prints the result as JSON on the last line.")
    private boolean json;

    @Option(names = "--rounds", description = "Rounds (default: ${DEFAULT-VALUE}).")
    private int rounds = 3;

    @Option(names = "--seconds", description = "Seconds a figure (default: ${DEFAULT-VALUE}).")
    private int seconds = 8;

    @Override
    public Integer call() throws IOException {
      var terminal = bench.terminal;
      var folder = Files.createTempDirectory("tillsight-bench");
      try (var database = OpenDatabase.open(config(terminal, folder).db())) {
        // Also when it is stopped half-way: nothing may go on running.
        Runtime.getRuntime().addShutdownHook(new Thread(database::close, "stop PostgreSQL"));
        Migrate.run(database.jdbc());
        var result =
            new IngestBench(
                    database.options(),
                    config(terminal, folder),
                    rounds,
                    Duration.ofSeconds(seconds),
                    line -> terminal.err().println(line))
                .run();
        print(terminal, result);
        return result.failed() == 0 ? 0 : 1;
      } finally {
        delete(folder);
      }
    }

    private void print(Terminal terminal, IngestBench.Result r) {
      var out = terminal.out();
      out.printf("%-44s %12s %9s %9s%n", "", "a second", "p50 ms", "p99 ms");
      out.printf(
          "%-44s %,12.0f %9.1f %9.1f%n",
          "confirmations, 512 connections", r.rate(), r.p50Ms(), r.p99Ms());
      out.printf(
          "%-44s %,12.0f %9.1f %9.1f%n",
          "confirmations, 64 connections", r.rate64(), r.p50Ms64(), r.p99Ms64());
      out.printf(
          "%-44s %,12.0f %9.1f %9.1f%n",
          "confirmations, open loop", 1000.0, r.openLoopP50Ms(), r.openLoopP99Ms());
      out.printf(
          "%-44s %,12.0f%n", "yardstick: insert of 512 rows, 2 connections", r.batchedInsertRate());
      out.printf(
          "%-44s %,12.0f%n", "yardstick: insert of 1 row, 64 connections", r.singleInsertRate());
      out.printf(
          "ours to single inserts %.2f, to batched inserts %.2f; counted by the summary after p99 %.0f ms; %d failed%n",
          r.ratioToSingle(), r.ratioToBatched(), r.visibleP99Ms(), r.failed());
      if (json) {
        out.println(JsonObject.mapFrom(r).encode());
      }
    }
  }

  /** What callers get while PostgreSQL is away. */
  @Command(
      name = "spool",
      description = {
        "What callers get at 500 confirmations a second while PostgreSQL is away, and how fast the"
            + " spool is drained afterwards.",
        "Kills a PostgreSQL of its own; TILLSIGHT_DB must not be set."
      })
  static final class Spooling implements Callable<Integer> {

    @ParentCommand private BenchCommand bench;

    @Option(names = "--json", description = "Prints the result as JSON on the last line.")
    private boolean json;

    @Option(
        names = "--seconds",
        description = "Seconds for which it is away (default: ${DEFAULT-VALUE}).")
    private int seconds = 120;

    @Override
    public Integer call() throws IOException {
      var terminal = bench.terminal;
      if (terminal.environment().containsKey("TILLSIGHT_DB")) {
        throw new Failure("bench spool kills its PostgreSQL, so it makes one; unset TILLSIGHT_DB");
      }
      var folder = Files.createTempDirectory("tillsight-bench");
      try {
        var database = EmbeddedDatabase.open(folder.resolve("db"));
        database.adopt();
        Migrate.run(database.jdbc());
        var measuring =
            new SpoolBench(
                database,
                folder.resolve("db"),
                config(terminal, folder),
                Duration.ofSeconds(seconds),
                line -> terminal.err().println(line));
        // Also when it is stopped half-way: nothing may go on running.
        Runtime.getRuntime().addShutdownHook(new Thread(measuring::close, "stop PostgreSQL"));
        var result = measuring.run();
        measuring.close();
        print(terminal, result);
        return result.failed() + result.lost() == 0 ? 0 : 1;
      } finally {
        delete(folder);
      }
    }

    private void print(Terminal terminal, SpoolBench.Result r) {
      var out = terminal.out();
      out.printf("%-44s %12s %9s %9s %9s%n", "", "a second", "p50 ms", "p99 ms", "longest");
      out.printf(
          "%-44s %,12.0f %9.1f %9.1f %9.1f%n",
          "confirmations, PostgreSQL away", r.rate(), r.p50Ms(), r.p99Ms(), r.maxMs());
      out.printf("%-44s %,12.0f%n", "drained into the tables", r.drainRate());
      out.printf(
          "%,d answered, %,d waited in the spool, %,d failed, %,d lost%n",
          r.answered(), r.spooled(), r.failed(), r.lost());
      if (json) {
        out.println(JsonObject.mapFrom(r).encode());
      }
    }
  }

  private static Config config(Terminal terminal, Path folder) throws IOException {
    var environment = new HashMap<>(terminal.environment());
    var key = new byte[32];
    new SecureRandom().nextBytes(key);
    environment.put("TILLSIGHT_MODE", "demo");
    environment.putIfAbsent("TILLSIGHT_DB", "embedded:" + folder.resolve("db"));
    environment.putIfAbsent("TILLSIGHT_SECRETS_KEY", Base64.getEncoder().encodeToString(key));
    environment.put("TILLSIGHT_HTTP_PORT", freePort());
    environment.put("TILLSIGHT_MANAGEMENT_PORT", freePort());
    environment.put("TILLSIGHT_CALLBACK_SOURCES", "any");
    environment.put("TILLSIGHT_SPOOL_DIR", folder.resolve("spool").toString());
    return Config.from(environment);
  }

  private static String freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return Integer.toString(socket.getLocalPort());
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
