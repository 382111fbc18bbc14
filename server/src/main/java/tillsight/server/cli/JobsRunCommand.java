package tillsight.server.cli;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import tillsight.server.business.Business;
import tillsight.server.reconciliation.CompletenessDay;
import tillsight.server.takings.Range;

/** Runs a job now, waits, and prints what came of it. Servers may be running. */
@Command(
    name = "run",
    description = {
      "Runs a job now, waits, and prints what came of it. Servers may be running.",
      "pull asks for the whole window of 48 hours; --from and --to are for completeness."
    })
final class JobsRunCommand implements Callable<Integer> {

  private static final String CAUSE = "command";
  private static final List<String> OF_ANALYTICS =
      List.of("customers", "cohorts", "forecast", "anomalies", "retention");

  @ParentCommand private @Nullable JobsCommand jobs;

  @Parameters(paramLabel = "NAME", description = "The job: pull or completeness.")
  private String name = "";

  @Option(names = "--business", paramLabel = "B", description = "One business (default: all).")
  private @Nullable String business;

  @Option(names = "--from", paramLabel = "D", description = "First date, such as 2026-03-01.")
  private @Nullable LocalDate from;

  @Option(names = "--to", paramLabel = "D", description = "Date after the last one.")
  private @Nullable LocalDate to;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    var job = job();
    var terminal = Optional.ofNullable(jobs).orElseThrow().terminal();
    var config = terminal.config();
    config.requiredSecretsKey();
    try (var database = OpenDatabase.open(config.db())) {
      database.requireMigrated();
      try (var desk = new DarajaDesk(config, database.options())) {
        return switch (job) {
          case PULL -> pull(terminal, desk);
          case COMPLETENESS -> completeness(terminal, desk);
        };
      }
    }
  }

  private Job job() {
    for (var job : Job.values()) {
      if (job.word().equals(name.toLowerCase(Locale.ROOT))) {
        return job;
      }
    }
    throw new ParameterException(
        spec.commandLine(),
        OF_ANALYTICS.contains(name)
            ? "'" + name + "' is no job of this version; there are: " + Job.words()
            : "there is no job '" + name + "'; there are: " + Job.words());
  }

  private int pull(Terminal terminal, DarajaDesk desk) {
    if (from != null || to != null) {
      throw new ParameterException(
          spec.commandLine(),
          "pull always asks for the 48 hours that Daraja keeps; leave --from and --to out, and"
              + " upload a statement for what is older");
    }
    var pulled = 0;
    var well = true;
    for (var one : desk.businesses(business)) {
      if (desk.accounts().of(one.id()).await().isEmpty()) {
        continue;
      }
      for (var run :
          desk.pulls()
              .now(
                  one.id(),
                  null,
                  CAUSE,
                  run -> terminal.out().println(PullLine.of(one.name() + " ", run)))) {
        pulled++;
        well &= !run.failed();
      }
    }
    if (pulled == 0) {
      throw new Failure(
          "no business has Daraja credentials, so nothing can be pulled; add daraja to its apply"
              + " file");
    }
    return well ? 0 : 1;
  }

  private int completeness(Terminal terminal, DarajaDesk desk) {
    for (var one : desk.businesses(business)) {
      var days = desk.completeness().refresh(one, one.tills(), range(desk, one)).await();
      days.stream()
          .filter(day -> day.status() != CompletenessDay.Status.NONE)
          .forEach(day -> terminal.out().println(one.name() + " " + line(day)));
      terminal.out().println("%s: %d days of tills worked out".formatted(one.name(), days.size()));
    }
    return 0;
  }

  private Range range(DarajaDesk desk, Business one) {
    var today = LocalDate.ofInstant(desk.now(), one.zone());
    var end = to == null ? today.plusDays(1) : to;
    var begin = from == null ? end.minusDays(Range.DAYS) : from;
    if (!begin.isBefore(end) || Range.DAYS_MAX < end.toEpochDay() - begin.toEpochDay()) {
      throw new ParameterException(
          spec.commandLine(),
          "--from must be before --to, by at most %,d days".formatted(Range.DAYS_MAX));
    }
    return new Range(begin, end, one.zone());
  }

  private static String line(CompletenessDay day) {
    return "%s %s: %s, %d payments: %d received, %d recovered, %d unexplained, %d in conflict"
        .formatted(
            day.till(),
            day.date(),
            day.status().word(),
            day.payments(),
            day.received(),
            day.recoveredByPull() + day.recoveredByStatement(),
            day.unexplained(),
            day.conflicts());
  }
}
