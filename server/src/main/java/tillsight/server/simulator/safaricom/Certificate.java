package tillsight.server.simulator.safaricom;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;

/** Writes an X.509 certificate, which the JDK can only read. */
final class Certificate {

  private static final String SUBJECT = "Simulated Daraja";
  private static final int LINE = 64;
  private static final int SEQUENCE = 0x30;
  private static final int SET = 0x31;
  private static final int INTEGER = 0x02;
  private static final int BITS = 0x03;
  private static final int OBJECT = 0x06;
  private static final int UTF8 = 0x0C;
  private static final int UTC_TIME = 0x17;
  private static final byte[] NULL = {0x05, 0x00};
  // 1.2.840.113549.1.1.11
  private static final byte[] SHA256_WITH_RSA = {
    0x2A, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xF7, 0x0D, 0x01, 0x01, 0x0B
  };
  // 2.5.4.3
  private static final byte[] COMMON_NAME = {0x55, 0x04, 0x03};

  private Certificate() {}

  /** In PEM. */
  static String selfSigned(PublicKey open, PrivateKey closed) throws GeneralSecurityException {
    var algorithm = der(SEQUENCE, der(OBJECT, SHA256_WITH_RSA), NULL);
    var name =
        der(
            SEQUENCE,
            der(
                SET,
                der(SEQUENCE, der(OBJECT, COMMON_NAME), der(UTF8, SUBJECT.getBytes(US_ASCII)))));
    var validity =
        der(
            SEQUENCE,
            der(UTC_TIME, "200101000000Z".getBytes(US_ASCII)),
            der(UTC_TIME, "491231235959Z".getBytes(US_ASCII)));
    var serial = der(INTEGER, BigInteger.ONE.toByteArray());
    var content = der(SEQUENCE, serial, algorithm, name, validity, name, open.getEncoded());
    var signature = Signature.getInstance("SHA256withRSA");
    signature.initSign(closed);
    signature.update(content);
    return pem(der(SEQUENCE, content, algorithm, der(BITS, new byte[] {0}, signature.sign())));
  }

  private static String pem(byte[] der) {
    var text = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN CERTIFICATE-----\n" + text + "\n-----END CERTIFICATE-----\n";
  }

  /** A value with its tag and length. */
  private static byte[] der(int tag, byte[]... parts) {
    var content = new ByteArrayOutputStream();
    for (var part : parts) {
      content.writeBytes(part);
    }
    var value = new ByteArrayOutputStream();
    value.write(tag);
    var length = content.size();
    if (length < 0x80) {
      value.write(length);
    } else if (length < 0x100) {
      value.write(0x81);
      value.write(length);
    } else {
      value.write(0x82);
      value.write(length >> 8);
      value.write(length);
    }
    value.writeBytes(content.toByteArray());
    return value.toByteArray();
  }
}
