package tillsight.ui.chart;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import java.time.LocalDate;
import java.util.function.BiConsumer;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The element that draws a calendar; the browser walks it with the arrow keys. */
@Tag("day-calendar")
@JsModule("context://ui/day-calendar.js")
public final class DayCalendar extends Component implements HasStyle {

  private ObjectNode drawing = JsonNodeFactory.instance.objectNode();

  /** Tells the row's key and the day that was chosen. */
  public DayCalendar(BiConsumer<String, LocalDate> chosen) {
    getElement()
        .addEventListener(
            "day",
            event -> {
              var detail = event.getEventData();
              chosen.accept(
                  detail.path("event.detail.till").asString(),
                  LocalDate.parse(detail.path("event.detail.date").asString()));
            })
        .addEventData("event.detail.till")
        .addEventData("event.detail.date");
  }

  public void show(Calendar calendar) {
    drawing = CalendarDrawing.of(calendar);
    getElement().setPropertyJson("calendar", drawing);
  }

  /** What was drawn last, for whoever checks it without a browser. */
  public ObjectNode drawing() {
    return drawing.deepCopy();
  }
}
