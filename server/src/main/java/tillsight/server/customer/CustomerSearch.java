package tillsight.server.customer;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tillsight.server.http.Cursor;
import tillsight.server.payment.PayerDisplay;

/**
 * Which customers are looked for.
 *
 * @param until the day up to which recency is counted
 * @param text what the user typed: a first name, part of a masked number, or "Customer 3F2A"
 * @param cursor where the page before ended
 */
public record CustomerSearch(
    int businessId,
    Collection<Integer> tills,
    Instant start,
    Instant end,
    LocalDate until,
    ZoneId zone,
    @Nullable String text,
    Sort sort,
    @Nullable Cursor cursor,
    int limit) {

  public static final int CURSOR_PARTS = 2;

  /** What comes first. */
  public enum Sort {
    SPEND,
    RECENT;

    /** The name of its cursors, so that one order's do not fit the other's. */
    public String cursorList() {
      return "customers-" + name().toLowerCase(Locale.ROOT);
    }
  }

  /** The beginning of the pseudonym, if the text is a short name made from one. */
  @Nullable String pseudonym() {
    var prefix = PayerDisplay.CUSTOMER.length();
    return text != null
            && text.length() > prefix
            && text.regionMatches(true, 0, PayerDisplay.CUSTOMER, 0, prefix)
        ? text.substring(prefix).strip().toLowerCase(Locale.ROOT)
        : null;
  }
}
