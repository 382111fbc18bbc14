package tillsight.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import java.util.List;
import tillsight.ui.common.Icon;

/** The bar at the foot of a phone: the first pages of the menu, and the way to the others. */
final class BottomBar extends Div implements AfterNavigationObserver {

  /** As many as fit side by side on a narrow phone, "More" included. */
  static final int PLACES_MAX = 5;

  private final List<BottomLink> shown;
  private final NativeButton more = new NativeButton();

  BottomBar(List<BottomLink> links, Runnable openMenu) {
    shown = links.stream().limit(PLACES_MAX - 1).toList();
    addClassName("bottom-bar");
    getElement().setAttribute("role", "navigation");
    getElement().setAttribute("aria-label", "Pages");
    shown.forEach(this::add);
    more.add(Icon.MENU.draw(), new Span("More"));
    more.addClickListener(_ -> openMenu.run());
    add(more);
  }

  @Override
  public void afterNavigation(AfterNavigationEvent event) {
    var first = event.getLocation().getFirstSegment();
    if (shown.stream().anyMatch(link -> link.leadsTo(first))) {
      more.getElement().removeAttribute("aria-current");
    } else {
      more.getElement().setAttribute("aria-current", "true");
    }
  }

  /** Something waits on this page: it is told at "More" if the page is found there only. */
  void waiting(String path) {
    var hidden = !path.isEmpty() && shown.stream().noneMatch(link -> link.leadsTo(path));
    more.setClassName("waiting", hidden);
    more.setAriaLabel(hidden ? "More pages; something waits for a decision" : "More pages");
  }
}
