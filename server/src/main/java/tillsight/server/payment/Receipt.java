package tillsight.server.payment;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** What can be said of an M-PESA receipt number. */
public final class Receipt {

  /** M-PESA's clock: East Africa Time, which has no summer time. */
  public static final ZoneOffset EAT = ZoneOffset.ofHours(3);

  private static final int CHARS_MIN = 8;
  private static final int CHARS_MAX = 12;
  private static final int YEAR_OF_A = 2006;

  /** Whether a receipt, trimmed and in upper case, has the form of M-PESA's. */
  public static boolean isValid(String receipt) {
    if (receipt.length() < CHARS_MIN || receipt.length() > CHARS_MAX) {
      return false;
    }
    for (var i = 0; i < receipt.length(); i++) {
      var c = receipt.charAt(i);
      if (!(c >= 'A' && c <= 'Z') && !(c >= '0' && c <= '9')) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether the date in a receipt is within a day of the stated one. The encoding is observed, not
   * documented (daraja.md 3.7): year letter, month letter, day 1-9 then A-V. True when unreadable.
   */
  public static boolean fitsDate(String receipt, Instant paidAt) {
    var encoded = date(receipt);
    if (encoded == null) {
      return true;
    }
    var stated = LocalDate.ofInstant(paidAt, EAT);
    return Math.abs(ChronoUnit.DAYS.between(encoded, stated)) <= 1;
  }

  private static @Nullable LocalDate date(String receipt) {
    var year = receipt.charAt(0) - 'A';
    var month = receipt.charAt(1) - 'A';
    var third = receipt.charAt(2);
    var day = third <= '9' ? third - '0' : third - 'A' + 10;
    if (year < 0 || month < 0) {
      return null;
    }
    try {
      return LocalDate.of(YEAR_OF_A + year, month + 1, day);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private Receipt() {}
}
