package tillsight.server.simulator;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;

/** The trade of a place: which days and hours are busy there, and how full the baskets are. */
@SuppressWarnings("ImmutableEnumChecker") // The tables are never written again.
enum Trade {
  /** Offices around: lunch and the way home, dead on Sundays. */
  OFFICE(
      1.25,
      340,
      0.40,
      new double[] {1.08, 1.06, 1.08, 1.12, 1.34, 0.88, 0.44},
      new double[] {3, 6, 5, 4, 5, 9, 13, 11, 6, 6, 10, 13, 8, 4, 2, 0.5}),
  /** A market street: early, every day, busiest on Saturday. */
  MARKET(
      1.10,
      260,
      1.05,
      new double[] {0.94, 0.92, 0.95, 1.00, 0.86, 1.38, 0.95},
      new double[] {5, 7, 9, 10, 11, 10, 8, 7, 7, 8, 9, 9, 7, 5, 3, 1}),
  /** A mall among homes: evenings and weekends, fuller baskets. */
  SUBURB(
      0.85,
      720,
      1.20,
      new double[] {0.82, 0.80, 0.84, 0.88, 1.06, 1.40, 1.20},
      new double[] {1, 3, 4, 6, 8, 8, 8, 7, 7, 8, 10, 12, 11, 8, 4, 1}),
  /** Orders paid from desk or sofa: weekdays, with an evening hump. */
  ORDERS(
      1.0,
      1900,
      0.60,
      new double[] {1.16, 1.12, 1.10, 1.10, 1.12, 0.84, 0.56},
      new double[] {2, 4, 8, 10, 10, 9, 7, 8, 9, 8, 7, 6, 7, 8, 6, 3});

  private static final int OPENS = 6;

  /** Payments of one outlet against another's. */
  final double busy;

  /** Shillings of a middling basket. */
  final double basket;

  private final double holiday;
  private final double[] weekdays;
  private final double[] hours;

  Trade(double busy, double basket, double holiday, double[] weekdays, double[] hours) {
    this.busy = busy;
    this.basket = basket;
    this.holiday = holiday;
    this.weekdays = weekdays;
    this.hours = Dice.totals(hours);
  }

  /** The trade of a place by its name; a place we do not know gets one and keeps it. */
  static Trade of(String branch) {
    var name = branch.toLowerCase(Locale.ROOT);
    if (mentions(name, "cbd", "town", "westlands", "upper hill", "industrial", "tower", "office")) {
      return OFFICE;
    }
    if (mentions(name, "eastleigh", "gikomba", "kawangware", "market", "umoja", "kayole")) {
      return MARKET;
    }
    if (mentions(name, "karen", "lavington", "kilimani", "runda", "mall", "langata", "south b")) {
      return SUBURB;
    }
    return values()[Math.floorMod(name.hashCode(), 3)];
  }

  /** Trade of the date against the average date. */
  double on(LocalDate date) {
    var day = KenyanDays.lift(date) * weekdays[date.getDayOfWeek().getValue() - 1];
    if (KenyanDays.isQuiet(date)) {
      return day * 0.35;
    }
    return KenyanDays.isHoliday(date) ? day * holiday : day;
  }

  /** A second of the day at which someone pays here. */
  int second(Dice dice) {
    return (OPENS + dice.pick(hours)) * 3600 + dice.below(3600);
  }

  private static boolean mentions(String name, String... places) {
    return Arrays.stream(places).anyMatch(name::contains);
  }
}
