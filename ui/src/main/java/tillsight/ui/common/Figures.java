package tillsight.ui.common;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeDetails;
import com.vaadin.flow.dom.Element;
import java.util.List;
import java.util.function.Supplier;

/** The numbers of a chart as a table, for those who cannot see it and those who want to copy it. */
public final class Figures extends NativeDetails {

  private final Div body = new Div();
  private Runnable later = () -> {};

  public Figures() {
    super("Show the numbers as a table");
    addClassName("figures");
    body.addClassName("figures-body");
    body.getElement().setAttribute("tabindex", "0");
    setContent(body);
    addToggleListener(
        event -> {
          if (event.isOpened()) {
            later.run();
          }
        });
  }

  /** Offers a table that is drawn once somebody asks for it, for one of many rows. */
  public void offer(String caption, List<String> header, Supplier<List<List<String>>> rows) {
    later = () -> show(caption, header, rows.get());
    if (isOpen()) {
      later.run();
    } else {
      body.getElement().removeAllChildren();
    }
  }

  public void show(String caption, List<String> header, List<List<String>> rows) {
    var table = new Element("table");
    table.appendChild(new Element("caption").setText(caption));
    var head = new Element("tr");
    header.forEach(cell -> head.appendChild(new Element("th").setText(cell)));
    table.appendChild(new Element("thead").appendChild(head));
    var bodyRows = new Element("tbody");
    for (var row : rows) {
      var line = new Element("tr");
      row.forEach(cell -> line.appendChild(new Element("td").setText(cell)));
      bodyRows.appendChild(line);
    }
    table.appendChild(bodyRows);
    body.getElement().removeAllChildren();
    body.getElement().appendChild(table);
  }
}
