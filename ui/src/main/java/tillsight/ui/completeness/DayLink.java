package tillsight.ui.completeness;

import com.vaadin.flow.router.RouterLink;
import tillsight.ui.common.Address;
import tillsight.ui.common.Filter;

/** Leads to one day of one till, among the tills and days that were chosen. */
final class DayLink extends RouterLink {

  DayLink(String text, TillDay day, Filter filter) {
    super(text, CompletenessView.class, day.address());
    setQueryParameters(Address.of(filter));
  }
}
