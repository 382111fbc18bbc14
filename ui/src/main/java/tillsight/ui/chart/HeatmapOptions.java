package tillsight.ui.chart;

import static tillsight.ui.chart.Options.empty;
import static tillsight.ui.chart.Options.list;

import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** How a heatmap is drawn: cells by shade, and how much each row and column comes to beside it. */
final class HeatmapOptions {

  private static final int CELLS = 0;
  private static final int ABOVE = 1;
  private static final int BESIDE = 2;

  static ObjectNode of(Heatmap heatmap) {
    var option = empty();
    option.set("grid", grids());
    option.set("tooltip", Options.tooltip("item"));
    option.set("xAxis", columns(heatmap));
    option.set("yAxis", rows(heatmap));
    option.set("visualMap", list().add(shades(heatmap)));
    option.set(
        "series",
        list()
            .add(cells(heatmap))
            .add(totals(heatmap.columnSums(), ABOVE, 2))
            .add(totals(heatmap.rowSums(), BESIDE, 2)));
    return option;
  }

  private static ArrayNode grids() {
    return list()
        .add(empty().put("left", 34).put("right", "11%").put("top", 36).put("bottom", 22))
        .add(empty().put("left", 34).put("right", "11%").put("top", 2).put("height", 28))
        .add(empty().put("width", "9%").put("right", 4).put("top", 36).put("bottom", 22));
  }

  private static ArrayNode columns(Heatmap heatmap) {
    var axis = Options.categories(heatmap.columns()).put("gridIndex", CELLS);
    axis.set("axisLine", empty().put("show", false));
    axis.set("axisLabel", Options.axisLabel().put("interval", 2));
    return list()
        .add(axis)
        .add(categories(heatmap.columns(), ABOVE))
        .add(Options.hidden("value").put("gridIndex", BESIDE));
  }

  private static ArrayNode rows(Heatmap heatmap) {
    var axis = Options.categories(heatmap.rows()).put("gridIndex", CELLS).put("inverse", true);
    axis.set("axisLine", empty().put("show", false));
    return list()
        .add(axis)
        .add(Options.hidden("value").put("gridIndex", ABOVE))
        .add(categories(heatmap.rows(), BESIDE).put("inverse", true));
  }

  private static ObjectNode categories(List<String> labels, int grid) {
    return Options.categories(labels).put("gridIndex", grid).put("show", false);
  }

  private static ObjectNode shades(Heatmap heatmap) {
    var pieces = list();
    var thresholds = heatmap.thresholds();
    var first = thresholds.isEmpty() ? Double.MIN_VALUE : thresholds.getFirst();
    pieces.add(empty().put("lt", first).put("color", "var(--ts-heat-0)"));
    for (var shade = 0; shade < thresholds.size(); shade++) {
      // Few distinct values use the far shades only, so that they still tell apart.
      var colour = Heatmap.SHADES - thresholds.size() + shade;
      var piece = empty().put("gte", thresholds.get(shade));
      if (shade + 1 < thresholds.size()) {
        piece.put("lt", thresholds.get(shade + 1));
      }
      pieces.add(piece.put("color", "var(--ts-heat-" + colour + ")"));
    }
    var shades = empty().put("type", "piecewise").put("show", false).put("seriesIndex", CELLS);
    shades.put("dimension", 2);
    shades.set("pieces", pieces);
    return shades;
  }

  private static ObjectNode cells(Heatmap heatmap) {
    var data = list();
    for (var cell : heatmap.cells()) {
      var datum = empty().put("tip", cell.tip());
      datum.set("value", list().add(cell.column()).add(cell.row()).add(cell.value()));
      if (cell.thin()) {
        datum.set("itemStyle", empty().put("opacity", 0.45));
      }
      data.add(datum);
    }
    var series = empty().put("name", Options.MAIN).put("type", "heatmap");
    var style = empty().put("borderColor", "var(--ts-card)").put("borderWidth", 2);
    series.set("itemStyle", style.put("borderRadius", 4));
    var emphasis = empty();
    emphasis.set("itemStyle", empty().put("borderColor", "var(--ts-text)").put("borderWidth", 1.5));
    series.set("emphasis", emphasis);
    series.set("data", data);
    return series;
  }

  private static ObjectNode totals(List<Double> sums, int grid, int radius) {
    var data = list();
    sums.forEach(data::add);
    var series = empty().put("name", "total").put("type", "bar").put("silent", true);
    series.put("xAxisIndex", grid).put("yAxisIndex", grid).put("barCategoryGap", "40%");
    series.put("barMaxWidth", 16);
    series.set("itemStyle", empty().put("color", "var(--ts-axis)").put("borderRadius", radius));
    series.set("data", data);
    return series;
  }

  private HeatmapOptions() {}
}
