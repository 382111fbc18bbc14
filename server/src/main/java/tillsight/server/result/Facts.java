package tillsight.server.result;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tillsight.server.request.DarajaRequest;

/**
 * What is known already of the things that a result is about, at the moment it is settled.
 *
 * @param receivedAt when the result came
 * @param asked what it answers; null when nobody here asked, or nobody can tell
 * @param payment the payment it is about; null when the ledger does not have it
 * @param reversal a reversal that the ledger has under the receipt of the one it tells
 * @param ownIsPayment the receipt of the reversal it tells is that of a payment
 * @param open quarantined callbacks it may say something about
 * @param onlyPaybill the account when nothing says which
 */
record Facts(
    Instant receivedAt,
    @Nullable DarajaRequest asked,
    @Nullable Booked payment,
    @Nullable Netted reversal,
    boolean ownIsPayment,
    List<Open> open,
    @Nullable String onlyPaybill) {

  /**
   * A payment as the ledger has it.
   *
   * @param shortCodes every number its till goes by
   * @param reversedCents how much of it went back already
   */
  record Booked(
      String receipt,
      long amountCents,
      Instant paidAt,
      String till,
      List<String> shortCodes,
      boolean disowned,
      long reversedCents) {

    long rest() {
      return amountCents - reversedCents;
    }
  }

  /** A reversal as the ledger has it. */
  record Netted(String original, long amountCents) {}

  /** A quarantined callback: what it says, as far as it could be read. */
  record Open(
      UUID id,
      @Nullable String receipt,
      @Nullable Long amountCents,
      @Nullable Instant paidAt,
      List<String> shortCodes) {}

  Facts {
    open = List.copyOf(open);
  }

  /** Whether it answers a request of this kind. */
  boolean asked(DarajaRequest.Kind kind) {
    return asked != null && asked.kind() == kind;
  }
}
