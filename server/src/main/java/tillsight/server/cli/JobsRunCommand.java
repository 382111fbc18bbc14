package tillsight.server.cli;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a job now, waits for it, and says what came of it. */
@Command(
    name = "run",
    description = {
      "Runs a job now, waits for it, and says what came of it. Works while servers run.",
      "pull asks Daraja for what was paid in the last 48 hours and enters what is missing.",
      "completeness works out anew what is proven of each till and day.",
      "Exits 1 if it failed, with the remedy."
    })
final class JobsRunCommand extends JobsErrand {

  private static final String PULL = "pull";
  private static final String COMPLETENESS = "completeness";
  private static final Set<String> LATER =
      Set.of("customers", "cohorts", "forecast", "anomalies", "retention");

  @Parameters(paramLabel = "NAME", description = "pull or completeness.")
  private String name = "";

  @Option(names = "--from", paramLabel = "DATE", description = "First day (default: 28 days ago).")
  private @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "DATE",
      description = "First day after it (default: tomorrow).")
  private @Nullable String to;

  @Spec private CommandSpec spec;

  @Override
  void check() {
    if (LATER.contains(name)) {
      throw wrong(
          "'%s' comes with the analytics, which this version does not have; there are pull and completeness"
              .formatted(name));
    }
    if (!name.equals(PULL) && !name.equals(COMPLETENESS)) {
      throw wrong("there is no job '%s'; there are pull and completeness".formatted(name));
    }
    date("--from", from);
    date("--to", to);
  }

  @Override
  int call(JobsDesk desk, Terminal terminal, @Nullable String business) {
    if (name.equals(COMPLETENESS)) {
      return new CompletenessErrand(desk, terminal)
          .run(business, date("--from", from), date("--to", to));
    }
    if (from != null || to != null) {
      terminal.err().println("pull asks for all of the last 48 hours, whatever the dates");
    }
    return new PullErrand(desk, terminal).run(business);
  }

  private @Nullable LocalDate date(String option, @Nullable String text) {
    try {
      return text == null ? null : LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw wrong("%s is '%s'; it must be a date such as 2026-03-02".formatted(option, text));
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
