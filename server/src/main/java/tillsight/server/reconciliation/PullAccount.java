package tillsight.server.reconciliation;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tillsight.server.reconciliation.StatedTime.Reading;

/**
 * A short code whose transactions are pulled, and how far that has come.
 *
 * @param dueAt when it is pulled next
 * @param leasedUntil a node is at it; after this another may take over
 * @param provenFrom since when there is no hole up to {@code provenUntil}
 * @param provenUntil up to here the ledger holds all that Daraja told
 * @param answeredAt last answer with at least one transaction
 * @param clock how times that say UTC were last found to be meant
 * @param failures failed runs since the last good one
 */
record PullAccount(
    int businessId,
    String shortCode,
    Instant dueAt,
    @Nullable Instant leasedUntil,
    @Nullable Instant provenFrom,
    @Nullable Instant provenUntil,
    @Nullable Instant answeredAt,
    @Nullable Reading clock,
    int failures) {

  private static final Duration AGAIN_MAX = Duration.ofMinutes(30);

  /** The same, to be pulled next at another time. */
  PullAccount due(Instant at) {
    return new PullAccount(
        businessId,
        shortCode,
        at,
        leasedUntil,
        provenFrom,
        provenUntil,
        answeredAt,
        clock,
        failures);
  }

  /** The same after one more failure: each is followed by a longer wait, so that all recover. */
  PullAccount failed(Instant now) {
    return new PullAccount(
        businessId,
        shortCode,
        now.plus(waitAfter(failures + 1)),
        leasedUntil,
        provenFrom,
        provenUntil,
        answeredAt,
        clock,
        failures + 1);
  }

  static Duration waitAfter(int failures) {
    var wait = Duration.ofMinutes(1L << Math.min(failures, 10));
    return wait.compareTo(AGAIN_MAX) < 0 ? wait : AGAIN_MAX;
  }
}
