package tillsight.server.simulator;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import tillsight.server.simulator.Dice.Subject;
import tillsight.server.simulator.Outlet.Kind;
import tillsight.server.simulator.Shopper.Habit;

/** Who comes to a shop on a date, what they pay and when; other people's transfers included. */
final class Visits {

  private static final int EARLIEST = 6 * 3600;
  private static final int LATEST = 22 * 3600 + 1799;

  private final long seed;
  private final List<Outlet> outlets;
  private final Profile profile;
  private final Shoppers shoppers;
  private final Transfers transfers;
  private final ReceiptNumbers receipts;

  Visits(long seed, Profile profile) {
    this.seed = seed;
    this.profile = profile;
    outlets = profile.outlets();
    shoppers = new Shoppers(seed, profile);
    transfers = new Transfers(seed, outlets, shoppers);
    receipts = new ReceiptNumbers(seed);
  }

  /** The payments of a date in order of time, their balances still open. */
  List<SimulatedPayment> on(LocalDate date) {
    if (date.isBefore(profile.opened())) {
      return List.of();
    }
    var trade = IntStream.range(0, outlets.size()).mapToDouble(i -> trade(i, date)).toArray();
    var day = new ArrayList<SimulatedPayment>();
    for (var shopper : shoppers.on(date)) {
      regular(shopper, date, trade[shopper.outlet()], day);
    }
    passersBy(date, trade, day);
    day.addAll(transfers.on(date));
    day.sort(Comparator.comparing(SimulatedPayment::paidAt));
    return IntStream.range(0, day.size())
        .mapToObj(place -> day.get(place).withReceipt(receipts.ofPayment(date, place)))
        .toList();
  }

  /** A payment made at a moment of the caller's choice, by anyone, on top of the day's plan. */
  SimulatedPayment at(LocalDateTime moment, List<Shopper> regulars) {
    var date = moment.toLocalDate();
    var nanos = moment.toLocalTime().toNanoOfDay();
    var dice = Dice.of(seed, Subject.RUSH, date.toEpochDay(), nanos);
    var shopper =
        regulars.isEmpty() || dice.falls(0.05)
            ? shoppers.passerBy(date, nanos / 1000, dice)
            : regulars.get(dice.below(regulars.size()));
    return payment(shopper, date, moment.toLocalTime().toSecondOfDay(), dice)
        .withReceipt(receipts.ofMoment(moment));
  }

  List<Shopper> regulars(LocalDate date) {
    return shoppers.on(date);
  }

  /** Trade at an outlet on a date: the calendar, the rain, and now and then a day without power. */
  private double trade(int outlet, LocalDate date) {
    var day = date.toEpochDay();
    var sky = Dice.of(seed, Subject.WEATHER, day, 0);
    var rains =
        switch (date.getMonth()) {
          case MARCH, APRIL, MAY, OCTOBER, NOVEMBER -> 0.22;
          default -> 0.04;
        };
    var rain = sky.falls(rains) ? 0.86 : 1.015;
    var place = outlets.get(outlet).branch();
    var here = Dice.of(seed ^ day, Subject.WEATHER, place == null ? "" : place);
    var power = here.falls(1 / 220.0) ? 0.15 : 1;
    return outlets.get(outlet).trade().on(date) * rain * power * Math.exp(0.06 * here.gaussian());
  }

  private void regular(Shopper shopper, LocalDate date, double trade, List<SimulatedPayment> day) {
    var dice = Dice.of(seed, Subject.VISIT, shopper.id(), date.toEpochDay());
    var visits =
        shopper.habit() == Habit.MONTHLY
            ? isDue(shopper, date) ? 1 : 0
            : dice.poisson(shopper.rate() * trade);
    for (var i = 0; i < visits; i++) {
      day.add(payment(shopper, date, second(shopper, dice), dice));
    }
  }

  private boolean isDue(Shopper shopper, LocalDate date) {
    var month = date.getYear() * 12L + date.getMonthValue();
    var dice = Dice.of(seed, Subject.DUE_DATE, shopper.id(), month);
    // Most accounts fall due in the first week; people pay a few days around it.
    var due = 1 + shopper.id() % (shopper.id() % 3 == 0 ? 24 : 6) + dice.below(4);
    return date.getDayOfMonth() == due;
  }

  private int second(Shopper shopper, Dice dice) {
    if (dice.falls(0.4)) {
      return outlets.get(shopper.outlet()).trade().second(dice);
    }
    var around = shopper.second() + (int) (2400 * dice.gaussian());
    return Math.clamp(around, EARLIEST + dice.below(900), LATEST - dice.below(900));
  }

  private void passersBy(LocalDate date, double[] trade, List<SimulatedPayment> day) {
    var mean = IntStream.range(0, trade.length).mapToDouble(i -> trade[i]).average().orElse(0);
    var all = Dice.of(seed, Subject.PASSER_BY, date.toEpochDay(), -1);
    var count = all.poisson(profile.paymentsADay() * Shoppers.PASSERS_BY * mean);
    for (var i = 0; i < count; i++) {
      var dice = Dice.of(seed, Subject.PASSER_BY, date.toEpochDay(), i);
      var passerBy = shoppers.passerBy(date, date.toEpochDay() * 64 + i, dice);
      day.add(payment(passerBy, date, passerBy.second(), dice));
    }
  }

  private SimulatedPayment payment(Shopper shopper, LocalDate date, int second, Dice dice) {
    var outlet = outlet(shopper, dice);
    var paybill = outlet.kind() == Kind.PAYBILL;
    return new SimulatedPayment(
        date.atStartOfDay().plusSeconds(second).toInstant(WallTime.NAIROBI),
        "",
        outlet.code(),
        cents(shopper, date, dice),
        paybill ? SimulatedPayment.PAY_BILL : SimulatedPayment.TILL,
        paybill ? Accounts.of(shopper, date, dice) : "",
        "",
        shopper.phone(),
        shopper.name(),
        null);
  }

  /** Mostly the favourite; else the till beside it, or wherever the day has taken them. */
  private Outlet outlet(Shopper shopper, Dice dice) {
    var favourite = outlets.get(shopper.outlet());
    var whim = dice.share();
    if (favourite.kind() == Kind.PAYBILL || whim < 0.75) {
      return favourite;
    }
    var other = outlets.get(dice.below(outlets.size()));
    var near = other.branch() == null || other.branch().equals(favourite.branch());
    return other.kind() == Kind.BUY_GOODS && (near || whim > 0.9) ? other : favourite;
  }

  /** Whole shillings; many prices end in a nought or a five. */
  private static long cents(Shopper shopper, LocalDate date, Dice dice) {
    var fuller = 1 + (KenyanDays.lift(date) - 1) / 2;
    var size = Math.exp(shopper.basket() + shopper.habit().spread * dice.gaussian()) * fuller;
    var end = dice.share();
    var step = end < 0.45 ? 10 : end < 0.7 ? 5 : 1;
    return Math.clamp(Math.round(size / step) * step, 10, 150_000) * 100L;
  }
}
