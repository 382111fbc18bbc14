package tillsight.server.access;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** That somebody decided something, and about what. */
public record AuditEntry(
    @JsonIgnore long id,
    Instant at,
    String actor,
    String action,
    String subject,
    @Nullable String reason) {}
