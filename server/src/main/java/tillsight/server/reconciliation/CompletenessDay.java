package tillsight.server.reconciliation;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one business day of a till: how its payments came, what is missing, and what
 * proves that nothing else is.
 *
 * @param till its code
 * @param payments that arrived, but for settlements
 * @param received those that were told without having been asked for
 * @param matched those of them that something else vouches for as well
 * @param unexplained breaks in the balances that nothing explains
 * @param callbacks whether any confirmation arrived
 */
public record CompletenessDay(
    String till,
    LocalDate date,
    Status status,
    int payments,
    long grossCents,
    int received,
    @JsonIgnore int matched,
    int recoveredByPull,
    int recoveredByStatement,
    int unexplained,
    long unexplainedCents,
    int conflicts,
    int reversals,
    int settlements,
    @Nullable Double delayP50Seconds,
    @Nullable Double delayP99Seconds,
    boolean callbacks,
    Extent pull,
    Extent statement,
    String balances,
    @Nullable Instant provenAt,
    @Nullable String provenBy,
    @JsonIgnore int tillId) {

  /** What all of it amounts to. */
  public enum Status {
    /** An independent witness shows that nothing is missing, and nothing is unexplained. */
    PROVEN,
    /** Nothing proves it yet. */
    OPEN,
    /** Something is unexplained or contradicts itself. */
    GAP,
    /** Nothing happened, and nothing proves that. */
    NONE;

    @com.fasterxml.jackson.annotation.JsonValue
    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** How much of the day a witness saw. */
  public enum Extent {
    COMPLETE,
    PARTIAL,
    NONE;

    @com.fasterxml.jackson.annotation.JsonValue
    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  @JsonProperty
  public int recovered() {
    return recoveredByPull + recoveredByStatement;
  }

  /** A day of which nothing is known. */
  static CompletenessDay nothing(int tillId, String till, LocalDate date) {
    return new CompletenessDay(
        till,
        date,
        Status.NONE,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        null,
        null,
        false,
        Extent.NONE,
        Extent.NONE,
        "unknown",
        null,
        null,
        tillId);
  }
}
