package tillsight.server.simulator;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import tillsight.server.simulator.Dice.Subject;
import tillsight.server.simulator.Outlet.Kind;

/**
 * Money that is not plainly a customer's: overdrafts at tills, and people who pay the Paybill from
 * their bank's app.
 */
final class Transfers {

  private static final double DAYS_BETWEEN_OVERDRAFTS = 12;
  private static final double BANK_TRANSFERS_A_DAY = 0.6;

  private final long seed;
  private final List<Outlet> outlets;
  private final Shoppers shoppers;

  Transfers(long seed, List<Outlet> outlets, Shoppers shoppers) {
    this.seed = seed;
    this.outlets = outlets;
    this.shoppers = shoppers;
  }

  List<SimulatedPayment> on(LocalDate date) {
    var day = new ArrayList<SimulatedPayment>();
    for (var i = 0; i < outlets.size(); i++) {
      var outlet = outlets.get(i);
      var dice = Dice.of(seed, Subject.TRANSFER, date.toEpochDay(), i);
      var fromBank = outlet.kind() == Kind.PAYBILL;
      var mean = fromBank ? BANK_TRANSFERS_A_DAY : 1 / DAYS_BETWEEN_OVERDRAFTS;
      for (var left = dice.poisson(mean); left > 0; left--) {
        var payer = shoppers.passerBy(date, date.toEpochDay() * 64 + 40 + left + 3L * i, dice);
        day.add(
            fromBank ? fromBank(outlet, payer, date, dice) : overdraft(outlet, payer, date, dice));
      }
    }
    return day;
  }

  private static SimulatedPayment fromBank(
      Outlet outlet, Shopper payer, LocalDate date, Dice dice) {
    return new SimulatedPayment(
        date.atStartOfDay().plusSeconds(Trade.ORDERS.second(dice)).toInstant(WallTime.NAIROBI),
        "",
        outlet.code(),
        dice.below(400) * 100_00L + 1000_00,
        SimulatedPayment.ORGANISATION,
        "WHS%04d".formatted(dice.below(400)),
        payer.name().full(),
        dice.falls(0.5) ? payer.phone() : "",
        PersonName.organisation("B2C SAVANNA TRUST BANK"),
        null);
  }

  private static SimulatedPayment overdraft(
      Outlet outlet, Shopper payer, LocalDate date, Dice dice) {
    return new SimulatedPayment(
        date.atStartOfDay().plusSeconds(outlet.trade().second(dice)).toInstant(WallTime.NAIROBI),
        "",
        outlet.code(),
        (1 + dice.below(60)) * 50_00L,
        SimulatedPayment.OVERDRAFT,
        "",
        "",
        payer.phone(),
        payer.name(),
        null);
  }
}
