package tillsight.server.simulator;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import tillsight.server.simulator.Dice.Subject;

/** Which payments are given back, and when: decided by the payment alone. */
final class Reversals {

  /** Longest time between a payment and its reversal. */
  static final int DAYS_MAX = 4;

  private static final LocalTime OPENS = LocalTime.of(8, 0);
  private static final LocalTime CLOSES = LocalTime.of(21, 0);
  private static final double SHORTEST_SECONDS = 240;
  private static final double LONGEST_SECONDS = 2.5 * 86_400;

  private final long seed;
  private final double share;
  private final ReceiptNumbers receipts;

  Reversals(long seed, double share) {
    this.seed = seed;
    this.share = share;
    receipts = new ReceiptNumbers(seed);
  }

  /** The reversals made on a date, in order of time. */
  List<SimulatedReversal> on(LocalDate date, Function<LocalDate, List<SimulatedPayment>> payments) {
    var reversals = new ArrayList<SimulatedReversal>();
    for (var paid = date.minusDays(DAYS_MAX); !paid.isAfter(date); paid = paid.plusDays(1)) {
      var all = payments.apply(paid);
      for (var place = 0; place < all.size(); place++) {
        var payment = all.get(place);
        var dice = Dice.of(seed, Subject.REVERSAL, payment.receipt());
        if (!payment.isCustomers() || !dice.falls(share)) {
          continue;
        }
        var at = moment(payment, dice);
        if (date(at).equals(date)) {
          var receipt = receipts.ofReversal(date, paid, place);
          reversals.add(reversal(payment, receipt, at));
        }
      }
    }
    reversals.sort(Comparator.comparing(SimulatedReversal::at));
    return reversals;
  }

  private static SimulatedReversal reversal(SimulatedPayment payment, String receipt, Instant at) {
    return new SimulatedReversal(
        at, receipt, payment.receipt(), payment.shortCode(), payment.amountCents());
  }

  /** Minutes to days later, as likely within the hour as within the week; in office hours. */
  private static Instant moment(SimulatedPayment payment, Dice dice) {
    var delay = SHORTEST_SECONDS * Math.pow(LONGEST_SECONDS / SHORTEST_SECONDS, dice.share());
    var asked = payment.paidAt().plusSeconds((long) delay).atOffset(WallTime.NAIROBI);
    var opening = asked.toLocalDate().atTime(OPENS).plusSeconds(dice.below(7200));
    if (asked.toLocalTime().isBefore(OPENS)) {
      return opening.toInstant(WallTime.NAIROBI);
    }
    if (asked.toLocalTime().isAfter(CLOSES)) {
      return opening.plusDays(1).toInstant(WallTime.NAIROBI);
    }
    return asked.toInstant();
  }

  private static LocalDate date(Instant at) {
    return at.atOffset(WallTime.NAIROBI).toLocalDate();
  }
}
