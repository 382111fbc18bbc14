package tillsight.server.daraja;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tillsight.server.daraja.DarajaSetUp.ShortCode;
import tillsight.server.daraja.DarajaSetUp.Step;

/** The part of the checklist that is about pulling transactions. */
final class PullSteps {

  /** Pull reaches back 48 hours: what lags longer than this is about to become a hole. */
  private static final double LAG_HOURS_MAX = 40;

  private static final double LAG_HOURS_WARN = 6;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMMM, HH:mm", Locale.ENGLISH);

  private final @Nullable DarajaAccount account;
  private final ZoneId zone;

  PullSteps(@Nullable DarajaAccount account, ZoneId zone) {
    this.account = account;
    this.zone = zone;
  }

  Step registered(List<ShortCode> shortCodes) {
    var title = "Pull registered";
    if (account == null) {
      return Step.todo("pull", title, Checklist.FIRST, null);
    }
    if (account.nominatedNumber() == null) {
      return Step.todo(
          "pull",
          title,
          "It takes the Safaricom number in the short code's details.",
          "Add nominatedNumber under daraja in the apply file.");
    }
    var refused =
        shortCodes.stream().filter(code -> code.pull().state().equals("refused")).findFirst();
    if (refused.isPresent()) {
      var code = refused.get();
      return Step.fail(
          "pull", title, code.shortCode() + ": " + Checklist.sentence(code.pull().detail()), null);
    }
    var missing = shortCodes.stream().filter(code -> !code.pull().stands()).toList();
    return missing.isEmpty()
        ? Step.done("pull", title, "For " + Checklist.codes(shortCodes) + ".")
        : Step.todo(
            "pull", title, "Not yet for " + Checklist.codes(missing) + ".", "Register them now.");
  }

  Step answered(List<ShortCode> shortCodes) {
    var title = "First Pull answered";
    var last =
        shortCodes.stream()
            .map(code -> code.pull().answeredAt())
            .filter(Objects::nonNull)
            .max(Instant::compareTo);
    if (last.isEmpty()) {
      return Step.todo(
          "pull-answered",
          title,
          "No transaction has been pulled yet.",
          "Register for Pull; an empty answer is no proof that it works.");
    }
    var lag =
        shortCodes.stream()
            .map(code -> code.pull().lagHours())
            .filter(Objects::nonNull)
            .max(Double::compareTo)
            .orElse(0.0);
    var text = "Most lately on " + TIME.format(last.get().atZone(zone)) + ".";
    return lag < LAG_HOURS_WARN
        ? Step.done("pull-answered", title, text)
        : new Step(
            "pull-answered",
            title,
            lag < LAG_HOURS_MAX ? "warn" : "fail",
            text + " It lags %.0f hours.".formatted(lag),
            "See what the last run says; Pull reaches back 48 hours, then only a statement helps.");
  }
}
