package tillsight.ui.client;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One payment with everything that vouches for it. */
public record PaymentDetail(
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
    long reversedCents,
    @Nullable String transactionType,
    @Nullable Long balanceCents,
    @Nullable List<String> flags,
    @Nullable Long delaySeconds,
    @Nullable List<Evidence> provenance,
    @Nullable List<Reversal> reversals) {

  /** One message that told of the payment. */
  public record Evidence(
      String kind, Instant receivedAt, @Nullable String outcome, @Nullable String source) {}

  /** Money that went back. */
  public record Reversal(
      String receipt, long amountCents, @Nullable Instant reversedAt, @Nullable String source) {}
}
