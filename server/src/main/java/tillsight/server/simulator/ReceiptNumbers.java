package tillsight.server.simulator;

import java.time.LocalDate;
import java.time.LocalDateTime;

/**
 * Receipts as M-PESA makes them: three characters for the Nairobi date, then seven that are unique
 * on that date.
 */
final class ReceiptNumbers {

  private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  private static final long SPACE = 78_364_164_096L; // 36^7
  // A prime, so stepping by it visits every number once; small enough for the product to fit.
  private static final long STRIDE = 179_424_673L;
  private static final long REVERSALS = 100_000_000L;
  private static final long MOMENTS = 1_000_000_000L;
  private static final long MOMENT_NANOS = 2_000;
  private static final long OWN = 45_000_000_000L;
  // The highest number times the stride must still fit.
  private static final int OWN_A_SECOND_MAX = 70_000;

  private final long seed;

  ReceiptNumbers(long seed) {
    this.seed = seed;
  }

  /** Of the payment with this place in the order of its day. */
  String ofPayment(LocalDate date, int place) {
    return text(date, place);
  }

  /** Of what gives back a payment that has this place in the order of an earlier day. */
  String ofReversal(LocalDate date, LocalDate paid, int place) {
    var days = date.toEpochDay() - paid.toEpochDay();
    return text(date, REVERSALS * (1 + days) + place);
  }

  /** Of a payment outside the day's plan; two of them are at least two microseconds apart. */
  String ofMoment(LocalDateTime moment) {
    return text(moment.toLocalDate(), MOMENTS + moment.toLocalTime().toNanoOfDay() / MOMENT_NANOS);
  }

  /** Of something that M-PESA itself numbers, such as what is asked of it through Daraja. */
  String ofOwn(LocalDateTime moment, int number) {
    var second = (long) moment.toLocalTime().toSecondOfDay() * OWN_A_SECOND_MAX;
    return text(moment.toLocalDate(), OWN + second + number % OWN_A_SECOND_MAX);
  }

  private String text(LocalDate date, long number) {
    var characters = new char[10];
    characters[0] = (char) ('A' + Math.floorMod(date.getYear() - 2006, 26));
    characters[1] = (char) ('A' + date.getMonthValue() - 1);
    characters[2] = DIGITS.charAt(date.getDayOfMonth());
    var start = Math.floorMod(seed * 0x9E3779B97F4A7C15L + date.toEpochDay() * 7_777_777L, SPACE);
    var rest = (number * STRIDE % SPACE + start) % SPACE;
    for (var i = characters.length - 1; i > 2; i--) {
      characters[i] = DIGITS.charAt((int) (rest % 36));
      rest /= 36;
    }
    return new String(characters);
  }
}
