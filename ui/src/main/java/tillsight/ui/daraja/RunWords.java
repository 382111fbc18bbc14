package tillsight.ui.daraja;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tillsight.ui.client.Daraja;
import tillsight.ui.common.Clock;
import tillsight.ui.common.Names;
import tillsight.ui.common.Shillings;

/** What a run of Pull brought, in words. */
final class RunWords {

  /** A run takes no longer than this; one without an end after it has died. */
  private static final Duration RUN = Duration.ofMinutes(15);

  /** "14:01: 412 transactions, all known". */
  static String of(Daraja.Run run, Clock clock) {
    return clock.brief(run.startedAt()) + ": " + result(run, clock);
  }

  static String result(Daraja.Run run, Clock clock) {
    return switch (run.outcome()) {
      case "complete" -> transactions(run);
      case "empty" ->
          "Safaricom told of nothing. An empty answer proves nothing, so it asks again.";
      case "unregistered" -> "Safaricom says that Pull is not registered for it.";
      case "clock" -> "held back, because " + difference(run.clockSeconds());
      case "capped" -> transactions(run) + "; there is more, the next run goes on.";
      case "failed" -> "failed. " + Names.clean(run.detail());
      case null ->
          run.startedAt().isAfter(clock.now().minus(RUN))
              ? "under way"
              : "broke off; the next run does it again.";
      case String other -> other;
    };
  }

  /** Whether it found out what it was sent for. */
  static boolean isGood(Daraja.Run run) {
    return switch (run.outcome()) {
      case "unregistered", "clock", "failed" -> false;
      case null, default -> true;
    };
  }

  private static String transactions(Daraja.Run run) {
    if (run.rows() == 0) {
      return "nothing happened";
    }
    var words = new StringBuilder(Shillings.count(run.rows()));
    words.append(run.rows() == 1 ? " transaction, " : " transactions, ");
    words.append(
        run.recovered() == 0 && run.held() == 0
            ? (run.rows() == 1 ? "known" : "all known")
            : Shillings.count(run.recovered()) + " recovered");
    if (run.held() > 0) {
      words.append(", ").append(Shillings.count(run.held())).append(" held for a decision");
    }
    return words.toString();
  }

  private static String difference(@Nullable Integer seconds) {
    if (seconds == null) {
      return "nothing told what its times mean. Nothing of it was stored.";
    }
    var minutes = Math.round(Math.abs(seconds) / 60.0);
    var apart =
        minutes % 60 == 0
            ? (minutes == 60 ? "1 hour" : minutes / 60 + " hours")
            : minutes < 60 ? minutes + " min" : minutes / 60 + " h " + minutes % 60 + " min";
    return "its clock is "
        + apart
        + (seconds < 0 ? " behind" : " ahead of")
        + " the ledger's. Nothing of it was stored.";
  }

  /** What its times were found to mean. */
  static String clock(@Nullable String clock) {
    return switch (clock) {
      case "stated" -> "Its clock says what it means.";
      case "nairobi" -> "Its clock says UTC, read as Nairobi.";
      case "utc" -> "Its clock says Nairobi, read as UTC.";
      case null, default -> "";
    };
  }

  private RunWords() {}
}
