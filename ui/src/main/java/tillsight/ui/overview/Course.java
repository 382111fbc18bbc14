package tillsight.ui.overview;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tillsight.ui.chart.Trend;
import tillsight.ui.client.Trends;
import tillsight.ui.common.Delta;

/** One metric's course over a range, put beside the course of the range it is compared with. */
record Course(Metric metric, Interval interval, ZoneId zone, Trends now, @Nullable Trends before) {

  Trend trend() {
    var points = IntStream.range(0, now.points().size()).mapToObj(this::point).toList();
    return new Trend(metric.shape(), metric.unit(), points);
  }

  /** The sentence under the chart: where the top and the bottom are. */
  String finding() {
    var complete = now.points().stream().filter(Trends.Point::complete).toList();
    if (complete.size() < 2) {
      return "";
    }
    var best = complete.getFirst();
    var least = complete.getFirst();
    for (var point : complete) {
      best = metric.of(point) > metric.of(best) ? point : best;
      least = metric.of(point) < metric.of(least) ? point : least;
    }
    return "Highest: %s, %s. Lowest: %s, %s."
        .formatted(
            interval.write(best.start(), zone),
            metric.write(metric.of(best)),
            interval.write(least.start(), zone),
            metric.write(metric.of(least)));
  }

  List<String> header() {
    var header = new ArrayList<>(List.of(interval.label(), metric.label()));
    if (before != null) {
      header.addAll(List.of("Compared with", "Change"));
    }
    return header;
  }

  List<List<String>> rows() {
    return IntStream.range(0, now.points().size()).mapToObj(this::row).toList();
  }

  private List<String> row(int index) {
    var point = now.points().get(index);
    var value = metric.of(point);
    var running = point.complete() ? "" : " (so far)";
    var row =
        new ArrayList<>(
            List.of(interval.write(point.start(), zone) + running, metric.write(value)));
    if (before != null) {
      var older = older(index);
      row.add(older == null ? "–" : metric.write(metric.of(older)));
      row.add(older == null ? "–" : change(value, older).text());
    }
    return row;
  }

  private Trend.Point point(int index) {
    var point = now.points().get(index);
    var value = metric.of(point);
    var older = older(index);
    var tip = new StringBuilder(interval.write(point.start(), zone));
    tip.append(point.complete() ? "" : " (so far)");
    tip.append('\n').append(metric.label()).append(": ").append(metric.write(value));
    if (older != null) {
      tip.append('\n').append(interval.write(older.start(), zone)).append(": ");
      tip.append(metric.write(metric.of(older)));
      tip.append(point.complete() ? "  " + change(value, older).text() : "");
    }
    return new Trend.Point(
        interval.tick(point.start(), zone),
        value,
        older == null ? null : metric.of(older),
        point.complete(),
        tip.toString());
  }

  private Delta change(double value, Trends.Point older) {
    return Delta.of(value, metric.of(older), older.payments(), metric.isUpBad());
  }

  private Trends.@Nullable Point older(int index) {
    return before != null && index < before.points().size() ? before.points().get(index) : null;
  }
}
