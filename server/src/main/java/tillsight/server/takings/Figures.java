package tillsight.server.takings;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What some tills took in a range, and from how many people.
 *
 * @param customers distinct payers, of whatever kind
 * @param approximateCustomers how many of them are known by a masked number only
 * @param newCustomers those whose first payment ever to the business lies in the range
 * @param identifiedShare share of the payments whose payer is known exactly
 */
public record Figures(
    LocalDate from,
    LocalDate to,
    long payments,
    long grossCents,
    long netCents,
    long averageCents,
    long customers,
    long approximateCustomers,
    long newCustomers,
    long returningCustomers,
    double repeatRate,
    long reversals,
    long reversedCents,
    double identifiedShare,
    Instant asOf) {

  /** The figures of a range beside those it is compared with. */
  public record Compared(@JsonUnwrapped Figures figures, @Nullable Figures compare) {}

  /** Cents per payment, half up; nothing for none. */
  static long average(long cents, long payments) {
    return payments == 0 ? 0 : Math.floorDiv(2 * cents + payments, 2 * payments);
  }

  static double share(long part, long whole) {
    return whole == 0 ? 0 : Math.min(1.0, (double) part / whole);
  }
}
