package tillsight.server.payer;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes a business's pseudonyms of payers: nobody else's, and not to be turned back. */
public final class PayerKey {

  // A Mac costs more to look up than to use, and there is one payer in every callback.
  private static final ThreadLocal<Mac> MAC = ThreadLocal.withInitial(PayerKey::mac);
  private static final ThreadLocal<MessageDigest> SHA256 =
      ThreadLocal.withInitial(PayerKey::sha256);
  private static final HexFormat HEX = HexFormat.of();

  /**
   * The first 128 bits of HMAC-SHA256(key of the business, evidence).
   *
   * @param evidence what is known of the payer, such as {@code sha256:} and the hex digest of the
   *     number
   */
  public static UUID pseudonym(byte[] businessKey, String evidence) {
    try {
      var mac = MAC.get();
      mac.init(new SecretKeySpec(businessKey, "HmacSHA256"));
      var bytes = ByteBuffer.wrap(mac.doFinal(evidence.getBytes(UTF_8)));
      return new UUID(bytes.getLong(), bytes.getLong());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What a plain number of 12 digits proves: the same as its hash, so that the two join. */
  public static String evidenceOfNumber(String number) {
    return evidenceOfHash(HEX.formatHex(SHA256.get().digest(number.getBytes(US_ASCII))));
  }

  /**
   * What a hash sent by Daraja proves.
   *
   * @param hash SHA-256 of the 12-digit number, 64 hex digits
   */
  public static String evidenceOfHash(String hash) {
    return "sha256:" + hash.toLowerCase(Locale.ROOT);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Mac mac() {
    try {
      return Mac.getInstance("HmacSHA256");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private PayerKey() {}
}
