package tillsight.server.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals what must not be read in a dump of the database: AES-256-GCM under TILLSIGHT_SECRETS_KEY.
 *
 * <p>A sealed value is one version byte, 12 bytes of nonce, then ciphertext and tag. Its purpose is
 * authenticated with it, so that one kind of secret cannot be passed off as another.
 */
public final class Seal {

  private static final byte VERSION = 1;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int HEAD_BYTES = 1 + NONCE_BYTES;

  /** What a sealed value is for. */
  public enum Purpose {
    CALLBACK_BODY,
    CALLBACK_TOKEN,
    CHECKOUT,
    DARAJA_CREDENTIALS,
    DARAJA_TOKEN,
    DIRECTORY,
    PAYER_KEY;

    private final byte[] label = name().getBytes(UTF_8);
  }

  private final SecretKeySpec master;
  private final SecretKeySpec key;
  private final ThreadLocal<Sealing> sealing;

  public Seal(byte[] secretsKey) {
    this.master = new SecretKeySpec(secretsKey, "HKDF");
    this.key = new SecretKeySpec(derive("seal"), "AES");
    this.sealing = ThreadLocal.withInitial(Sealing::new);
  }

  /** A key of 32 bytes for another use, which tells nothing about this one. */
  public byte[] derive(String use) {
    try {
      return KDF.getInstance("HKDF-SHA256")
          .deriveData(
              HKDFParameterSpec.ofExtract()
                  .addIKM(master)
                  .thenExpand(("tillsight " + use).getBytes(UTF_8), 32));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK lacks HKDF-SHA256; use a JDK 25", e);
    }
  }

  public byte[] seal(Purpose purpose, byte[] plain) {
    return sealing.get().seal(purpose, plain);
  }

  /**
   * Opens what {@link #seal} made.
   *
   * @throws IllegalArgumentException if it was sealed with another key or has been changed
   */
  public byte[] open(Purpose purpose, byte[] sealed) {
    try {
      if (sealed.length < HEAD_BYTES || sealed[0] != VERSION) {
        throw new GeneralSecurityException("sealed in a way that this version does not know");
      }
      var cipher = Cipher.getInstance("AES/GCM/NoPadding");
      var nonce = Arrays.copyOfRange(sealed, 1, HEAD_BYTES);
      cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(purpose.label);
      return cipher.doFinal(sealed, HEAD_BYTES, sealed.length - HEAD_BYTES);
    } catch (GeneralSecurityException | IndexOutOfBoundsException e) {
      throw new IllegalArgumentException(
          "a sealed value does not open; is TILLSIGHT_SECRETS_KEY the one it was sealed with?", e);
    }
  }

  /**
   * One thread's cipher. Its nonces are 8 random bytes and a counter: as good as random ones and
   * far cheaper, which matters at one per callback.
   */
  private final class Sealing {
    private final Cipher cipher = aesGcm();
    private final ByteBuffer nonce = ByteBuffer.allocate(NONCE_BYTES);
    private int count;

    private byte[] seal(Purpose purpose, byte[] plain) {
      try {
        if (count == 0) {
          new SecureRandom().nextBytes(nonce.array());
        }
        nonce.putInt(NONCE_BYTES - Integer.BYTES, count++);
        cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, nonce.array()));
        cipher.updateAAD(purpose.label);
        var sealed = new byte[HEAD_BYTES + cipher.getOutputSize(plain.length)];
        sealed[0] = VERSION;
        nonce.get(0, sealed, 1, NONCE_BYTES);
        cipher.doFinal(plain, 0, plain.length, sealed, HEAD_BYTES);
        return sealed;
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("this JDK lacks AES-GCM", e);
      }
    }

    private static Cipher aesGcm() {
      try {
        return Cipher.getInstance("AES/GCM/NoPadding");
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("this JDK lacks AES-GCM", e);
      }
    }
  }
}
