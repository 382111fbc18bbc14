package tillsight.server.reconciliation;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How far behind Pull is, and when that has to be said: while the hole can still be filled. */
final class PullLag {

  /** Late enough to be no hiccup, early enough to act before Daraja forgets. */
  static final Duration ALARM = Duration.ofHours(36);

  /** A sentence for people, if one is due. */
  static Optional<String> alarm(@Nullable Instant until, Instant now) {
    if (until == null) {
      return Optional.empty();
    }
    var lag = Duration.between(until, now);
    if (lag.compareTo(ALARM) < 0) {
      return Optional.empty();
    }
    return Optional.of(
        lag.compareTo(PullClock.REACH) < 0
            ? "Pull is %s behind, and Daraja forgets after 48 hours. See what it fails on with: tillsight jobs history, and put that right within %s."
                .formatted(Spans.said(lag), Spans.said(PullClock.REACH.minus(lag)))
            : "Pull is %s behind, and Daraja forgets after 48 hours: what is missing can only come from the M-PESA portal. Upload the statement of the days since %s."
                .formatted(Spans.said(lag), PullDetail.said(until)));
  }

  /** What is to be said of a time that was not pulled and cannot be any more. */
  static String hole(Instant from, Instant to) {
    return "Nothing was pulled for the time from %s to %s, and Daraja does not reach back there any more. Only the statement of these days can fill that hole."
        .formatted(PullDetail.said(from), PullDetail.said(to));
  }

  private PullLag() {}
}
