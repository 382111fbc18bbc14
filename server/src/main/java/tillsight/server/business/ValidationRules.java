package tillsight.server.business;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What a business answers when M-PESA asks whether a payment may go through.
 *
 * @param accounts accepted account references, upper case and without spaces; empty accepts any
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

  public ValidationRules {
    accounts =
        accounts.stream().map(ValidationRules::plain).collect(Collectors.toUnmodifiableSet());
  }

  /** Whether an account is one of those; people type it by hand, in any case and spacing. */
  public boolean takes(String account) {
    return accounts.isEmpty() || accounts.contains(plain(account));
  }

  private static String plain(String account) {
    return account.replaceAll("[\\s\\p{Z}]+", "").toUpperCase(Locale.ROOT);
  }

  /** Keep the sale, or keep out what was not checked. */
  public enum OnFailure {
    ACCEPT,
    REJECT
  }

  /** The words of the apply file, for its error messages. */
  public static final List<String> ON_FAILURE_WORDS = List.of("accept", "reject");
}
