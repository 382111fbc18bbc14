package tillsight.server.daraja;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tillsight.server.daraja.DarajaSetUp.Step;

/** The part of the checklist that is about the API operator, whose password expires silently. */
final class OperatorStep {

  /** How long before a password expires somebody is told. */
  private static final int WARNING_DAYS = 14;

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);

  private final @Nullable DarajaAccount account;
  private final ZoneId zone;

  OperatorStep(@Nullable DarajaAccount account, ZoneId zone) {
    this.account = account;
    this.zone = zone;
  }

  Step at(Instant now) {
    var title = "API operator";
    if (account == null
        || account.initiator() == null
        || account.initiatorPassword() == null
        || account.certificate() == null) {
      return Step.todo(
          "password",
          title,
          "Reversals, status queries and balances need one.",
          "Add initiator, initiatorPassword and certificate under daraja in the apply file.");
    }
    var wrong = certificateProblem(account.certificate(), now);
    if (wrong.isPresent()) {
      return Step.fail("password", title, Checklist.sentence(wrong.get()), null);
    }
    var expires = account.passwordExpiresOn();
    if (expires == null) {
      return Step.warn(
          "password",
          title,
          "It is not known when its password was set; it lives for 90 days.",
          "Add passwordSetOn under daraja in the apply file.");
    }
    return password(title, expires, LocalDate.ofInstant(now, zone));
  }

  private static Step password(String title, LocalDate expires, LocalDate today) {
    var days = ChronoUnit.DAYS.between(today, expires);
    if (days > WARNING_DAYS) {
      return Step.done("password", title, "Its password expires on " + DAY.format(expires) + ".");
    }
    var left = days == 1 ? "in 1 day" : "in " + days + " days";
    return new Step(
        "password",
        title,
        days < 0 ? "fail" : "warn",
        "Its password %s on %s%s. Reversals and queries then fail."
            .formatted(
                days < 0 ? "expired" : "expires",
                DAY.format(expires),
                days < 0 ? "" : days == 0 ? ", today" : ", " + left),
        "Set another on the M-PESA portal, then run ./tillsight apply with it.");
  }

  private static Optional<String> certificateProblem(String pem, Instant now) {
    try {
      return SecurityCredential.problem(SecurityCredential.certificate(pem), now)
          .map(DarajaRefusal::getMessage);
    } catch (DarajaRefusal refusal) {
      return Optional.of(String.valueOf(refusal.getMessage()));
    }
  }
}
