package tillsight.server.simulator;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tillsight.server.simulator.Dice.Subject;
import tillsight.server.simulator.Outlet.Kind;

/**
 * M-PESA's accounts of a shop: each day starts from the same float, each payment and reversal moves
 * a balance, and at night every till's takings, less the charge, go to its head office.
 */
final class Books {

  /** What a till pays Safaricom for its takings, in ten-thousandths. */
  static final long CHARGE = 55;

  private static final int SWEEPS_BEGIN = 23 * 3600 + 600;
  // Below the numbers of reversals, above any place a day's payment can have.
  private static final int SWEEP_PLACE = 50_000_000;

  private final long seed;
  private final Profile profile;
  private final ReceiptNumbers receipts;

  Books(long seed, Profile profile) {
    this.seed = seed;
    this.profile = profile;
    receipts = new ReceiptNumbers(seed);
  }

  /** The payments of a date with their balances, the night's sweeps behind them. */
  List<SimulatedPayment> close(
      LocalDate date, List<SimulatedPayment> payments, List<SimulatedReversal> reversals) {
    var balances = new HashMap<String, Long>();
    var closed = new ArrayList<SimulatedPayment>(payments.size() + profile.outlets().size());
    var reversed = 0;
    for (var payment : payments) {
      while (reversed < reversals.size()
          && reversals.get(reversed).at().isBefore(payment.paidAt())) {
        giveBack(reversals.get(reversed++), balances);
      }
      closed.add(payment.withBalance(add(balances, payment.shortCode(), payment.amountCents())));
    }
    while (reversed < reversals.size()) {
      giveBack(reversals.get(reversed++), balances);
    }
    sweep(date, balances, closed);
    return closed;
  }

  private void giveBack(SimulatedReversal reversal, Map<String, Long> balances) {
    add(balances, reversal.shortCode(), -reversal.amountCents());
  }

  private long add(Map<String, Long> balances, String code, long cents) {
    return balances.merge(code, floor(code) + cents, (balance, _) -> balance + cents);
  }

  /** What stays in an account overnight. */
  private long floor(String code) {
    return 2_000_00L + Dice.of(seed, Subject.ACCOUNT, code).below(30_000_00);
  }

  private void sweep(LocalDate date, Map<String, Long> balances, List<SimulatedPayment> closed) {
    var at = date.atStartOfDay().plusSeconds(SWEEPS_BEGIN).toInstant(Visits.NAIROBI);
    var place = SWEEP_PLACE;
    for (var outlet : profile.outlets()) {
      var takings = balances.getOrDefault(outlet.code(), 0L) - floor(outlet.code());
      var headOffice = outlet.headOffice();
      at = at.plusSeconds(37);
      if (outlet.kind() == Kind.BUY_GOODS && headOffice != null && takings > 0) {
        var amount = takings - (takings * CHARGE + 5_000) / 10_000;
        var balance = add(balances, headOffice, amount);
        closed.add(sweep(at, receipts.ofPayment(date, place++), outlet, amount, balance));
      }
    }
  }

  private SimulatedPayment sweep(
      Instant at, String receipt, Outlet outlet, long amount, long balance) {
    return new SimulatedPayment(
        at,
        receipt,
        String.valueOf(outlet.headOffice()),
        amount,
        SimulatedPayment.ORGANISATION,
        outlet.code(),
        "OK",
        "",
        PersonName.organisation(profile.name().toUpperCase(Locale.ROOT)),
        balance);
  }
}
