package tillsight.server.daraja;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.crypto.Cipher;

/** A certificate as Safaricom hands them out, and the private key that only Safaricom has. */
public record TestCertificate(String pem, PrivateKey key) {

  private static final String PASSWORD = "changeit";

  /** Makes one with the JDK's own tool, valid for so many days from a start such as -10d. */
  public static TestCertificate make(String algorithm, String start, int days) {
    try {
      var store = Files.createTempDirectory("certificate").resolve("keys.p12");
      keytool(store, algorithm, start, days);
      var keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
      Files.delete(store);
      Files.delete(store.getParent());
      var encoded =
          Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII))
              .encodeToString(keys.getCertificate("a").getEncoded());
      return new TestCertificate(
          "-----BEGIN CERTIFICATE-----\n" + encoded + "\n-----END CERTIFICATE-----\n",
          (PrivateKey) keys.getKey("a", PASSWORD.toCharArray()));
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void keytool(Path store, String algorithm, String start, int days)
      throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "a",
                "-dname",
                "CN=test",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                store.toString(),
                "-keyalg",
                algorithm,
                "-startdate",
                start,
                "-validity",
                Integer.toString(days)));
    try {
      var process = new ProcessBuilder(command).redirectErrorStream(true).start();
      var said = new String(process.getInputStream().readAllBytes(), US_ASCII);
      if (process.waitFor() != 0) {
        throw new IOException(said);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /** What was encrypted with the certificate. */
  public String open(String credential) {
    try {
      var cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
      cipher.init(Cipher.DECRYPT_MODE, key);
      return new String(cipher.doFinal(Base64.getDecoder().decode(credential)), US_ASCII);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
