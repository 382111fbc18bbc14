package tillsight.server.payer;

import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a payment tells of its payer. Total: whatever stands in MSISDN, an evidence comes out.
 *
 * @param text the best evidence there is, never shown or logged; null when there is none
 * @param mask the number with its middle hidden, for people to recognise; null where only a hash
 *     came
 */
public record PayerEvidence(PayerForm form, @Nullable String text, @Nullable String mask) {

  /** Nobody. */
  public static final PayerEvidence NONE = new PayerEvidence(PayerForm.NONE, null, null);

  private static final int TOKEN_CHARS_MAX = 200;
  private static final Pattern MASK = Pattern.compile("\\+?\\d{2,9}[*xX]{2,10}\\d{1,6}");
  private static final Pattern HASH = Pattern.compile("[0-9a-fA-F]{64}");

  /**
   * Reads a payer as Daraja names them (daraja.md 3.4).
   *
   * @param msisdn a number, a mask, a hash, anything else, or nothing
   * @param firstName tells masked payers apart a little better than the mask alone
   */
  public static PayerEvidence of(@Nullable String msisdn, String firstName) {
    if (msisdn == null || msisdn.isBlank()) {
      return NONE;
    }
    var given = msisdn.strip();
    var number = number(given);
    if (number != null) {
      return new PayerEvidence(PayerForm.PLAIN, PayerKey.evidenceOfNumber(number), hide(number));
    }
    if (given.length() == 64 && HASH.matcher(given).matches()) {
      return new PayerEvidence(PayerForm.SHA256, PayerKey.evidenceOfHash(given), null);
    }
    var mask = given.replace(" ", "");
    if (MASK.matcher(mask).matches()) {
      return new PayerEvidence(
          PayerForm.MASKED, "mask:" + mask + "|" + firstName.toUpperCase(Locale.ROOT), given);
    }
    var token = given.substring(0, Math.min(given.length(), TOKEN_CHARS_MAX));
    return new PayerEvidence(PayerForm.OPAQUE, "opaque:" + token, null);
  }

  /** The payer's pseudonym at a business; null for nobody. */
  public @Nullable UUID pseudonym(byte[] businessKey) {
    return text == null ? null : PayerKey.pseudonym(businessKey, text);
  }

  /**
   * The 12 digits of a Kenyan mobile number, however it was written: {@code 2547..}, {@code 07..},
   * {@code +254 7..}, {@code 7..}, and the newer 01 series. Null for anything else.
   */
  static @Nullable String number(String given) {
    var digits = new StringBuilder(12);
    for (var i = 0; i < given.length(); i++) {
      var c = given.charAt(i);
      if (c >= '0' && c <= '9') {
        digits.append(c);
      } else if (c != ' ' && c != '-' && !(c == '+' && i == 0)) {
        return null;
      }
    }
    var bare =
        switch (digits.length()) {
          case 9 -> digits.toString();
          case 10 -> digits.charAt(0) == '0' ? digits.substring(1) : "";
          case 12 -> digits.indexOf("254") == 0 ? digits.substring(3) : "";
          default -> "";
        };
    return bare.startsWith("7") || bare.startsWith("1") ? "254" + bare : null;
  }

  private static String hide(String number) {
    return number.substring(0, 4) + " ***** " + number.substring(9);
  }

  /** Leaves the evidence out: it identifies a person. */
  @Override
  public String toString() {
    return "PayerEvidence " + form;
  }
}
