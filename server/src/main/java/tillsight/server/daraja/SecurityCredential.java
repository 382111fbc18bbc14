package tillsight.server.daraja;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Optional;
import javax.crypto.Cipher;
import tillsight.server.access.Pem;
import tillsight.server.business.OperatorPassword;
import tillsight.server.daraja.DarajaRefusal.Why;

/** An API operator's password as Daraja wants it: encrypted with the environment's certificate. */
public final class SecurityCredential {

  /**
   * The password in the form of a request.
   *
   * @throws DarajaRefusal if password or certificate cannot be used; the remedy is named
   */
  public static String of(String password, String pemCertificate) {
    return of(password, pemCertificate, Instant.now());
  }

  static String of(String password, String pemCertificate, Instant now) {
    if (OperatorPassword.isGarbled(password)) {
      throw new DarajaRefusal(Why.PASSWORD_CHARACTERS);
    }
    var certificate = certificate(pemCertificate);
    problem(certificate, now)
        .ifPresent(
            refusal -> {
              throw refusal;
            });
    try {
      var cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
      cipher.init(Cipher.ENCRYPT_MODE, certificate.getPublicKey());
      return Base64.getEncoder().encodeToString(cipher.doFinal(password.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new DarajaRefusal(Why.CERTIFICATE_WRONG, null, "its key takes no password");
    }
  }

  static X509Certificate certificate(String pem) {
    try {
      return Pem.certificate(pem);
    } catch (IllegalArgumentException e) {
      throw new DarajaRefusal(Why.CERTIFICATE_WRONG, null, "it " + e.getMessage());
    }
  }

  /** Why a certificate cannot be used at a time, if it cannot. */
  static Optional<DarajaRefusal> problem(X509Certificate certificate, Instant now) {
    try {
      certificate.checkValidity(Date.from(now));
      return Optional.empty();
    } catch (CertificateExpiredException e) {
      return Optional.of(
          new DarajaRefusal(
              Why.CERTIFICATE_EXPIRED, null, "until " + certificate.getNotAfter().toInstant()));
    } catch (CertificateNotYetValidException e) {
      return Optional.of(
          new DarajaRefusal(
              Why.CERTIFICATE_WRONG,
              null,
              "valid only from " + certificate.getNotBefore().toInstant()));
    }
  }

  private SecurityCredential() {}
}
