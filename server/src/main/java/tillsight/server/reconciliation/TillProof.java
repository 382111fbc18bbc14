package tillsight.server.reconciliation;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * How far a till is proven.
 *
 * @param provenUntil up to here something shows that no payment is missing
 * @param provenSince the first day from which that is so without a hole
 * @param pullLagHours how long ago Pull last told all of its payments
 * @param alert a sentence, if somebody has to do something
 */
public record TillProof(
    String till,
    @Nullable Instant provenUntil,
    @Nullable LocalDate provenSince,
    @Nullable Double pullLagHours,
    @Nullable String alert) {

  static TillProof nothing(String till) {
    return new TillProof(till, null, null, null, null);
  }
}
