package tillsight.server.reconciliation;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tillsight.server.business.Business;
import tillsight.server.business.Till;
import tillsight.server.callback.PullLine;

/**
 * Tells which till a transaction belongs to, which Pull does not say: the till that was pulled, the
 * only one that can be meant, or nobody knows. Never the first that fits. Pure.
 */
final class PullTills {

  private final Business business;
  private final Optional<Till> pulled;
  private final String code;
  private final boolean shared;

  /**
   * @param code the short code that was pulled
   * @param told tills of those payments in the answer that the ledger holds already: if another is
   *     among them, the answer is not about the pulled till alone
   */
  PullTills(Business business, String code, Collection<Integer> told) {
    this.business = business;
    this.code = code;
    this.pulled = business.till(code);
    this.shared = pulled.map(till -> !Set.of(till.id()).containsAll(told)).orElse(true);
  }

  Optional<Till> of(PullLine line) {
    if (line.isSettlement()) {
      return settledInto();
    }
    if (!line.isCustomers()) {
      return pulled.or(this::settledInto);
    }
    var own = pulled.filter(till -> !isHeadOffice(till) && fits(line, till));
    if (own.isPresent() && !shared) {
      return own;
    }
    var fitting = business.tills().stream().filter(till -> fits(line, till)).toList();
    var below = fitting.stream().filter(till -> code.equals(till.headOffice())).toList();
    if (below.size() > 1) {
      return Optional.empty();
    }
    return only(below).or(() -> only(fitting)).or(() -> itself(fitting));
  }

  /** A head office that has no Paybill beside it is paid under its own number. */
  private Optional<Till> itself(List<Till> fitting) {
    return fitting.isEmpty() ? pulled : Optional.empty();
  }

  /** What leaves a till arrives at its head office. */
  private Optional<Till> settledInto() {
    var offices = business.tills().stream().filter(PullTills::isHeadOffice).toList();
    return pulled
        .filter(PullTills::isHeadOffice)
        .or(() -> pulled.map(Till::headOffice).flatMap(business::till))
        .or(() -> only(offices))
        .or(() -> pulled);
  }

  private static boolean fits(PullLine line, Till till) {
    return switch (till.kind()) {
      case PAYBILL -> !line.isBuyGoods();
      case BUY_GOODS -> !line.isPayBill();
      case HEAD_OFFICE -> false;
    };
  }

  private static boolean isHeadOffice(Till till) {
    return till.kind() == Till.Kind.HEAD_OFFICE;
  }

  private static Optional<Till> only(List<Till> tills) {
    return tills.size() == 1 ? Optional.of(tills.getFirst()) : Optional.empty();
  }
}
