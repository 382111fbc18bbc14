package tillsight.server.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tillsight.db.Migrate;
import tillsight.server.Config;
import tillsight.server.business.Business;
import tillsight.server.daraja.Daraja.Tried;
import tillsight.server.daraja.DarajaAccount;
import tillsight.server.daraja.DarajaRefusal;
import tillsight.server.daraja.DarajaSetUp.Step;

/** Does Daraja take our keys, and is everything registered that has to be? */
final class DarajaCheck {

  /** What the API's checklist has and a doctor need not say. */
  private static final Set<String> LEFT_OUT = Set.of("till", "token", "validation");

  private static final Duration CLOCK_WARN = Duration.ofSeconds(10);
  private static final Duration CLOCK_FAIL = Duration.ofMinutes(2);

  static List<Finding> of(OpenDatabase database, Config config) {
    if (config.secretsKey() == null
        || Migrate.version(database.jdbc()) < Integer.parseInt(Migrate.LATEST)) {
      return List.of();
    }
    try (var desk = new DarajaDesk(config, database.options())) {
      var findings = new ArrayList<Finding>();
      desk.businesses(null).forEach(business -> findings.addAll(business(desk, business)));
      return findings;
    } catch (Failure | IllegalArgumentException e) {
      // Said before: there are no businesses, or their secrets do not open.
      return List.of();
    }
  }

  private static List<Finding> business(DarajaDesk desk, Business business) {
    var account = desk.accounts().of(business.id()).await();
    if (account.isEmpty()) {
      return List.of(
          Finding.warn(
              "Daraja of " + business.name(),
              "no credentials are stored",
              "add daraja to its apply file when you have them"));
    }
    var findings = new ArrayList<Finding>();
    findings.addAll(token(desk, business, account.get()));
    for (var step : DarajaDesk.await(desk.setUps().of(business)).checklist()) {
      if (!LEFT_OUT.contains(step.id())) {
        findings.add(finding(business, step));
      }
    }
    return findings;
  }

  private static List<Finding> token(DarajaDesk desk, Business business, DarajaAccount account) {
    var subject = "Daraja of " + business.name();
    var where = desk.daraja().base();
    try {
      var tried = DarajaDesk.await(desk.daraja().tryKeys(account));
      return List.of(Finding.ok(subject, where + " takes the keys"), clock(subject, tried));
    } catch (DarajaRefusal refusal) {
      var verdict = refusal.why().retryHelps() ? Finding.Verdict.WARN : Finding.Verdict.FAIL;
      return List.of(new Finding(verdict, subject, where + ": " + refusal.getMessage()));
    } catch (Failure failure) {
      return List.of(
          new Finding(Finding.Verdict.WARN, subject, Failure.explain(failure).getFirst()));
    }
  }

  private static Finding clock(String subject, Tried tried) {
    var ahead = tried.ahead();
    if (ahead == null) {
      return Finding.ok(subject, "it does not tell the time");
    }
    var text = "its clock is %d s from ours".formatted(ahead.toSeconds());
    var remedy = "synchronise this machine with NTP: timestamps of requests are checked";
    if (ahead.abs().compareTo(CLOCK_WARN) <= 0) {
      return Finding.ok(subject, text);
    }
    return ahead.abs().compareTo(CLOCK_FAIL) <= 0
        ? Finding.warn(subject, text, remedy)
        : Finding.fail(subject, text, remedy);
  }

  private static Finding finding(Business business, Step step) {
    var verdict =
        switch (step.state()) {
          case "done" -> Finding.Verdict.OK;
          case "fail" -> Finding.Verdict.FAIL;
          default -> Finding.Verdict.WARN;
        };
    var remedy = step.remedy() == null ? "" : " " + step.remedy();
    return new Finding(
        verdict,
        business.name() + ", " + step.title().toLowerCase(Locale.ROOT),
        step.detail() + remedy);
  }

  private DarajaCheck() {}
}
