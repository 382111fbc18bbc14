package tillsight.server.payment;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tillsight.server.payer.PayerForm;

/**
 * Money that arrived, as the ledger will keep it.
 *
 * @param payerId pseudonym of the payer; null for nobody
 * @param mask the payer's number with its middle hidden; null where only a hash came
 * @param balanceCents balance of the account afterwards; null when it was not stated
 * @param flags bits of {@link Flag}
 */
public record Payment(
    int tillId,
    String receipt,
    long amountCents,
    Instant paidAt,
    @Nullable UUID payerId,
    PayerForm payerForm,
    @Nullable String mask,
    String firstName,
    String account,
    String transactionType,
    @Nullable Long balanceCents,
    Revenue revenue,
    int flags) {

  /** The same payment with something more worth knowing. */
  public Payment with(Flag flag) {
    return new Payment(
        tillId,
        receipt,
        amountCents,
        paidAt,
        payerId,
        payerForm,
        mask,
        firstName,
        account,
        transactionType,
        balanceCents,
        revenue,
        flags | flag.bit());
  }
}
