package tillsight.server.callback;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A callback that was acknowledged but not booked.
 *
 * @param source what kind of callback it was: confirmation, stk, pull, statement, csv, result
 * @param till amountCents and paidAt too: as far as they could be read
 * @param evidence what was found out since
 * @param decision the reason that was given
 */
public record Quarantined(
    UUID id,
    Instant receivedAt,
    String source,
    @Nullable String receipt,
    String reason,
    String detail,
    String state,
    @Nullable String till,
    @Nullable Long amountCents,
    @Nullable Instant paidAt,
    @Nullable Evidence evidence,
    @Nullable Instant decidedAt,
    @Nullable String decidedBy,
    @Nullable String decision) {

  /** What was found out, and when. */
  public record Evidence(String sentence, Instant at) {}

  public boolean open() {
    return state.equals("open");
  }
}
