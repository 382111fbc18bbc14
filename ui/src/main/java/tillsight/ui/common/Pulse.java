package tillsight.ui.common;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.shared.Registration;
import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Lets an open page look again every few seconds. The browser keeps the beat, so a page in the
 * background slows down and one that is gone asks nothing.
 */
public final class Pulse implements Serializable {

  private static final long serialVersionUID = 1L;

  private final transient Component page;
  private final Duration pause;
  private final transient Runnable look;
  private @Nullable Registration beats;

  public Pulse(Component page, Duration pause, Runnable look) {
    this.page = page;
    this.pause = pause;
    this.look = look;
    page.addDetachListener(_ -> stop());
  }

  /** Begins to look, unless it does already. */
  public void start() {
    if (beats == null) {
      var ui = page.getUI().orElseGet(UI::getCurrent);
      ui.setPollInterval(Math.toIntExact(pause.toMillis()));
      beats = ui.addPollListener(_ -> look.run());
    }
  }

  public void stop() {
    if (beats != null) {
      beats.remove();
      beats = null;
      page.getUI().ifPresent(ui -> ui.setPollInterval(-1));
    }
  }
}
