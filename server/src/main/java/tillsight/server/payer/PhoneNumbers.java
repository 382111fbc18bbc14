package tillsight.server.payer;

import java.util.regex.Pattern;

/** Keeps phone numbers that people type into free text out of what is stored in the clear. */
public final class PhoneNumbers {

  // With a prefix only: nine bare digits are as likely a customer's or a meter's number.
  private static final Pattern NUMBER =
      Pattern.compile("(?<![0-9])(?:\\+?254|0)([17])[0-9]{5}([0-9]{3})(?![0-9])");

  /** The same text with the middle of each Kenyan mobile number hidden, as M-PESA hides it. */
  public static String hide(String text) {
    return text.length() < 10 ? text : NUMBER.matcher(text).replaceAll("254$1 ***** $2");
  }

  private PhoneNumbers() {}
}
