package tillsight.server.business;

import java.util.regex.Pattern;

/** The password of an API operator, which Daraja takes encrypted and for 90 days. */
public final class OperatorPassword {

  private static final Pattern GARBLED = Pattern.compile("[@.()]");

  /** Whether it has a character that is known not to arrive at Daraja as it was sent. */
  public static boolean isGarbled(String password) {
    return GARBLED.matcher(password).find();
  }

  /** Checks one that a person has given; the message leaves it out. */
  static String checked(String password) {
    if (isGarbled(password)) {
      throw new IllegalArgumentException(
          "has one of @ . ( ), which Daraja garbles; set another on the M-PESA portal");
    }
    return password;
  }

  private OperatorPassword() {}
}
