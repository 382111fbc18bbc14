package tillsight.ui.common;

import com.vaadin.flow.component.notification.Notification;

/** A sentence at the foot of the page that says what was just done, and goes by itself. */
public final class Toast {

  private static final int MILLISECONDS = 5_000;

  public static void show(String sentence) {
    Notification.show(sentence, MILLISECONDS, Notification.Position.BOTTOM_CENTER);
  }

  private Toast() {}
}
