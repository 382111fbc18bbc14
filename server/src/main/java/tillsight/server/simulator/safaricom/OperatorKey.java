package tillsight.server.simulator.safaricom;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import tillsight.server.simulator.Dice;
import tillsight.server.simulator.Dice.Subject;

/**
 * The key that operators' passwords are sealed for, with the certificate that is handed out. Both
 * follow from the seed, so a certificate that was written down stays good. Making one takes about
 * half a second.
 */
public final class OperatorKey {

  private static final int PRIME_BYTES = 128;
  private static final BigInteger EXPONENT = BigInteger.valueOf(65_537);

  private final PrivateKey key;
  private final String certificate;

  private OperatorKey(PrivateKey key, String certificate) {
    this.key = key;
    this.certificate = certificate;
  }

  public static OperatorKey of(long seed) {
    try {
      var p = prime(Dice.of(seed, Subject.KEY, 0, 0));
      var q = prime(Dice.of(seed, Subject.KEY, 1, 0));
      var n = p.multiply(q);
      var pLess = p.subtract(BigInteger.ONE);
      var qLess = q.subtract(BigInteger.ONE);
      var d = EXPONENT.modInverse(pLess.multiply(qLess));
      var factory = KeyFactory.getInstance("RSA");
      PublicKey open = factory.generatePublic(new RSAPublicKeySpec(n, EXPONENT));
      PrivateKey closed =
          factory.generatePrivate(
              new RSAPrivateCrtKeySpec(
                  n, EXPONENT, d, p, q, d.mod(pLess), d.mod(qLess), q.modInverse(p)));
      return new OperatorKey(closed, Certificate.selfSigned(open, closed));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The certificate in PEM, to be given to those who seal passwords. */
  public String certificate() {
    return certificate;
  }

  /** The password in a security credential; empty if it was sealed for another key, or not. */
  Optional<String> open(String credential) {
    try {
      var cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
      cipher.init(Cipher.DECRYPT_MODE, key);
      var sealed = Base64.getDecoder().decode(credential);
      return Optional.of(new String(cipher.doFinal(sealed), UTF_8));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The next prime after a number that is drawn; it leaves the exponent an inverse. */
  private static BigInteger prime(Dice dice) {
    var bytes = new byte[PRIME_BYTES];
    for (var i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) dice.below(256);
    }
    // The two highest bits make the product as long as it should be.
    bytes[0] |= (byte) 0xC0;
    var prime = new BigInteger(1, bytes).nextProbablePrime();
    while (prime.mod(EXPONENT).equals(BigInteger.ONE)) {
      prime = prime.nextProbablePrime();
    }
    return prime;
  }
}
