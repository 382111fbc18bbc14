package tillsight.server.reconciliation;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tillsight.server.reconciliation.Finding.Kind;

/**
 * Says what breaks in the balances of a till most likely were, and how sure that is. Pure; for one
 * pass over the links of an account in their order.
 */
final class Breaks {

  /** How far the clock of the head office may be from that of the till. */
  private static final Duration SWEEP_APART = Duration.ofMinutes(10);

  /** What moving money to the head office or the bank may cost at most. */
  private static final long CHARGE_CENTS_MAX = 200_00;

  private static final int NAMED_MAX = 3;

  private final Wording wording;
  private final List<AccountStep> sweeps;
  private final List<AccountStep> payments;
  private final Set<String> swept = new HashSet<>();

  /**
   * What a break was.
   *
   * @param sure whether known facts explain all of it
   */
  record Explained(List<Finding> findings, boolean sure) {}

  /**
   * @param sweeps what arrived at the head office and names this till as where it came from
   * @param payments of this till that may have been given back
   */
  Breaks(Wording wording, List<AccountStep> sweeps, List<AccountStep> payments) {
    this.wording = wording;
    this.sweeps = sweeps;
    this.payments = payments;
  }

  /** The amounts that payments would have for a break to be one that was given back. */
  static Set<Long> amountsGivenBack(List<ChainLink> links) {
    var amounts = new HashSet<Long>();
    links.stream()
        .filter(link -> link.restCents() < 0)
        .forEach(link -> amounts.add(-link.restCents()));
    return amounts;
  }

  Explained explain(ChainLink link) {
    if (link.holds()) {
      return new Explained(List.of(), true);
    }
    var moved = sweptIn(link);
    var rest = link.restCents() + moved;
    if (rest == 0) {
      return new Explained(List.of(), true);
    }
    if (rest > 0) {
      return new Explained(List.of(missed(link, rest)), false);
    }
    return new Explained(
        List.of(moved > 0 && isCharge(-rest, moved) ? charged(link, rest) : left(link, rest)),
        false);
  }

  /** What is known to have gone to the head office in between. */
  private long sweptIn(ChainLink link) {
    var near =
        sweeps.stream()
            .filter(sweep -> !swept.contains(sweep.receipt()))
            .filter(sweep -> isIn(link, sweep.at()))
            .toList();
    var exact = near.stream().filter(sweep -> sweep.amountCents() == -link.restCents()).findFirst();
    var taken = exact.map(List::of).orElseGet(() -> certain(link, near));
    taken.forEach(sweep -> swept.add(sweep.receipt()));
    return taken.stream().mapToLong(AccountStep::amountCents).sum();
  }

  /** Clocks may differ by minutes: what fits about as well elsewhere is left for there. */
  private static List<AccountStep> certain(ChainLink link, List<AccountStep> near) {
    return near.stream()
        .filter(
            sweep ->
                link.contains(sweep.at())
                    || (link.restCents() < 0
                        && -link.restCents() >= sweep.amountCents()
                        && isCharge(-link.restCents() - sweep.amountCents(), sweep.amountCents())))
        .toList();
  }

  private static boolean isIn(ChainLink link, Instant at) {
    return !at.isBefore(link.earlier().at().minus(SWEEP_APART))
        && !at.isAfter(link.later().at().plus(SWEEP_APART));
  }

  private static boolean isCharge(long cents, long of) {
    return cents <= Math.max(CHARGE_CENTS_MAX, of / 100);
  }

  private Finding missed(ChainLink link, long cents) {
    return Finding.of(
        Kind.MISSED_PAYMENT,
        false,
        link,
        cents,
        "%s came in %s, and nothing has told of it: probably a payment whose confirmation was lost."
            .formatted(Wording.kes(cents), when(link)),
        "Pull the short code now. What Pull does not bring, the statement of this day names.");
  }

  private Finding charged(ChainLink link, long cents) {
    return Finding.of(
        Kind.CHARGE,
        true,
        link,
        cents,
        "%s more left the account %s than arrived at the head office: probably what settling costs."
            .formatted(Wording.kes(cents), when(link)),
        "");
  }

  private Finding left(ChainLink link, long cents) {
    var remaining = link.later().before();
    if (wording.isAtNight(link.earlier().at(), link.later().at())
        && remaining <= link.earlier().after() / 10) {
      return withdrawn(link, cents);
    }
    var givenBack = givenBack(link, -cents);
    if (!givenBack.isEmpty()) {
      return reversed(link, cents, givenBack);
    }
    if (remaining == 0) {
      return withdrawn(link, cents);
    }
    return isShareOfLast(link, -cents) ? feeOfLast(link, cents) : unexplained(link, cents);
  }

  private Finding withdrawn(ChainLink link, long cents) {
    return Finding.of(
        Kind.WITHDRAWAL,
        true,
        link,
        cents,
        "%s left the account %s, down to %s: probably a withdrawal or the nightly settlement."
            .formatted(Wording.kes(cents), when(link), Wording.kes(link.later().before())),
        "The statement of this day says for certain.");
  }

  private List<String> givenBack(ChainLink link, long cents) {
    return payments.stream()
        .filter(paid -> paid.amountCents() == cents && !paid.at().isAfter(link.later().at()))
        .sorted(Comparator.comparing(AccountStep::at).reversed())
        .limit(NAMED_MAX)
        .map(AccountStep::receipt)
        .toList();
  }

  private Finding reversed(ChainLink link, long cents, List<String> receipts) {
    var which =
        receipts.size() == 1
            ? "the amount of " + receipts.getFirst()
            : "the amount of %s and others".formatted(receipts.getFirst());
    return Finding.of(
            Kind.REVERSAL,
            false,
            link,
            cents,
            "%s left the account %s, just %s: it looks as if that payment was given back, and nobody said so."
                .formatted(Wording.kes(cents), when(link), which),
            "Ask Safaricom about %s, or upload the statement of this day: it names the reversal."
                .formatted(receipts.getFirst()))
        .about(receipts);
  }

  /** A fee is a small part of the payment that it is taken for. */
  private static boolean isShareOfLast(ChainLink link, long cents) {
    return cents * 50 <= link.earlier().amountCents();
  }

  private Finding feeOfLast(ChainLink link, long cents) {
    return Finding.of(
            Kind.CHARGE,
            true,
            link,
            cents,
            "%s left the account %s, after a payment of %s: probably a charge."
                .formatted(
                    Wording.kes(cents), when(link), Wording.kes(link.earlier().amountCents())),
            "")
        .about(List.of(link.earlier().receipt()));
  }

  private Finding unexplained(ChainLink link, long cents) {
    return Finding.of(
        Kind.UNEXPLAINED,
        false,
        link,
        cents,
        "%s left the account %s, and nothing that is known explains it."
            .formatted(Wording.kes(cents), when(link)),
        "Upload the statement of this day; it names every movement.");
  }

  private String when(ChainLink link) {
    return wording.between(link.earlier().at(), link.later().at());
  }
}
