package tillsight.server.reconciliation;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One time that a short code was pulled: what was asked for and what came of it.
 *
 * @param cause schedule, or who asked for it
 * @param finishedAt null while it runs, or if its node died; so are the outcome and the rest
 * @param known rows of payments that the ledger held already
 * @param recovered payments that it did not hold
 * @param held rows that wait in the quarantine, now or from an earlier run
 * @param tillIds tills of which it told at least one payment
 */
public record PullRun(
    UUID id,
    @JsonIgnore int businessId,
    String shortCode,
    String cause,
    Instant startedAt,
    @Nullable Instant finishedAt,
    Instant windowFrom,
    Instant windowTo,
    int pages,
    int rows,
    int known,
    int recovered,
    int held,
    @JsonIgnore Set<Integer> tillIds,
    @Nullable String clock,
    @Nullable Integer clockSeconds,
    @Nullable String outcome,
    @Nullable String detail) {

  /** What may come of a run. */
  enum Outcome {
    /** All pages were read and stored. */
    COMPLETE,
    /** No rows; that proves nothing. */
    EMPTY,
    /** Pull seems not to be registered. */
    UNREGISTERED,
    /** The times cannot be told, so nothing was stored. */
    CLOCK,
    /** There were more rows than we read. */
    CAPPED,
    FAILED;

    /** The word used in tables and answers. */
    String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** Whether somebody has to do something about it. */
  public boolean failed() {
    return Outcome.FAILED.word().equals(outcome)
        || Outcome.CLOCK.word().equals(outcome)
        || Outcome.CAPPED.word().equals(outcome);
  }

  public boolean unregistered() {
    return Outcome.UNREGISTERED.word().equals(outcome);
  }

  /** Leaves no trace of who paid, as it has none. */
  @Override
  public String toString() {
    return "PullRun " + shortCode + " " + outcome;
  }
}
