package tillsight.ui.client;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How much of what was paid is proven to be in the books, till by till and day by day. */
public record Completeness(
    List<Day> items,
    List<Proof> tills,
    long matched,
    long recovered,
    long unexplained,
    @Nullable Double completeness) {

  /** One till on one day: what arrived, what had to be recovered, and who vouches for it. */
  public record Day(
      String till,
      LocalDate date,
      String status,
      long payments,
      long grossCents,
      long received,
      long recovered,
      long recoveredByPull,
      long recoveredByStatement,
      long unexplained,
      long unexplainedCents,
      long conflicts,
      long reversals,
      long settlements,
      @Nullable Double delayP50Seconds,
      @Nullable Double delayP99Seconds,
      boolean callbacks,
      String pull,
      String statement,
      String balances,
      @Nullable Instant provenAt,
      @Nullable String provenBy) {

    public boolean isGap() {
      return "gap".equals(status);
    }

    public boolean isOpen() {
      return "open".equals(status);
    }

    public boolean isProven() {
      return "proven".equals(status);
    }
  }

  /** How far one till is proven, and what stands in the way. */
  public record Proof(
      String till,
      @Nullable Instant provenUntil,
      @Nullable LocalDate provenSince,
      @Nullable Double pullLagHours,
      @Nullable String alert) {}
}
