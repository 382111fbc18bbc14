package tillsight.ui.common;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.popover.Popover;
import com.vaadin.flow.component.popover.PopoverPosition;

/** A button that shows what is chosen and opens what may be chosen instead. */
final class Pill extends NativeButton {

  private final Span text = new Span();
  final Popover choices = new Popover();

  Pill(Icon icon, String label, Component content) {
    addClassName("pill");
    text.addClassName("pill-text");
    add(icon.draw(), text, Icon.DOWN.draw());
    setTitle(label);
    getElement().setAttribute("aria-haspopup", "dialog");
    choices.setTarget(this);
    choices.setPosition(PopoverPosition.BOTTOM_START);
    choices.setRole("dialog");
    choices.getElement().setAttribute("aria-label", label);
    choices.setModal(true);
    choices.setAutofocus(true);
    choices.add(content);
  }

  void show(String chosen) {
    text.setText(chosen);
    setAriaLabel(getTitle().orElse("") + ": " + chosen);
  }
}
