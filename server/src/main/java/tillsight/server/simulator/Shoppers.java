package tillsight.server.simulator;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import tillsight.server.simulator.Dice.Subject;
import tillsight.server.simulator.Outlet.Kind;
import tillsight.server.simulator.Shopper.Habit;

/**
 * The regular customers of a shop: they join, come at a rhythm of their own, and one day stay away.
 *
 * <p>A shop opens with the population it can keep, so its trade neither grows nor starves.
 */
final class Shoppers {

  /** Share of all payments that is made by people who come once. */
  static final double PASSERS_BY = 0.022;

  private static final double PAYBILL = 0.06;
  private static final double SHORT_STAY = 90;
  private static final double LONG_STAY = 640;
  private static final double MEAN_STAY = (SHORT_STAY + LONG_STAY) / 2;

  private final long seed;
  private final Profile profile;
  private final PhoneNumbers phones;
  private final double[] tillTotals;
  private final double[] paybillTotals;
  private final List<Shopper> joined = new ArrayList<>();
  private long through;

  Shoppers(long seed, Profile profile) {
    this.seed = seed;
    this.profile = profile;
    phones = new PhoneNumbers(seed);
    tillTotals = totals(Kind.BUY_GOODS);
    paybillTotals = totals(Kind.PAYBILL);
    through = profile.opened().toEpochDay() - 1;
  }

  /** The customers whom the shop has on a date. */
  synchronized List<Shopper> on(LocalDate date) {
    var day = date.toEpochDay();
    while (through < day) {
      admit(++through);
    }
    return joined.stream().filter(shopper -> shopper.isHere(day)).toList();
  }

  /** Someone who comes once and is not seen again. */
  Shopper passerBy(LocalDate date, long number, Dice dice) {
    // Passers-by are numbered from the top down, regulars from the bottom up.
    var person = 999_999 - Math.floorMod(number, 700_000);
    var habit = dice.falls(0.05) ? Habit.ORDERS : Habit.WALK_IN;
    return shopper(person, habit, date.toEpochDay(), date.toEpochDay() + 1, dice);
  }

  private void admit(long day) {
    var arrivals = Dice.of(seed, Subject.ARRIVAL, day, 0);
    var opening = day == profile.opened().toEpochDay();
    for (var habit : Habit.values()) {
      var all = crowd(habit);
      var coming = opening ? (int) Math.round(all) : arrivals.poisson(all / MEAN_STAY);
      for (var i = 0; i < coming; i++) {
        var id = joined.size();
        var dice = Dice.of(seed, Subject.SHOPPER, id, 0);
        // Of those who are here at any moment, most belong to the long stayers.
        var stays = dice.falls(opening ? LONG_STAY / (2 * MEAN_STAY) : 0.5);
        var stay = Math.ceil(dice.exponential(stays ? LONG_STAY : SHORT_STAY));
        joined.add(shopper(id, habit, day, day + (long) stay, dice));
      }
    }
  }

  private Shopper shopper(int id, Habit habit, long from, long to, Dice dice) {
    var atTill = habit == Habit.WALK_IN ? tillTotals.length > 0 : paybillTotals.length == 0;
    var outlet = dice.pick(atTill ? tillTotals : paybillTotals);
    var trade = profile.outlets().get(outlet).trade();
    var scale = habit == Habit.WHOLESALE ? 3.5 : habit == Habit.MONTHLY ? 2.2 : 1;
    return new Shopper(
        id,
        habit,
        from,
        to,
        rate(habit, dice),
        outlet,
        Math.log(trade.basket * scale) + 0.6 * dice.gaussian(),
        trade.second(dice),
        phones.of(id),
        Names.of(dice));
  }

  private static double rate(Habit habit, Dice dice) {
    // Nobody comes more than twice a day for long.
    return Double.isInfinite(habit.shape)
        ? habit.rate
        : Math.min(2, dice.gamma(habit.shape, habit.rate));
  }

  /** How many customers of a habit it takes to make its share of the profile's payments. */
  private double crowd(Habit habit) {
    var paybill = paybillTotals.length == 0 ? 0 : tillTotals.length == 0 ? 1 : PAYBILL;
    var share =
        switch (habit) {
          case WALK_IN -> 1 - paybill;
          case ORDERS -> 0.5 * paybill;
          case WHOLESALE -> 0.4 * paybill;
          case MONTHLY -> 0.1 * paybill;
        };
    return share * profile.paymentsADay() * (1 - PASSERS_BY) / habit.rate;
  }

  /** Weights by which customers choose among the outlets of a kind; none if there are none. */
  private double[] totals(Kind kind) {
    var outlets = profile.outlets();
    if (outlets.stream().noneMatch(outlet -> outlet.kind() == kind)) {
      return new double[0];
    }
    return Dice.totals(
        outlets.stream()
            .mapToDouble(outlet -> outlet.kind() == kind ? outlet.trade().busy : 0)
            .toArray());
  }
}
