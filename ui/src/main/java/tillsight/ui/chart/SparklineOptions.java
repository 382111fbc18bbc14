package tillsight.ui.chart;

import static tillsight.ui.chart.Options.empty;
import static tillsight.ui.chart.Options.list;

import tools.jackson.databind.node.ObjectNode;

/** How a sparkline is drawn: no axes, the last point marked. */
final class SparklineOptions {

  static ObjectNode of(Sparkline sparkline) {
    var option = empty();
    option.set("grid", empty().put("left", 1).put("right", 4).put("top", 4).put("bottom", 2));
    option.set("xAxis", Options.hidden("category").put("boundaryGap", false));
    option.set("yAxis", Options.hidden("value").put("min", "dataMin"));
    option.set("series", list().add(line(sparkline)));
    return option;
  }

  private static ObjectNode line(Sparkline sparkline) {
    var data = list();
    var last = sparkline.values().size() - 1;
    for (var i = 0; i <= last; i++) {
      var datum = empty().put("value", sparkline.values().get(i));
      data.add(
          i == last
              ? datum.put("symbol", "circle").put("symbolSize", 5)
              : datum.put("symbol", "none"));
    }
    var line = empty().put("name", Options.MAIN).put("type", "line").put("silent", true);
    line.set("lineStyle", empty().put("color", "var(--ts-main)").put("width", 1.5));
    line.set("itemStyle", empty().put("color", "var(--ts-main)"));
    line.set("areaStyle", empty().put("color", "var(--ts-faint)"));
    line.set("data", data);
    return line;
  }

  private SparklineOptions() {}
}
