package tillsight.ui.common;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.spring.annotation.SpringComponent;
import com.vaadin.flow.spring.annotation.UIScope;
import java.time.Instant;

/** Says how fresh the figures on the page are, and whether they renew themselves. */
@SpringComponent
@UIScope
public class Stamp extends Div {

  private final Span dot = new Span();
  private final Span text = new Span();
  private String asOf = "";
  private boolean live;

  Stamp() {
    addClassName("stamp");
    dot.addClassName("dot");
    getElement().setAttribute("role", "status");
    add(dot, text);
    draw();
  }

  /** The figures are as they were at this time. */
  public final void show(Clock clock, Instant time) {
    asOf = "as of " + clock.hour(time) + " " + clock.zoneName();
    draw();
  }

  /** Payments arrive by themselves, or not for the moment. */
  public final void show(boolean isLive) {
    live = isLive;
    draw();
  }

  private void draw() {
    setClassName("stamp-live", live);
    var state = live ? "live" : "connecting …";
    text.setText(asOf.isEmpty() ? state : asOf + " · " + state);
  }
}
