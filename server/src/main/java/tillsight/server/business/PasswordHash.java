package tillsight.server.business;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import java.util.regex.Pattern;

/** How passwords are kept: Argon2id in PHC string form, at OWASP's first recommendation. */
final class PasswordHash {

  static final int CHARACTERS_MIN = 10;
  static final int CHARACTERS_MAX = 1_000;

  private static final Argon2Function ARGON2 =
      Argon2Function.getInstance(19_456, 2, 1, 32, Argon2.ID);
  private static final int SALT_BYTES = 16;
  // The sizes are bounded, so that no hash can make a login take minutes or gigabytes.
  private static final Pattern PHC =
      Pattern.compile(
          "\\$argon2id\\$v=19\\$m=[1-9]\\d{1,6},t=[1-9]\\d?,p=[1-9]\\d?"
              + "\\$[A-Za-z0-9+/]{11,}\\$[A-Za-z0-9+/]{22,}");

  static String of(String password) {
    return Password.hash(password).addRandomSalt(SALT_BYTES).with(ARGON2).getResult();
  }

  static boolean matches(String password, String hash) {
    return Password.check(password, hash).with(Argon2Function.getInstanceFromHash(hash));
  }

  /** A password long enough to be hashed. */
  static String checkedPassword(String password) {
    if (password.length() < CHARACTERS_MIN || password.length() > CHARACTERS_MAX) {
      throw new IllegalArgumentException(
          "has %d characters; give it at least %d".formatted(password.length(), CHARACTERS_MIN));
    }
    return password;
  }

  /** A hash made elsewhere. */
  static String checkedHash(String hash) {
    if (!PHC.matcher(hash).matches()) {
      throw new IllegalArgumentException(
          "is no Argon2id hash; give it in the form $argon2id$v=19$m=19456,t=2,p=1$SALT$HASH, or"
              + " give a password");
    }
    return hash;
  }

  private PasswordHash() {}
}
