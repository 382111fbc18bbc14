package tillsight.ui.common;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.popover.Popover;
import com.vaadin.flow.component.popover.PopoverPosition;

/** A small mark beside a figure that says what it means and how it is worked out. */
public final class Definition extends NativeButton {

  public Definition(String term, String meaning, String formula) {
    addClassName("kpi-help");
    setAriaLabel("What " + term + " means");
    add(Icon.HELP.draw());
    var note = new Paragraph(formula);
    note.addClassName("note");
    var words = new Div(new Span(term), new Paragraph(meaning), note);
    words.addClassName("definition");
    var popover = new Popover(words);
    popover.setTarget(this);
    popover.setPosition(PopoverPosition.BOTTOM_END);
    popover.setOpenOnHover(true);
    popover.setHoverDelay(300);
  }
}
