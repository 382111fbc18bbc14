package tillsight.server.reconciliation;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Says amounts and times as the people of a business do. */
record Wording(ZoneId zone) {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
  private static final DateTimeFormatter SHORT = DateTimeFormatter.ofPattern("HH:mm");
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMM, HH:mm", Locale.ENGLISH);

  /** An amount without its sign: "KES 1,234", with cents only where there are some. */
  static String kes(long cents) {
    var plain = Math.abs(cents);
    return plain % 100 == 0
        ? "KES %,d".formatted(plain / 100)
        : "KES %,d.%02d".formatted(plain / 100, plain % 100);
  }

  /** As the time of a sentence: "between 14:02 and 14:05", or "at 14:02:31". */
  String between(Instant from, Instant to) {
    if (from.equals(to)) {
      return "at " + TIME.format(from.atZone(zone));
    }
    var form = isSameMinute(from, to) ? TIME : isSameDay(from, to) ? SHORT : DAY;
    return "between %s and %s"
        .formatted(form.format(from.atZone(zone)), form.format(to.atZone(zone)));
  }

  String at(Instant at) {
    return SHORT.format(at.atZone(zone));
  }

  /** Whether the stretch has any of the night in it. */
  boolean isAtNight(Instant from, Instant to) {
    var start = from.atZone(zone).toLocalDateTime();
    var end = to.atZone(zone).toLocalDateTime();
    var evening = start.toLocalDate().atTime(NIGHT_FROM, 0);
    return start.getHour() < NIGHT_TO || start.getHour() >= NIGHT_FROM || end.isAfter(evening);
  }

  private static final int NIGHT_FROM = 22;
  private static final int NIGHT_TO = 5;

  private boolean isSameDay(Instant from, Instant to) {
    return from.atZone(zone).toLocalDate().equals(to.atZone(zone).toLocalDate());
  }

  private boolean isSameMinute(Instant from, Instant to) {
    return isSameDay(from, to) && at(from).equals(at(to));
  }
}
