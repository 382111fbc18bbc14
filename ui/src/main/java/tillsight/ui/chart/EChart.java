package tillsight.ui.chart;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasSize;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.shared.Registration;
import java.util.function.IntConsumer;
import tools.jackson.databind.node.ObjectNode;

/** The one element that draws; what it draws is said in plain records. */
@Tag("e-chart")
@JsModule("context://ui/e-chart.js")
public final class EChart extends Component implements HasSize, HasStyle {

  private ObjectNode option = Options.empty();

  public EChart() {
    getElement().setAttribute("role", "img");
  }

  public void show(Trend trend, String finding) {
    draw(TrendOptions.of(trend), finding);
  }

  public void show(Heatmap heatmap, String finding) {
    draw(HeatmapOptions.of(heatmap), finding);
  }

  public void show(Sparkline sparkline, String finding) {
    getElement().setAttribute("renderer", "svg");
    draw(SparklineOptions.of(sparkline), finding);
  }

  /** Tells which mark of the main series was clicked, by its place in the record. */
  public Registration onClick(IntConsumer listener) {
    return getElement()
        .addEventListener(
            "chart-click",
            event -> {
              var detail = event.getEventData();
              if ("main".equals(detail.path("event.detail.series").asString(""))) {
                listener.accept(detail.path("event.detail.index").asInt());
              }
            })
        .addEventData("event.detail.series")
        .addEventData("event.detail.index");
  }

  /** What was drawn last, for whoever checks it without a browser. */
  public ObjectNode option() {
    return option.deepCopy();
  }

  private void draw(ObjectNode drawing, String finding) {
    option = drawing;
    getElement().setAttribute("aria-label", finding);
    getElement().setPropertyJson("option", drawing);
  }
}
