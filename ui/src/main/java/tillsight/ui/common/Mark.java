package tillsight.ui.common;

import com.vaadin.flow.component.html.Span;
import java.util.Locale;

/** How something stands, as a small round sign: its shape says the same as its colour. */
public enum Mark {
  DONE(Icon.CHECK, "done"),
  TODO(Icon.TODO, "not done yet"),
  WARN(Icon.ALERT, "wants attention"),
  FAIL(Icon.CLOSE, "failed");

  private final Icon icon;
  private final String spoken;

  Mark(Icon icon, String spoken) {
    this.icon = icon;
    this.spoken = spoken;
  }

  /** The mark of a state in the server's words. */
  public static Mark of(String state) {
    return switch (state) {
      case "done" -> DONE;
      case "warn" -> WARN;
      case "fail" -> FAIL;
      default -> TODO;
    };
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public Span draw() {
    var mark = new Span();
    mark.addClassNames("mark", "mark-" + word());
    mark.getElement().setAttribute("role", "img");
    mark.getElement().setAttribute("aria-label", spoken);
    mark.add(icon.draw());
    return mark;
  }
}
