package tillsight.ui.client;

import java.util.List;

/** The week by weekday and hour: the mean of one measure per occurrence. */
public record Cells(String measure, List<Cell> cells) {

  /** One hour of one weekday, 1 being Monday. */
  public record Cell(int weekday, int hour, double value, int occurrences) {}
}
