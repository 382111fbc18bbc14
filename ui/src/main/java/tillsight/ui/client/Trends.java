package tillsight.ui.client;

import java.time.Instant;
import java.util.List;

/** The range cut into hours, days, weeks or months, without holes. */
public record Trends(String interval, List<Point> points) {

  /** One bucket; not complete while it is not over or is clipped by the range. */
  public record Point(
      Instant start, long payments, long grossCents, long customers, boolean complete) {}
}
