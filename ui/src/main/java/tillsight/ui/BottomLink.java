package tillsight.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import tillsight.ui.common.Icon;

/** One place in the bar at the foot of a phone. */
final class BottomLink extends Anchor implements AfterNavigationObserver {

  private final String path;

  BottomLink(String title, String path, Icon icon) {
    super(path.isEmpty() ? "." : path);
    this.path = path;
    getElement().setAttribute("router-link", true);
    add(icon.draw(), new Span(title));
  }

  @Override
  public void afterNavigation(AfterNavigationEvent event) {
    if (leadsTo(event.getLocation().getFirstSegment())) {
      getElement().setAttribute("aria-current", "page");
    } else {
      getElement().removeAttribute("aria-current");
    }
  }

  boolean leadsTo(String firstSegment) {
    return firstSegment.equals(path);
  }
}
