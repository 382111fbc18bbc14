package tillsight.ui.common;

import com.vaadin.flow.router.QueryParameters;

/** A page about some tills and some days: the frame reads the address and tells it which. */
public interface Page {

  /** Shows these tills and days; whatever else the page understands is in the address. */
  void show(Filter filter, QueryParameters address);

  /** Whether there are figures of days on it, for whoever looks at it, so that days are offered. */
  default boolean isOfDays() {
    return true;
  }

  /** Whether its days are held against others, so that a comparison is offered. */
  default boolean isCompared() {
    return true;
  }
}
