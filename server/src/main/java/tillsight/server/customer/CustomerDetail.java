package tillsight.server.customer;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import tillsight.server.payment.PaymentLine;

/** A customer with their latest payments, their months and their tills. */
public record CustomerDetail(
    @JsonUnwrapped Customer customer,
    List<PaymentLine> payments,
    List<Month> byMonth,
    List<AtTill> tills) {

  /** What they spent in a month, named like 2026-03. */
  public record Month(String month, long purchases, long spendCents) {}

  /** What they spent at a till. */
  public record AtTill(String till, String name, long purchases, long spendCents) {}
}
