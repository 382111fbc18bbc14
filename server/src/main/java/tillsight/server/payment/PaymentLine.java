package tillsight.server.payment;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A payment as it is shown in a list.
 *
 * @param channel kind of the till it came to
 * @param payerDisplay what a person may call the payer: never more than a masked number
 * @param customerId null for payers nobody can tell apart, and for callers who see no customers
 */
public record PaymentLine(
    String receipt,
    Instant paidAt,
    Instant receivedAt,
    long amountCents,
    String till,
    String tillName,
    String channel,
    String account,
    String payerDisplay,
    String payerKind,
    String firstName,
    @Nullable UUID customerId,
    String source,
    String revenue,
    long reversedCents,
    @JsonIgnore int tillId,
    @JsonIgnore UUID callbackId) {

  /** The same without the link to the customer, for those who may not follow it. */
  public PaymentLine withoutCustomer() {
    return new PaymentLine(
        receipt,
        paidAt,
        receivedAt,
        amountCents,
        till,
        tillName,
        channel,
        account,
        payerDisplay,
        payerKind,
        firstName,
        null,
        source,
        revenue,
        reversedCents,
        tillId,
        callbackId);
  }
}
