package tillsight.server.reconciliation;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tillsight.server.payment.Receipt;
import tillsight.server.reconciliation.StatedTime.Reading;

/** Says what came of a run beyond its numbers, and what to do about it. */
final class PullDetail {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH);

  /** Nothing if there is nothing to say. */
  static @Nullable String of(PullRun begun, PullAccount account, PullTally tally) {
    return switch (tally.outcome()) {
      case FAILED -> Objects.requireNonNull(tally.failure);
      case CLOCK -> Objects.requireNonNull(tally.clock).complaint();
      case CAPPED ->
          "Daraja has more transactions than it gives away in one answer, so some may be missing."
              + " Upload the statement of these days.";
      case EMPTY -> "Daraja told of no transactions. That does not prove that there were none.";
      case UNREGISTERED ->
          "Daraja told of no transactions, in the words it has for short codes that are not"
              + " registered for Pull. Register %s: tillsight daraja register, or on the Daraja page."
                  .formatted(begun.shortCode());
      case COMPLETE -> complete(begun, account, tally);
    };
  }

  private static @Nullable String complete(PullRun begun, PullAccount account, PullTally tally) {
    var until = account.provenUntil();
    if (until != null && until.isBefore(begun.windowFrom())) {
      return PullLag.hole(until, begun.windowFrom());
    }
    var seconds = tally.clockSeconds();
    var reading = tally.reading();
    if (seconds == null || reading == null || reading == Reading.STATED) {
      return null;
    }
    return "Its times are %s those of payments that are known otherwise, so they were read %s."
        .formatted(Spans.offBy(seconds), reading.words());
  }

  static String said(Instant at) {
    return TIME.format(at.atOffset(Receipt.EAT));
  }

  private PullDetail() {}
}
