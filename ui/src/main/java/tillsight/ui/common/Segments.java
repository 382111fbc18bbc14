package tillsight.ui.common;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** A few choices side by side, of which one holds. */
public final class Segments<T> extends Div {

  private final Map<T, NativeButton> buttons = new LinkedHashMap<>();

  public Segments(String label, Map<T, String> choices, Consumer<T> chosen) {
    addClassName("segments");
    getElement().setAttribute("role", "group");
    getElement().setAttribute("aria-label", label);
    choices.forEach(
        (choice, text) -> {
          var button = new NativeButton(text, _ -> chosen.accept(choice));
          buttons.put(choice, button);
          add(button);
        });
  }

  public void show(T chosen) {
    buttons.forEach(
        (choice, button) ->
            button.getElement().setAttribute("aria-pressed", "" + choice.equals(chosen)));
  }

  /** Offers some of the choices only. */
  public void offer(java.util.function.Predicate<T> sensible) {
    buttons.forEach((choice, button) -> button.setVisible(sensible.test(choice)));
  }
}
