package tillsight.server.statement;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A statement that was loaded, is being loaded, or was refused, and what it brought.
 *
 * @param account which account of the short code it tells of, as far as it says
 * @param periodTo the first moment after its period
 * @param rows all of its rows: recovered, known, quarantined, reversals, movements and skipped
 * @param totalsMatch null when it states no totals, or while nobody knows
 */
public record Statement(
    UUID id,
    String fileName,
    @Nullable String format,
    @Nullable String till,
    @Nullable String account,
    String uploadedBy,
    Instant uploadedAt,
    String state,
    @Nullable String detail,
    List<Complaint> complaints,
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

  /** What is wrong with a line of it, and how to put it right. */
  public record Complaint(long line, String problem) {}
}
