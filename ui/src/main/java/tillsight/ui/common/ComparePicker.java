package tillsight.ui.common;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

/** Chooses what the range is held against. */
public final class ComparePicker extends Div {

  private final Map<Compare, NativeButton> buttons = new EnumMap<>(Compare.class);
  private final Map<Compare, Span> dates = new EnumMap<>(Compare.class);
  private final Pill pill;

  public ComparePicker(Consumer<Compare> chosen) {
    var choices = new Div();
    choices.addClassName("presets");
    pill = new Pill(Icon.COMPARE, "Compare with", choices);
    for (var compare : Compare.values()) {
      var days = new Span();
      days.addClassName("choice-note");
      var button = new NativeButton();
      button.add(new Span(compare.label()), days);
      button.addClassName("choice");
      button.addClickListener(
          _ -> {
            pill.choices.close();
            chosen.accept(compare);
          });
      buttons.put(compare, button);
      dates.put(compare, days);
      choices.add(button);
    }
    add(pill);
  }

  /** Shows what the address says, with the dates that it means. */
  public void show(Filter filter) {
    pill.show(filter.compare().isOn() ? "vs " + lower(filter.compare()) : "No comparison");
    buttons.forEach(
        (compare, button) ->
            button.getElement().setAttribute("aria-pressed", "" + (compare == filter.compare())));
    dates.forEach(
        (compare, days) ->
            days.setText(compare.isOn() ? filter.range().before(compare).dates() : ""));
  }

  private static String lower(Compare compare) {
    return compare == Compare.YEAR ? "last year" : "previous period";
  }
}
