package tillsight.ui.client;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** The figures of a range, and the same figures of the range it is compared with. */
public record Summary(
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
    @Nullable Instant asOf,
    @Nullable Summary compare) {}
