package tillsight.server.payer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes the pseudonyms that payers are known by. The same evidence gives the same pseudonym within
 * a business, another one in every other business, and nobody without the key can tell from whom.
 */
public final class PayerKey {

  private static final String HMAC = "HmacSHA256";

  /**
   * The first 128 bits of the keyed hash of what is known about a payer.
   *
   * @param evidence from {@link #evidenceOfNumber} or {@link #evidenceOfHash}, or another with its
   *     own prefix
   */
  public static UUID pseudonym(byte[] businessKey, String evidence) {
    try {
      var mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(businessKey, HMAC));
      var bits = ByteBuffer.wrap(mac.doFinal(evidence.getBytes(UTF_8)));
      return new UUID(bits.getLong(), bits.getLong());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK lacks " + HMAC, e);
    }
  }

  /** What a plain number of 12 digits (254…) proves: the same as its hash. */
  public static String evidenceOfNumber(String number) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(number.getBytes(UTF_8));
      return evidenceOfHash(HexFormat.of().formatHex(digest));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK lacks SHA-256", e);
    }
  }

  /** What Safaricom's SHA-256 of a number (64 lower-case hex digits) proves. */
  public static String evidenceOfHash(String hash) {
    return "sha256:" + hash;
  }

  private PayerKey() {}
}
