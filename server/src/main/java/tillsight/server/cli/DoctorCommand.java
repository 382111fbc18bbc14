package tillsight.server.cli;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import tillsight.server.Config;

/** Looks at everything that keeps Tillsight from working, and says what to do about it. */
@Command(
    name = "doctor",
    description = {
      "Checks configuration, database, secrets, callback addresses, Daraja, clock, disk and ports.",
      "One line each: ok, warn or fail, with the remedy. Exits 1 if anything fails."
    })
public final class DoctorCommand implements Callable<Integer> {

  private final Terminal terminal;

  public DoctorCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    var findings = findings();
    findings.forEach(terminal.out()::println);
    return findings.stream().anyMatch(finding -> finding.verdict() == Finding.Verdict.FAIL) ? 1 : 0;
  }

  private List<Finding> findings() {
    try {
      var config = terminal.config();
      var findings = new ArrayList<Finding>();
      findings.add(Finding.ok("configuration", "all settings can be read"));
      findings.addAll(SettingsCheck.of(config));
      findings.addAll(database(config));
      findings.addAll(MachineCheck.of(config));
      return findings;
    } catch (Config.Wrong wrong) {
      return List.of(
          new Finding(Finding.Verdict.FAIL, "configuration", String.valueOf(wrong.getMessage())));
    }
  }

  private static List<Finding> database(Config config) {
    if (config.db() instanceof Config.Database.Embedded(var folder)
        && !folder.resolve("PG_VERSION").toFile().exists()) {
      return List.of(
          Finding.warn(
              "database",
              "there is none in " + folder + " yet",
              "tillsight migrate or tillsight demo makes it, or set TILLSIGHT_DB"));
    }
    var findings = new ArrayList<Finding>();
    try (var database = OpenDatabase.open(config.db());
        var connection =
            DriverManager.getConnection(
                database.jdbc().url(), database.jdbc().user(), database.jdbc().password())) {
      findings.addAll(DatabaseCheck.of(connection, config));
      findings.addAll(BusinessCheck.of(connection, config));
      findings.addAll(DarajaCheck.of(database, config));
    } catch (Failure | SQLException e) {
      findings.add(new Finding(Finding.Verdict.FAIL, "database", Failure.explain(e).getFirst()));
    }
    if (!config.dbRead().equals(config.db())) {
      findings.add(readReplica(config.dbRead()));
    }
    return findings;
  }

  private static Finding readReplica(Config.Database replica) {
    try (var _ = OpenDatabase.open(replica)) {
      return Finding.ok("read replica", "reachable");
    } catch (Failure e) {
      return new Finding(
          Finding.Verdict.FAIL,
          "read replica",
          Failure.explain(e).getFirst().replace("TILLSIGHT_DB", "TILLSIGHT_DB_READ"));
    }
  }
}
