package tillsight.ui.quarantine;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import tillsight.ui.client.Doubt;

/** Narrows the list to one reason; there only if what is listed has several. */
final class ReasonFilter extends Div {

  private final Consumer<String> chosen;

  /** Tells the reason that was chosen; an empty one means all. */
  ReasonFilter(Consumer<String> chosen) {
    this.chosen = chosen;
    addClassName("chips");
    getElement().setAttribute("role", "group");
    getElement().setAttribute("aria-label", "Reason");
  }

  void show(List<Doubt> listed, String reason) {
    removeAll();
    var counts = new TreeMap<String, Integer>();
    listed.forEach(doubt -> counts.merge(doubt.reason(), 1, Integer::sum));
    setVisible(counts.size() > 1 || !reason.isEmpty());
    add(chip("All reasons", listed.size(), "", reason));
    counts.forEach((word, count) -> add(chip(Reason.words(word), count, word, reason)));
  }

  private NativeButton chip(String label, int count, String word, String reason) {
    var number = new Span("" + count);
    number.addClassName("chip-count");
    var chip = new NativeButton();
    chip.add(new Span(label), number);
    chip.addClassName("chip-button");
    chip.getElement().setAttribute("aria-pressed", "" + word.equals(reason));
    chip.addClickListener(_ -> chosen.accept(word));
    return chip;
  }
}
