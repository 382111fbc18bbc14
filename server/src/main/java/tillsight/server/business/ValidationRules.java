package tillsight.server.business;

import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * What a business answers when M-PESA asks whether a payment may go through.
 *
 * @param accounts accepted account references, upper case and trimmed; empty accepts any
 * @param minimumCents smallest amount taken
 * @param maximumCents largest amount taken
 * @param blockedPayers pseudonyms of payers who are refused
 * @param onFailure the answer when we cannot decide
 */
public record ValidationRules(
    Set<String> accounts,
    long minimumCents,
    long maximumCents,
    Set<UUID> blockedPayers,
    OnFailure onFailure) {

  /** M-PESA's own limits (KES 1 and 250,000) and nothing else. */
  public static final ValidationRules NONE =
      new ValidationRules(Set.of(), 1_00, 250_000_00, Set.of(), OnFailure.ACCEPT);

  /** Keep the sale, or keep out what was not checked. */
  public enum OnFailure {
    ACCEPT,
    REJECT
  }

  /** The words of the apply file, for its error messages. */
  public static final List<String> ON_FAILURE_WORDS = List.of("accept", "reject");
}
