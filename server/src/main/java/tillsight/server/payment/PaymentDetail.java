package tillsight.server.payment;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One payment with everything that vouches for it and everything that took it back. */
public record PaymentDetail(
    @JsonUnwrapped PaymentLine line,
    String transactionType,
    @Nullable Long balanceCents,
    List<String> flags,
    long delaySeconds,
    List<Witness> provenance,
    List<TakenBack> reversals,
    List<Asked> requests) {

  /** Something that arrived and named this receipt. */
  public record Witness(String kind, Instant receivedAt, String outcome, String source) {}

  /** Money of it that went back. */
  public record TakenBack(String receipt, long amountCents, Instant reversedAt, String source) {}

  /**
   * Something that Daraja was asked about it.
   *
   * @param kind stk, status or reversal
   * @param state sent, done, failed or timed-out
   * @param result what came of it, in a sentence; null as long as nothing has
   */
  public record Asked(String kind, String state, Instant at, String by, @Nullable String result) {}

  /** The same without the account's balance, for those who see only what they took. */
  public PaymentDetail withoutBalance() {
    return new PaymentDetail(
        line, transactionType, null, flags, delaySeconds, provenance, reversals, requests);
  }

  public PaymentDetail withoutCustomer() {
    return new PaymentDetail(
        line.withoutCustomer(),
        transactionType,
        balanceCents,
        flags,
        delaySeconds,
        provenance,
        reversals,
        requests);
  }
}
