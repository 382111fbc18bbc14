package tillsight.server.business;

import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The part of a callback address that nobody can guess. Safaricom refuses some words anywhere in an
 * address, so a token must not spell one even by chance.
 */
public final class CallbackToken {

  /** No vowels and no c, m, q, s: none of the forbidden words can be spelled without them. */
  private static final String ALPHABET = "0123456789bdfghjklnprtvwxyz";

  private static final int LENGTH = 30;
  private static final int LENGTH_MIN = 22;
  private static final int LENGTH_MAX = 200;
  private static final Pattern URL_SAFE = Pattern.compile("[A-Za-z0-9_-]+");
  private static final List<String> FORBIDDEN =
      List.of("m-pesa", "mpesa", "safaricom", "exec", "exe", "cmd", "sql", "query");

  /** A new one, of 142 random bits. */
  public static String make() {
    return new SecureRandom()
        .ints(LENGTH, 0, ALPHABET.length())
        .mapToObj(ALPHABET::charAt)
        .collect(StringBuilder::new, StringBuilder::append, StringBuilder::append)
        .toString();
  }

  /**
   * Checks one that a person has chosen. Messages leave the token out.
   *
   * @throws IllegalArgumentException if it could be guessed or Safaricom would refuse it
   */
  public static String checked(String token) {
    if (token.length() < LENGTH_MIN || token.length() > LENGTH_MAX) {
      throw new IllegalArgumentException(
          "has %d characters; give it %d to %d, or leave it out and one is made"
              .formatted(token.length(), LENGTH_MIN, LENGTH_MAX));
    }
    if (!URL_SAFE.matcher(token).matches()) {
      throw new IllegalArgumentException(
          "has characters that are not safe in an address; use letters, digits, - and _ only");
    }
    forbiddenWord(token)
        .ifPresent(
            word -> {
              throw new IllegalArgumentException(
                  "contains '%s', which Safaricom refuses in addresses; choose another, or leave it"
                          .formatted(word)
                      + " out and one is made");
            });
    return token;
  }

  /** The first word in an address that Safaricom refuses there, in any case. */
  public static Optional<String> forbiddenWord(String address) {
    var lower = address.toLowerCase(Locale.ROOT);
    return FORBIDDEN.stream().filter(lower::contains).findFirst();
  }

  private CallbackToken() {}
}
