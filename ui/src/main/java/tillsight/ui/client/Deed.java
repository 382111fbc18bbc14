package tillsight.ui.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Something that somebody did, as the audit log keeps it. */
public record Deed(
    Instant at, String actor, String action, @Nullable String subject, @Nullable String reason) {}
