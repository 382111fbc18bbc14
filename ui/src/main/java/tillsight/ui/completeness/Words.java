package tillsight.ui.completeness;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tillsight.ui.chart.Calendar;
import tillsight.ui.client.Completeness;
import tillsight.ui.client.Completeness.Day;
import tillsight.ui.common.Clock;
import tillsight.ui.common.Dates;
import tillsight.ui.common.Range;
import tillsight.ui.common.Shillings;
import tillsight.ui.common.TillNames;

/** The server's words for evidence, as people say them. */
final class Words {

  static String range(Range range) {
    return switch (range.preset()) {
      case TODAY -> "today";
      case YESTERDAY -> "yesterday";
      case LAST_7, LAST_28, LAST_91, LAST_12_MONTHS ->
          "the " + range.preset().label().replaceFirst("Last", "last");
      case WEEK -> "this week";
      case MONTH -> "this month";
      case YEAR -> "this year";
      case LAST_MONTH -> "last month";
      case PAY_DAY -> "the days since pay-day";
      case CUSTOM -> range.dates();
    };
  }

  static Calendar.Mark mark(Day day) {
    return switch (day.status()) {
      case "proven" -> Calendar.Mark.PROVEN;
      case "gap" -> Calendar.Mark.GAP;
      case "open" -> Calendar.Mark.OPEN;
      default -> Calendar.Mark.NONE;
    };
  }

  /** What a square says when somebody points at it, a line each. */
  static List<String> tip(Day day, TillNames names, Clock clock) {
    var lines = new ArrayList<String>();
    lines.add(names.full(day.till()) + ", " + Dates.weekday(day.date()));
    if (day.payments() > 0 || mark(day) != Calendar.Mark.NONE) {
      lines.add(Shillings.count(day.payments(), "payment", "payments"));
    }
    if (day.recovered() > 0) {
      lines.add("Recovered: " + recovered(day));
    }
    if (day.unexplained() > 0 || day.unexplainedCents() != 0) {
      lines.add(unexplained(day) + " unexplained");
    }
    if (day.conflicts() > 0) {
      lines.add(Shillings.count(day.conflicts(), "contradiction", "contradictions"));
    }
    if (!day.isGap()) {
      lines.add(outcome(day, clock));
    }
    return lines;
  }

  static String unexplained(Day day) {
    return day.unexplainedCents() == 0
        ? Shillings.count(day.unexplained(), "payment", "payments")
        : Shillings.exact(Math.abs(day.unexplainedCents()));
  }

  /** Whether it is proven, and by whom, in a few words. */
  static String outcome(Day day, Clock clock) {
    return switch (mark(day)) {
      case PROVEN -> {
        var at = day.provenAt();
        yield "Proven" + by(day.provenBy()) + (at == null ? "" : ", " + clock.brief(at));
      }
      case OPEN -> day.date().equals(clock.today()) ? "Not over yet" : "Not proven yet";
      case GAP ->
          day.unexplained() > 0 || day.unexplainedCents() != 0 ? "Not explained" : "Contradicted";
      case NONE -> "No payments";
    };
  }

  private static String by(@Nullable String witness) {
    return switch (witness) {
      case "pull" -> " by Pull";
      case "statement" -> " by a statement";
      case "balances" -> " by the balances";
      case null, default -> "";
    };
  }

  /** "half arrived within 2 s, 99 of 100 within 9 s", or nothing. */
  static String delay(Day day) {
    if (day.delayP50Seconds() == null || day.delayP99Seconds() == null) {
      return "";
    }
    return "half arrived within "
        + seconds(day.delayP50Seconds())
        + ", 99 of 100 within "
        + seconds(day.delayP99Seconds());
  }

  static String seconds(double seconds) {
    if (seconds < 90) {
      return Math.max(1, Math.round(seconds)) + " s";
    }
    return seconds < 5_400 ? Math.round(seconds / 60) + " min" : Math.round(seconds / 3_600) + " h";
  }

  /** How far a till is proven, and how far Safaricom's list is behind. */
  static String note(Completeness.Proof proof, Range range, Clock clock) {
    var until = proof.provenUntil();
    var since = proof.provenSince();
    var from =
        since != null && since.isAfter(range.from()) ? "since " + Dates.brief(since) + ", " : "";
    var proven =
        until == null ? "Not proven yet" : "Proven " + from + "until " + clock.brief(until);
    var lag = proof.pullLagHours();
    return lag == null ? proven : proven + " · Pull " + lag(lag) + " behind";
  }

  static String lag(double hours) {
    return hours < 1.5 ? Math.max(1, Math.round(hours * 60)) + " min" : Math.round(hours) + " h";
  }

  static String signed(long cents) {
    return (cents < 0 ? "−" : "+") + Shillings.exact(Math.abs(cents));
  }

  /** "1 by Pull, 2 by statement", or nothing. */
  static String recovered(Day day) {
    var by = new ArrayList<String>();
    if (day.recoveredByPull() > 0) {
      by.add(Shillings.count(day.recoveredByPull()) + " by Pull");
    }
    if (day.recoveredByStatement() > 0) {
      by.add(Shillings.count(day.recoveredByStatement()) + " by statement");
    }
    return String.join(", ", by);
  }

  private Words() {}
}
