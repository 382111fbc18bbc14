package tillsight.server.callback;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A callback that was acknowledged but not booked.
 *
 * @param till amountCents and paidAt too: as far as they could be read
 * @param decision the reason that was given
 */
public record Quarantined(
    UUID id,
    Instant receivedAt,
    @Nullable String receipt,
    String reason,
    String detail,
    String state,
    @Nullable String till,
    @Nullable Long amountCents,
    @Nullable Instant paidAt,
    @Nullable Instant decidedAt,
    @Nullable String decidedBy,
    @Nullable String decision) {

  public boolean open() {
    return state.equals("open");
  }
}
