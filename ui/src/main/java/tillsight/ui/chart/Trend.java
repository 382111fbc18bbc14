package tillsight.ui.chart;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A metric over time, beside the same metric of the time it is compared with. */
public record Trend(Shape shape, Unit unit, List<Point> points) {

  /** Amounts stand as bars, counts and means run as a line, a day runs as a thin line. */
  public enum Shape {
    BARS,
    LINE,
    DAY
  }

  /** One bucket; its value is missing where the day has not come to it yet. */
  public record Point(
      String label,
      @Nullable Double value,
      @Nullable Double before,
      boolean complete,
      String tip) {}
}
