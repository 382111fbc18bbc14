package tillsight.ui.completeness;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import tillsight.ui.client.Completeness.Day;
import tillsight.ui.common.Icon;
import tillsight.ui.common.Mark;
import tillsight.ui.common.Shillings;

/** The four that can vouch for a day, and what each of them says. */
final class Witnesses extends Div {

  /** How much a witness helps. */
  private enum Voice {
    VOUCHES("vouches"),
    SILENT("says nothing"),
    OBJECTS("objects");

    private final String spoken;

    Voice(String spoken) {
      this.spoken = spoken;
    }

    Span sign() {
      return switch (this) {
        case VOUCHES -> Mark.DONE.draw();
        case OBJECTS -> Mark.WARN.draw();
        case SILENT -> {
          var dash = new Span(Icon.DASH.draw());
          dash.addClassNames("mark", "mark-silent");
          dash.getElement().setAttribute("role", "img");
          yield dash;
        }
      };
    }
  }

  Witnesses(Day day) {
    addClassName("witnesses");
    getElement().setAttribute("role", "list");
    callbacks(day);
    cover("Pull", day.pull(), "Safaricom's own list");
    cover("Statement", day.statement(), "A statement of the portal");
    balances(day);
  }

  private void callbacks(Day day) {
    if (!day.callbacks()) {
      witness(Voice.SILENT, "Callbacks", "None arrived on this day.");
      return;
    }
    var delay = Words.delay(day);
    var arrived = Shillings.count(day.received(), "payment", "payments") + " reported at once";
    witness(
        Voice.VOUCHES, "Callbacks", delay.isEmpty() ? arrived + "." : arrived + ": " + delay + ".");
  }

  private void cover(String name, String extent, String subject) {
    switch (extent) {
      case "complete" -> witness(Voice.VOUCHES, name, subject + " covers the whole day.");
      case "partial" -> witness(Voice.SILENT, name, subject + " covers a part of the day only.");
      default ->
          witness(
              Voice.SILENT,
              name,
              name.equals("Pull")
                  ? subject + " does not cover this day."
                  : "No statement covers this day.");
    }
  }

  private void balances(Day day) {
    switch (day.balances()) {
      case "unbroken" ->
          witness(Voice.VOUCHES, "Balances", "Each balance follows from the one before.");
      case "explained" -> witness(Voice.VOUCHES, "Balances", "Every break is explained below.");
      case "broken" ->
          witness(
              Voice.OBJECTS,
              "Balances",
              "One does not follow from the one before, and nothing explains it.");
      default -> witness(Voice.SILENT, "Balances", "M-PESA named none that could be compared.");
    }
  }

  private void witness(Voice voice, String name, String words) {
    var mark = voice.sign();
    mark.getElement().setAttribute("aria-label", voice.spoken);
    var title = new Span(name);
    title.addClassName("witness-name");
    var witness = new Div(mark, title, new Span(words));
    witness.addClassName("witness");
    witness.getElement().setAttribute("role", "listitem");
    add(witness);
  }
}
