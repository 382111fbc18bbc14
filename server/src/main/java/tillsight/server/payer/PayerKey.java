package tillsight.server.payer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes a business's pseudonyms of payers: nobody else's, and not to be turned back. */
public final class PayerKey {

  // A Mac costs more to look up than to use, and there is one payer in every callback.
  private static final ThreadLocal<Mac> MAC = ThreadLocal.withInitial(PayerKey::mac);

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

  private static Mac mac() {
    try {
      return Mac.getInstance("HmacSHA256");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private PayerKey() {}
}
