package tillsight.ui.chart;

import java.time.LocalDate;
import java.util.List;

/** Days side by side, a row for each of several things; each day is a square with a mark. */
public record Calendar(String label, List<LocalDate> days, LocalDate today, List<Row> rows) {

  /** Days that fit side by side; more of them are drawn week by week. */
  static final int LINE_MAX = 35;

  /** One row: its name and place, a note about it, and what is wrong with it or nothing. */
  public record Row(
      String key, String name, String place, String note, String alert, List<Square> squares) {}

  /** One day of a row, with what is said of it on the screen and aloud. */
  public record Square(Mark mark, String tip, String spoken) {}

  /** What a square can be, told apart by colour and by sign. */
  public enum Mark {
    PROVEN,
    OPEN,
    GAP,
    NONE
  }
}
