package tillsight.ui.chart;

import static tillsight.ui.chart.Options.datum;
import static tillsight.ui.chart.Options.empty;
import static tillsight.ui.chart.Options.list;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** How a trend is drawn: what is not over yet is dotted, what it is compared with is dashed. */
final class TrendOptions {

  static ObjectNode of(Trend trend) {
    var option = empty();
    option.set("grid", grid(trend.shape()));
    option.set("tooltip", Options.tooltip("axis"));
    var time = Options.categories(trend.points().stream().map(Trend.Point::label).toList());
    if (trend.shape() == Trend.Shape.DAY) {
      time.set("axisLabel", Options.axisLabel().put("interval", 2));
    }
    time.put("boundaryGap", trend.shape() == Trend.Shape.BARS);
    option.set("xAxis", time);
    var values = Options.values(trend.unit());
    if (trend.shape() == Trend.Shape.DAY) {
      values.put("show", false);
    }
    option.set("yAxis", values);
    option.set("series", series(trend));
    return option;
  }

  private static ObjectNode grid(Trend.Shape shape) {
    var small = shape == Trend.Shape.DAY;
    return empty()
        .put("left", small ? 6 : 4)
        .put("right", small ? 6 : 12)
        .put("top", small ? 6 : 14)
        .put("bottom", small ? 8 : 4)
        .put("containLabel", true);
  }

  private static ArrayNode series(Trend trend) {
    var series = list();
    if (trend.points().stream().anyMatch(point -> point.before() != null)) {
      series.add(before(trend));
    }
    if (trend.shape() == Trend.Shape.BARS) {
      return series.add(bars(trend));
    }
    return series.add(line(trend, false)).add(line(trend, true));
  }

  private static ObjectNode before(Trend trend) {
    var data = list();
    trend.points().forEach(point -> data.add(datum(point.before(), point.tip())));
    var day = trend.shape() == Trend.Shape.DAY;
    var series = empty().put("name", Options.BEFORE).put("type", "line").put("symbol", "none");
    series.put("z", 3);
    series.set(
        "lineStyle",
        empty()
            .put("color", day ? "var(--ts-before)" : "var(--ts-muted)")
            .put("width", 1.5)
            .put("type", day ? "solid" : "dashed"));
    series.set("emphasis", empty().put("disabled", true));
    series.set("data", data);
    return series;
  }

  private static ObjectNode bars(Trend trend) {
    var data = list();
    for (var point : trend.points()) {
      var datum = datum(point.value(), point.tip());
      if (!point.complete()) {
        datum.set(
            "itemStyle",
            empty()
                .put("color", "var(--ts-faint)")
                .put("borderColor", "var(--ts-main)")
                .put("borderType", "dotted")
                .put("borderWidth", 1.5));
      }
      data.add(datum);
    }
    var series = empty().put("name", Options.MAIN).put("type", "bar").put("barMaxWidth", 34);
    series.put("barCategoryGap", "28%");
    var style = empty().put("color", "var(--ts-main)");
    style.set("borderRadius", list().add(4).add(4).add(0).add(0));
    series.set("itemStyle", style);
    series.set("data", data);
    return series;
  }

  /** Two halves of one line: the solid one of what is over, the dotted one of what is not. */
  private static ObjectNode line(Trend trend, boolean dotted) {
    var points = trend.points();
    var data = list();
    for (var i = 0; i < points.size(); i++) {
      var point = points.get(i);
      var joins = i + 1 < points.size() && !points.get(i + 1).complete();
      var belongs = dotted ? !point.complete() || joins : point.complete();
      data.add(datum(belongs ? point.value() : null, point.tip()));
    }
    var series =
        empty()
            .put("name", dotted ? "running" : Options.MAIN)
            .put("type", "line")
            .put("symbol", "circle")
            .put("symbolSize", 6)
            .put("showSymbol", points.size() == 1)
            .put("z", 4);
    series.set(
        "lineStyle",
        empty()
            .put("color", "var(--ts-main)")
            .put("width", 2)
            .put("type", dotted ? "dotted" : "solid"));
    series.set("itemStyle", empty().put("color", "var(--ts-main)"));
    if (!dotted) {
      series.set("areaStyle", empty().put("color", "var(--ts-faint)"));
    }
    series.set("data", data);
    return series;
  }

  private TrendOptions() {}
}
