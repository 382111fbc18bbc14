package tillsight.ui.client;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What the event stream says of the day so far. */
public record Today(
    LocalDate date,
    long payments,
    long grossCents,
    long averageCents,
    long customers,
    long newCustomers,
    @Nullable Instant asOf) {}
