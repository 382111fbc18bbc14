package tillsight.ui.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One till with what it took in the range. */
public record Till(
    String code,
    String kind,
    String name,
    @Nullable Long branchId,
    @Nullable String branch,
    @Nullable String headOffice,
    @Nullable String storeNumber,
    @Nullable Instant lastPaymentAt,
    long payments,
    long grossCents,
    @Nullable Taken compare) {

  /** Whether customers pay here; a head office only receives what its tills sweep into it. */
  public boolean isOutlet() {
    return !kind.equals("head-office");
  }

  /** The same figures of the range that is compared with. */
  public record Taken(long payments, long grossCents) {}
}
