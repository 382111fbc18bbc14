package tillsight.ui.chart;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The pieces that all drawings share. Colours and functions are names; the element knows them. */
final class Options {

  static final String MAIN = "main";
  static final String BEFORE = "before";

  static ObjectNode empty() {
    return JsonNodeFactory.instance.objectNode();
  }

  static ArrayNode list() {
    return JsonNodeFactory.instance.arrayNode();
  }

  static String number(Unit unit) {
    return switch (unit) {
      case MONEY -> "fn:money";
      case COUNT -> "fn:count";
    };
  }

  static ObjectNode tooltip(String trigger) {
    var tooltip =
        empty()
            .put("trigger", trigger)
            .put("formatter", "fn:tip")
            .put("confine", true)
            .put("backgroundColor", "var(--ts-tip)")
            .put("borderWidth", 0)
            .put("padding", 10)
            .put("extraCssText", "border-radius:8px;line-height:1.5;box-shadow:0 4px 16px #0003");
    tooltip.set("textStyle", empty().put("color", "var(--ts-tip-text)").put("fontSize", 12));
    if ("axis".equals(trigger)) {
      var pointer = empty().put("type", "line");
      pointer.set("lineStyle", empty().put("color", "var(--ts-axis)").put("type", "solid"));
      tooltip.set("axisPointer", pointer);
    }
    return tooltip;
  }

  static ObjectNode axisLabel() {
    return empty().put("color", "var(--ts-muted)").put("fontSize", 11).put("hideOverlap", true);
  }

  static ObjectNode categories(Iterable<String> labels) {
    var axis = empty().put("type", "category");
    var data = list();
    labels.forEach(data::add);
    axis.set("data", data);
    axis.set("axisTick", empty().put("show", false));
    axis.set("axisLine", line("var(--ts-axis)"));
    axis.set("axisLabel", axisLabel());
    return axis;
  }

  static ObjectNode values(Unit unit) {
    var axis = empty().put("type", "value").put("splitNumber", 3);
    if (unit == Unit.COUNT) {
      axis.put("minInterval", 1);
    }
    axis.set("axisLabel", axisLabel().put("formatter", number(unit)));
    axis.set("splitLine", line("var(--ts-grid)"));
    return axis;
  }

  static ObjectNode hidden(String type) {
    return empty().put("type", type).put("show", false);
  }

  static ObjectNode line(String colour) {
    var line = empty();
    line.set("lineStyle", empty().put("color", colour));
    return line;
  }

  /** A number, or a gap. */
  static ObjectNode datum(@Nullable Double value, String tip) {
    var datum = empty().put("tip", tip);
    if (value == null) {
      return datum.put("value", "-");
    }
    return datum.put("value", value);
  }

  private Options() {}
}
