package tillsight.ui.common;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableRow;
import java.util.List;

/** A small table whose rows become cards on a phone, each cell with the name of its column. */
public final class Rows extends NativeTable {

  private final List<String> columns;

  public Rows(String caption, List<String> columns) {
    this.columns = columns;
    addClassName("rows");
    setCaptionText(caption);
    var head = getHead().addRow();
    columns.forEach(column -> head.addHeaderCell().setText(column));
  }

  /** Adds a row with a cell a column. */
  public NativeTableRow row(Component... cells) {
    var row = getBody().addRow();
    for (var i = 0; i < cells.length; i++) {
      var cell = row.addDataCell();
      cell.getElement().setAttribute("data-label", columns.get(i));
      cell.add(cells[i]);
    }
    return row;
  }
}
