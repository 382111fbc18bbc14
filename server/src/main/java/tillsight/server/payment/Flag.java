package tillsight.server.payment;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Something worth knowing of a payment that is no reason to doubt it. Stored as one bit each. */
public enum Flag {
  /** The date encoded in the receipt is another than the stated one. */
  RECEIPT_DATE,
  /** Arrived more than a day after it was paid. */
  LATE,
  /** The payer identifier is of no known make. */
  OPAQUE_PAYER,
  /** A name was longer than any real one and has been shortened; the raw body has all of it. */
  NAME_SHORTENED,
  /** The transaction type is on no list. */
  UNLISTED_TYPE,
  /** Somebody accepted it out of quarantine. */
  FROM_QUARANTINE,
  /** Somebody decided whether it is takings. */
  DECIDED,
  /** Safaricom does not know the receipt: the confirmation may be forged. No takings. */
  DISOWNED;

  public int bit() {
    return 1 << ordinal();
  }

  /** The words for the bits that are set. */
  public static List<String> words(int bits) {
    return Arrays.stream(values())
        .filter(flag -> (bits & flag.bit()) != 0)
        .map(flag -> flag.name().toLowerCase(Locale.ROOT).replace('_', '-'))
        .toList();
  }
}
