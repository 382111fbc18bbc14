package tillsight.ui.client;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something out of the ordinary in a till's day, with the balances that show it. */
public record Finding(
    String kind,
    boolean explained,
    Instant at,
    @Nullable Instant until,
    @Nullable Long amountCents,
    String sentence,
    @Nullable List<String> receipts,
    @Nullable String quarantineId,
    @Nullable Mark before,
    @Nullable Mark after,
    @Nullable String remedy) {

  /** A payment next to what was found: its amount, and the balance of the account after it. */
  public record Mark(
      String receipt, Instant paidAt, @Nullable Long balanceCents, @Nullable Long amountCents) {}
}
