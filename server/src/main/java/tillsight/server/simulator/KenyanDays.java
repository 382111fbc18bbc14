package tillsight.server.simulator;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.Set;

/**
 * How the date moves trade in Kenya: public holidays, pay days and the season.
 *
 * <p>Holidays: Public Holidays Act (Cap. 110), with a Sunday's holiday kept on Monday. Idd days
 * follow the moon and are gazetted shortly before; from 2026 on they are the expected dates.
 */
final class KenyanDays {

  private static final Set<MonthDay> FIXED =
      Set.of(
          MonthDay.of(1, 1), // New Year
          MonthDay.of(5, 1), // Labour Day
          MonthDay.of(6, 1), // Madaraka
          MonthDay.of(10, 10), // Mazingira
          MonthDay.of(10, 20), // Mashujaa
          MonthDay.of(12, 12), // Jamhuri
          MonthDay.of(12, 25),
          MonthDay.of(12, 26));

  private static final Set<LocalDate> IDD =
      Set.of(
          LocalDate.of(2025, 3, 31), // Idd-ul-Fitr
          LocalDate.of(2025, 6, 6), // Idd-ul-Azha
          LocalDate.of(2026, 3, 20),
          LocalDate.of(2026, 5, 27),
          LocalDate.of(2027, 3, 10),
          LocalDate.of(2027, 5, 17));

  private static final double[] SEASON = {
    0.90, 0.96, 0.98, 1.01, 1.00, 0.99, 1.00, 1.02, 0.98, 1.00, 1.02, 1.14
  };

  private KenyanDays() {}

  static boolean isHoliday(LocalDate date) {
    return isNamed(date) || (date.getDayOfWeek() == DayOfWeek.MONDAY && isNamed(date.minusDays(1)));
  }

  /** Days on which most shops open for a few hours at best. */
  static boolean isQuiet(LocalDate date) {
    return date.equals(easter(date.getYear()).minusDays(2))
        || (date.getMonthValue() == 12 && date.getDayOfMonth() == 25)
        || date.getDayOfYear() == 1;
  }

  /** Trade of the date against an ordinary day: wages arrive at month's end and are spent. */
  static double lift(LocalDate date) {
    var lift = SEASON[date.getMonthValue() - 1] * payday(date.getDayOfMonth());
    var beforeChristmas =
        date.getMonthValue() == 12 && date.getDayOfMonth() >= 19 && date.getDayOfMonth() <= 24;
    return beforeChristmas ? lift * 1.4 : lift;
  }

  private static double payday(int day) {
    if (day >= 28 || day <= 3) {
      return 1.28;
    }
    if (day >= 26 || day <= 6) {
      return 1.10;
    }
    if (day == 15 || day == 16) {
      return 1.03;
    }
    return day < 15 ? 0.94 : 0.85;
  }

  private static boolean isNamed(LocalDate date) {
    var easter = easter(date.getYear());
    return FIXED.contains(MonthDay.from(date))
        || IDD.contains(date)
        || date.equals(easter.minusDays(2))
        || date.equals(easter.plusDays(1));
  }

  /** Western Easter Sunday (Gregorian computus of Meeus, Jones and Butcher). */
  private static LocalDate easter(int year) {
    var golden = year % 19;
    var century = year / 100;
    var rest = year % 100;
    var moon = (century - (century + 8) / 25 + 1) / 3;
    var epact = (19 * golden + century - century / 4 - moon + 15) % 30;
    var weekday = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4) % 7;
    var correction = (golden + 11 * epact + 22 * weekday) / 451;
    var day = epact + weekday - 7 * correction + 114;
    return LocalDate.of(year, day / 31, day % 31 + 1);
  }
}
