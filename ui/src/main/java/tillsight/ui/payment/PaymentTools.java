package tillsight.ui.payment;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tillsight.ui.common.Address;
import tillsight.ui.common.Icon;
import tillsight.ui.common.Segments;

/** What payments are searched for, and of which kind; both go into the address. */
final class PaymentTools extends Div {

  final TextField search = new TextField();
  private final Segments<String> kinds =
      new Segments<>("Kind", labels(), kind -> change("revenue", kind));

  PaymentTools() {
    addClassName("view-tools");
    search.addClassName("search");
    search.setPlaceholder("Receipt, account, first name or amount");
    search.setAriaLabel("Search payments");
    search.setPrefixComponent(Icon.SEARCH.draw());
    search.setClearButtonVisible(true);
    search.setMaxLength(PaymentQuery.SEARCH_CHARS_MAX);
    search.setValueChangeMode(ValueChangeMode.LAZY);
    search.addValueChangeListener(
        event -> {
          if (event.isFromClient()) {
            change("q", event.getValue().strip());
          }
        });
    add(search, kinds);
  }

  void show(PaymentQuery query) {
    search.setValue(query.search());
    kinds.show(query.revenue());
  }

  static void clear() {
    Address.change(UI.getCurrent(), Map.of("q", List.of(), "revenue", List.of()));
  }

  private static void change(String name, String value) {
    Address.change(UI.getCurrent(), Map.of(name, value.isEmpty() ? List.of() : List.of(value)));
  }

  private static Map<String, String> labels() {
    var labels = new LinkedHashMap<String, String>();
    labels.put("", "All");
    labels.put("yes", "Revenue");
    labels.put("review", "Needs review");
    labels.put("no", "Not revenue");
    return labels;
  }
}
