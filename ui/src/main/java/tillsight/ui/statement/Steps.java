package tillsight.ui.statement;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.popover.Popover;
import com.vaadin.flow.component.popover.PopoverPosition;
import tillsight.ui.common.Icon;

/** How the right file is got from the M-PESA portal. */
final class Steps extends OrderedList {

  Steps() {
    super(
        new ListItem(
            "Sign in to the M-PESA organisation portal as Business Manager, Web Operator or"
                + " Auditor."),
        new ListItem("Open Transaction, then Account Statement; choose the account and the days."),
        new ListItem(
            "Export as CSV or Excel and drop the file here as it is, without opening it."));
    addClassName("steps");
  }

  /** A quiet button that tells the steps when asked. */
  static NativeButton help() {
    var help = new NativeButton();
    help.addClassName("link-button");
    help.add(Icon.HELP.draw(), new Span("How to get the file"));
    var note =
        new Paragraph("A Business Administrator cannot view statements. One export an account.");
    note.addClassName("note");
    var words = new Div(new Span("From the portal, in three steps"), new Steps(), note);
    words.addClassNames("definition", "definition-steps");
    var popover = new Popover(words);
    popover.setTarget(help);
    popover.setPosition(PopoverPosition.BOTTOM_START);
    return help;
  }
}
