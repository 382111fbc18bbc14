package tillsight.ui.client;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A callback of the quarantine beside what is booked, and what was done about it. */
public record DoubtDetail(
    Doubt item,
    Facts said,
    @Nullable Facts booked,
    @Nullable String raw,
    @Nullable String bookedRaw,
    List<String> differences,
    List<Deed> history) {

  /** What one side says of the payment; the last three only of what is booked. */
  public record Facts(
      @Nullable Long amountCents,
      @Nullable Instant paidAt,
      @Nullable String till,
      @Nullable String account,
      @Nullable String firstName,
      @Nullable String payerDisplay,
      @Nullable String transactionType,
      @Nullable String receipt,
      @Nullable String source,
      @Nullable Instant receivedAt) {}
}
