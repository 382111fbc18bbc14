package tillsight.server.callback;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tillsight.server.payer.PayerEvidence;

/** What a callback turned out to say. */
public sealed interface Callback {

  /** Money arrived, and everything needed to book it can be read. */
  record Paid(Confirmation confirmation) implements Callback {}

  /** It has a receipt, but something about it needs a person's look before it counts. */
  record Doubtful(Doubt doubt, Draft draft) implements Callback {}

  /** The customer, or M-PESA, said no: an attempt that brought no money. */
  record Declined(String code) implements Callback {}

  /** Nothing in it can be identified. */
  record Unreadable(String why) implements Callback {}

  /**
   * The facts of a payment, each readable.
   *
   * @param receipt trimmed, upper case, of M-PESA's form
   * @param flags bits of {@link tillsight.server.payment.Flag}
   */
  record Confirmation(
      String receipt,
      long amountCents,
      Instant paidAt,
      String shortCode,
      String transactionType,
      String account,
      String firstName,
      PayerEvidence payer,
      @Nullable Long balanceCents,
      int flags) {}

  /** As much of a doubtful payment as could be read. */
  record Draft(
      @Nullable String receipt,
      @Nullable Long amountCents,
      @Nullable Instant paidAt,
      @Nullable String shortCode,
      String transactionType,
      String account,
      String firstName,
      PayerEvidence payer,
      @Nullable Long balanceCents,
      int flags) {}
}
