package tillsight.server.callback;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that is held, with all that helps to decide about it.
 *
 * @param said what it says
 * @param booked what the ledger has under its receipt
 * @param raw its raw form, fit to be shown
 * @param bookedRaw that of what booked the other
 * @param differences in what the two differ: amount, till, paidAt
 */
public record QuarantinedDetail(
    Quarantined item,
    Said said,
    @Nullable Booked booked,
    String raw,
    @Nullable String bookedRaw,
    List<String> differences,
    List<Step> history) {

  /** What a callback says, as far as it could be read. */
  public record Said(
      @Nullable Long amountCents,
      @Nullable Instant paidAt,
      @Nullable String till,
      @Nullable String account,
      @Nullable String firstName,
      @Nullable String payerDisplay,
      @Nullable String transactionType) {}

  /** What the ledger says, and who told it. */
  public record Booked(
      long amountCents,
      Instant paidAt,
      String till,
      String account,
      @Nullable String firstName,
      @Nullable String payerDisplay,
      String transactionType,
      String receipt,
      String source,
      Instant receivedAt) {}

  /** Something that was decided about it. */
  public record Step(Instant at, String actor, String action, @Nullable String reason) {}
}
