package tillsight.server.customer;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Someone who paid, and what they spent at the tills and in the time that were asked for.
 *
 * @param kind how surely they are one person: exact, masked or opaque
 * @param recencyDays business days since the last payment
 */
public record Customer(
    UUID id,
    String display,
    @Nullable String firstName,
    String kind,
    boolean approximate,
    Instant firstPaidAt,
    Instant lastPaidAt,
    long recencyDays,
    long purchases,
    long spendCents,
    @JsonUnwrapped Scores scores) {

  /** What the models say about a customer; nothing until they have run. */
  public record Scores(
      @Nullable Integer r,
      @Nullable Integer f,
      @Nullable Integer m,
      @Nullable String rfmSegment,
      @Nullable Double loyalty,
      @Nullable Double pAlive,
      @Nullable Double expectedPurchases12m,
      @Nullable Long lifetimeValue12mCents,
      @Nullable Integer cluster,
      @Nullable Double pc1,
      @Nullable Double pc2) {

    public static final Scores NONE =
        new Scores(null, null, null, null, null, null, null, null, null, null, null);
  }
}
