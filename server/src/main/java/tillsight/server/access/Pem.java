package tillsight.server.access;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;

/** Certificates in PEM form, as they are handed out. */
public final class Pem {

  private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
  private static final int RSA_BITS_MIN = 1024;

  /**
   * The first certificate in a text.
   *
   * @throws IllegalArgumentException if there is none or its key is not RSA; the message goes on
   *     after the name of the text, and does not repeat it
   */
  public static X509Certificate certificate(String text) {
    var start = text.indexOf(BEGIN);
    if (start < 0) {
      throw new IllegalArgumentException(
          "is no certificate in PEM form; it begins with "
              + BEGIN
              + " (convert a .cer file with:"
              + " openssl x509 -inform der)");
    }
    try {
      var bytes = text.substring(start).strip().getBytes(US_ASCII);
      var certificate =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(bytes));
      if (certificate.getPublicKey() instanceof RSAPublicKey key
          && key.getModulus().bitLength() >= RSA_BITS_MIN) {
        return certificate;
      }
      throw new IllegalArgumentException(
          "has no RSA key; get Safaricom's certificate for passwords from its portal");
    } catch (CertificateException e) {
      throw new IllegalArgumentException("is damaged; copy the whole certificate again", e);
    }
  }

  private Pem() {}
}
