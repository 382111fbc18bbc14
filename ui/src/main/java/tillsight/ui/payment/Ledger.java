package tillsight.ui.payment;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tillsight.ui.client.Listing;
import tillsight.ui.client.Payment;

/**
 * The payments of a question as far as somebody has scrolled: pages are fetched as they come near.
 */
final class Ledger {

  static final int PAGE = 100;
  static final int ROWS_MAX = 10_000;

  private final Function<String, Listing<Payment>> page;
  private final List<Payment> rows = new ArrayList<>();
  private final Set<String> receipts = new HashSet<>();
  private @Nullable String next;

  /** Begins with a first page; further ones come from the function, by their cursor. */
  Ledger(Listing<Payment> first, Function<String, Listing<Payment>> page) {
    this.page = page;
    append(first);
  }

  /** The rows from an offset on. May ask the server. */
  List<Payment> rows(int offset, int limit) {
    while (rows.size() < offset + limit && next != null && rows.size() < ROWS_MAX) {
      append(page.apply(next));
    }
    var from = Math.min(offset, rows.size());
    return List.copyOf(rows.subList(from, Math.min(offset + limit, rows.size())));
  }

  /** Puts a payment that has just happened on top. Tells whether it was new here. */
  boolean arrive(Payment payment) {
    if (!receipts.add(payment.receipt())) {
      return false;
    }
    rows.addFirst(payment);
    return true;
  }

  int known() {
    return rows.size();
  }

  boolean isComplete() {
    return next == null;
  }

  private void append(Listing<Payment> listing) {
    listing.items().stream().filter(p -> receipts.add(p.receipt())).forEach(rows::add);
    next = listing.next();
  }
}
