package tillsight.server.simulator;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The ways in which M-PESA names a payer to a business. */
public enum PayerForm {
  PLAIN,
  /** C2B version 2: {@code 2547 ***** 126}. */
  MASKED,
  /** C2B version 1: the unsalted SHA-256 of the 12 digits. */
  SHA256;

  /** The MSISDN field for a phone number; organisations have none. */
  public String of(String phone) {
    if (phone.isEmpty()) {
      return "";
    }
    return switch (this) {
      case PLAIN -> phone;
      case MASKED -> phone.substring(0, 4) + " ***** " + phone.substring(9);
      case SHA256 -> sha256(phone);
    };
  }

  private static String sha256(String phone) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(phone.getBytes(US_ASCII));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
