package tillsight.ui.client;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement of the M-PESA portal that somebody uploaded, and what it brought. */
public record Statement(
    String id,
    String fileName,
    @Nullable String format,
    @Nullable String till,
    @Nullable String account,
    String uploadedBy,
    Instant uploadedAt,
    String state,
    @Nullable String detail,
    @Nullable List<Complaint> complaints,
    @Nullable Instant periodFrom,
    @Nullable Instant periodTo,
    long rows,
    long rowsDone,
    long recovered,
    long known,
    long quarantined,
    long reversals,
    long movements,
    long skipped,
    long paidInCents,
    long withdrawnCents,
    @Nullable Long statedPaidInCents,
    @Nullable Long statedWithdrawnCents,
    @Nullable Long openingCents,
    @Nullable Long closingCents,
    @Nullable Boolean totalsMatch,
    @Nullable Instant finishedAt) {

  /** What is wrong with one line of the file. */
  public record Complaint(long line, String problem) {}

  /** Whether the server is still at it. */
  public boolean isRunning() {
    return "checking".equals(state) || "loading".equals(state);
  }

  public boolean isDone() {
    return "done".equals(state);
  }

  public boolean isRefused() {
    return "refused".equals(state);
  }
}
