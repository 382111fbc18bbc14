package tillsight.ui.common;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.spring.annotation.SpringComponent;
import com.vaadin.flow.spring.annotation.UIScope;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Says how fresh the figures on the page are, and whether they renew themselves. */
@SpringComponent
@UIScope
public class Stamp extends Div {

  private final Span dot = new Span();
  private final Span text = new Span();
  private String asOf = "";
  private @Nullable Boolean live;

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
    // Nothing is said of a stream that this person has none of.
    var state = live == null ? "" : live ? "live" : "connecting …";
    setClassName("stamp-live", live != null && live);
    dot.setVisible(live != null);
    text.setText(asOf.isEmpty() || state.isEmpty() ? asOf + state : asOf + " · " + state);
  }
}
