package tillsight.ui.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A customer as the list of the best ones shows them. */
public record Customer(
    String id,
    String display,
    @Nullable String firstName,
    String kind,
    boolean approximate,
    @Nullable Instant lastPaidAt,
    long recencyDays,
    long purchases,
    long spendCents) {}
