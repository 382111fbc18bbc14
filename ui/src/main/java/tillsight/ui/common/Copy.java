package tillsight.ui.common;

import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;

/** A button that puts a text on the clipboard; the browser does it, without asking the server. */
public final class Copy extends NativeButton {

  public Copy(String what, String text) {
    addClassName("copy");
    add(Icon.COPY.draw(), new Span("Copy"));
    setAriaLabel("Copy " + what);
    getElement().setAttribute("data-copy", text);
  }
}
