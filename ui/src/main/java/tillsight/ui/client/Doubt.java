package tillsight.ui.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A callback that could not be booked and waits for a person, or waited. */
public record Doubt(
    String id,
    Instant receivedAt,
    @Nullable String receipt,
    String reason,
    @Nullable String detail,
    String state,
    @Nullable String till,
    @Nullable Long amountCents,
    @Nullable Instant paidAt,
    @Nullable Instant decidedAt,
    @Nullable String decidedBy,
    @Nullable String decision,
    @Nullable String source,
    @Nullable Evidence evidence) {

  /** What was found out since: the answer of Safaricom, for one. */
  public record Evidence(@Nullable String sentence, @Nullable Instant at) {}

  public boolean isOpen() {
    return "open".equals(state);
  }
}
