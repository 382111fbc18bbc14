package tillsight.ui.common;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Days as people say them. */
public final class Dates {

  private static final DateTimeFormatter SHORT = DateTimeFormatter.ofPattern("d MMM", Locale.UK);
  private static final DateTimeFormatter WEEKDAY =
      DateTimeFormatter.ofPattern("EEE d MMM", Locale.UK);
  private static final DateTimeFormatter LONG = DateTimeFormatter.ofPattern("d MMMM", Locale.UK);
  private static final DateTimeFormatter FULL =
      DateTimeFormatter.ofPattern("EEEE d MMMM", Locale.UK);
  private static final DateTimeFormatter YEAR =
      DateTimeFormatter.ofPattern("d MMM yyyy", Locale.UK);

  /** "2 Mar". */
  public static String brief(LocalDate day) {
    return SHORT.format(day);
  }

  /** "Mon 2 Mar". */
  public static String weekday(LocalDate day) {
    return WEEKDAY.format(day);
  }

  /** "2 March". */
  public static String spoken(LocalDate day) {
    return LONG.format(day);
  }

  /** "Monday 2 March". */
  public static String full(LocalDate day) {
    return FULL.format(day);
  }

  /** "2 Mar 2026". */
  public static String dated(LocalDate day) {
    return YEAR.format(day);
  }

  private Dates() {}
}
