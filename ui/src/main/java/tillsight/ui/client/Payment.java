package tillsight.ui.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One payment as a list shows it. */
public record Payment(
    String receipt,
    Instant paidAt,
    @Nullable Instant receivedAt,
    long amountCents,
    String till,
    @Nullable String tillName,
    @Nullable String channel,
    @Nullable String account,
    @Nullable String payerDisplay,
    @Nullable String payerKind,
    @Nullable String firstName,
    @Nullable String customerId,
    @Nullable String source,
    String revenue,
    long reversedCents) {

  public boolean isRevenue() {
    return "yes".equals(revenue);
  }
}
