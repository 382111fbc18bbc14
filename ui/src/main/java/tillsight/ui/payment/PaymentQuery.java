package tillsight.ui.payment;

import com.vaadin.flow.router.QueryParameters;
import java.util.Set;
import tillsight.ui.client.Payment;
import tillsight.ui.client.Question;
import tillsight.ui.common.Clock;
import tillsight.ui.common.Filter;

/**
 * Which payments are looked at: the filter of the page, what is searched for, and of which kind.
 */
record PaymentQuery(Filter filter, String search, String revenue) {

  static final int SEARCH_CHARS_MAX = 100;
  private static final Set<String> KINDS = Set.of("yes", "review", "no");

  static PaymentQuery of(Filter filter, QueryParameters address) {
    var search = address.getSingleParameter("q").orElse("").strip();
    var revenue = address.getSingleParameter("revenue").filter(KINDS::contains).orElse("");
    return new PaymentQuery(
        filter, search.substring(0, Math.min(search.length(), SEARCH_CHARS_MAX)), revenue);
  }

  /** Whether the totals of the range are the totals of this list. */
  boolean isWholeRange() {
    return search.isEmpty() && (revenue.isEmpty() || revenue.equals("yes"));
  }

  /** Whether a payment that has just happened belongs in the list; only the server can search. */
  boolean includes(Payment payment, Clock clock) {
    return search.isEmpty()
        && (revenue.isEmpty() || revenue.equals(payment.revenue()))
        && filter.range().includes(clock.day(payment.paidAt()));
  }

  Question page(String cursor, int limit) {
    return filter
        .question()
        .with("q", search)
        .with("revenue", revenue)
        .with("cursor", cursor)
        .with("limit", limit);
  }
}
