package tillsight.ui.common;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ModalityMode;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;

/** One thing in full at the side of the list that it was chosen from. */
public class Drawer extends Dialog {

  private final Div body = new Div();

  // The parts it adds are its own and know nothing of what is built on it.
  @SuppressWarnings("this-escape")
  public Drawer(String title) {
    addClassName("drawer");
    setModality(ModalityMode.STRICT);
    setHeaderTitle(title);
    var close = new NativeButton();
    close.addClassName("icon-button");
    close.add(Icon.CLOSE.draw());
    close.setAriaLabel("Close");
    close.addClickListener(_ -> close());
    getHeader().add(close);
    body.addClassName("drawer-body");
    add(body);
  }

  /** Opens, grey until it is filled. */
  public final void wait(String title) {
    setHeaderTitle(title);
    fill(State.skeleton("skeleton-block"));
    open();
  }

  /** Replaces what stands in it, and takes the buttons at its foot away. */
  public final void fill(Component... components) {
    body.removeAll();
    body.add(components);
    getFooter().removeAll();
  }

  /** What can be done about it, always in sight. */
  public final void foot(Component... buttons) {
    getFooter().removeAll();
    getFooter().add(buttons);
  }
}
