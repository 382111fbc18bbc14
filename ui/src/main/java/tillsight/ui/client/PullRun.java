package tillsight.ui.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One time that Safaricom's own list of a short code was fetched, and what it brought. */
public record PullRun(
    String id,
    String shortCode,
    String cause,
    Instant startedAt,
    @Nullable Instant finishedAt,
    Instant windowFrom,
    Instant windowTo,
    long pages,
    long rows,
    long known,
    long recovered,
    long held,
    @Nullable String clock,
    @Nullable Long clockSeconds,
    @Nullable String outcome,
    @Nullable String detail) {}
