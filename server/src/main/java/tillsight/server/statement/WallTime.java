package tillsight.server.statement;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tillsight.server.payment.Receipt;

/**
 * The times of statements: Nairobi's clock, day before month unless the year comes first. A month
 * is never looked for before the day, because nothing would tell the two apart.
 *
 * @param dateOnly whether no time of day was given
 */
record WallTime(Instant at, boolean dateOnly) {

  private static final int CHARS_MAX = 40;
  private static final String TIME = "(?:[ T]+(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:\\.0+)?)?)?";
  private static final Pattern DAY_FIRST =
      Pattern.compile("(\\d{1,2})([-/])(\\d{1,2})\\2(\\d{4})" + TIME);
  private static final Pattern YEAR_FIRST =
      Pattern.compile("(\\d{4})([-/])(\\d{1,2})\\2(\\d{1,2})" + TIME);
  private static final Pattern SERIAL = Pattern.compile("\\d{5}(?:\\.\\d+)?");
  private static final LocalDate EPOCH = LocalDate.of(1899, 12, 30);
  private static final BigDecimal DAY_SECONDS = BigDecimal.valueOf(86_400);

  /**
   * Reads a time; null when it is none.
   *
   * @param epochDays what to add to a spreadsheet's count of days
   */
  static @Nullable WallTime of(Cell cell, int epochDays) {
    var text = cell.text().strip();
    if (text.length() > CHARS_MAX) {
      return null;
    }
    if (cell.kind() == Cell.Kind.NUMBER || SERIAL.matcher(text).matches()) {
      return ofSerial(text, epochDays);
    }
    return cell.kind() == Cell.Kind.TEXT ? of(text) : null;
  }

  static @Nullable WallTime of(String text) {
    var dayFirst = DAY_FIRST.matcher(text);
    if (dayFirst.matches()) {
      return of(dayFirst, 4, 3, 1);
    }
    var yearFirst = YEAR_FIRST.matcher(text);
    return yearFirst.matches() ? of(yearFirst, 1, 3, 4) : null;
  }

  private static @Nullable WallTime of(Matcher parts, int year, int month, int day) {
    try {
      var date = LocalDate.of(number(parts, year), number(parts, month), number(parts, day));
      var time = date.atTime(number(parts, 5), number(parts, 6), number(parts, 7));
      return new WallTime(time.toInstant(Receipt.EAT), parts.group(5) == null);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static int number(Matcher parts, int group) {
    var text = parts.group(group);
    return text == null ? 0 : Integer.parseInt(text);
  }

  /** Excel counts days, and the time as a part of a day. */
  private static @Nullable WallTime ofSerial(String text, int epochDays) {
    if (!SERIAL.matcher(text).matches()) {
      return null;
    }
    var days = new BigDecimal(text);
    var seconds = days.multiply(DAY_SECONDS).setScale(0, RoundingMode.HALF_UP).longValueExact();
    LocalDateTime time = EPOCH.plusDays(epochDays).atStartOfDay().plusSeconds(seconds);
    return new WallTime(time.toInstant(Receipt.EAT), days.scale() <= 0);
  }
}
