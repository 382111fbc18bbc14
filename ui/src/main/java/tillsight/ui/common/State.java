package tillsight.ui.common;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import tillsight.ui.client.ServerTrouble;

/** What stands where there is nothing to show: why, and what to do about it. */
public final class State extends Div {

  public State(Icon icon, String title, String text, Component... actions) {
    addClassName("state");
    var heading = new Span(title);
    heading.addClassName("state-title");
    add(icon.draw(), heading, new Paragraph(text));
    add(actions);
  }

  /** The state that a failed question leaves, in words. */
  public static State of(ServerTrouble trouble, String subject) {
    return switch (trouble) {
      case ServerTrouble.Refused denied when denied.isDenied() ->
          new State(Icon.LOCK, subject + ": not yours to see", sentence(denied.words()));
      case ServerTrouble.Refused refused ->
          new State(Icon.EMPTY, subject + ": no answer", refused.words());
      case ServerTrouble.Away _ ->
          new State(
              Icon.AWAY,
              "No connection to the server",
              "Nothing is lost: payments go on being received. The figures return by themselves.");
      case ServerTrouble.SessionOver over -> new State(Icon.LOCK, "Signed out", over.words());
    };
  }

  /** Grey shapes where figures are about to stand. */
  public static Div skeleton(String shape) {
    var skeleton = new Div();
    skeleton.addClassNames("skeleton", shape);
    skeleton.getElement().setAttribute("aria-hidden", "true");
    return skeleton;
  }

  private static String sentence(String detail) {
    return detail.contains("owner") ? detail : detail + " Ask an owner of the business.";
  }
}
