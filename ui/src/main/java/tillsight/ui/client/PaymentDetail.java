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
    @Nullable List<Reversal> reversals,
    @Nullable List<Request> requests) {

  /** Whether Safaricom was asked to give it back, or a part of it, and has not answered yet. */
  public boolean isReversing() {
    return requests != null
        && requests.stream()
            .anyMatch(request -> request.kind().equals("reversal") && request.isUnderWay());
  }

  /** One message that told of the payment. */
  public record Evidence(
      String kind, Instant receivedAt, @Nullable String outcome, @Nullable String source) {}

  /** Money that went back. */
  public record Reversal(
      String receipt, long amountCents, @Nullable Instant reversedAt, @Nullable String source) {}

  /** Something that Safaricom was asked about it, and what came of it. */
  public record Request(
      String kind, String state, Instant at, @Nullable String by, @Nullable String result) {

    public boolean isUnderWay() {
      return state.equals("sent");
    }
  }
}
