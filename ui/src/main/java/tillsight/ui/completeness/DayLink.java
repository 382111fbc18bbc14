package tillsight.ui.completeness;

import com.vaadin.flow.router.RouteParam;
import com.vaadin.flow.router.RouteParameters;
import com.vaadin.flow.router.RouterLink;
import java.time.LocalDate;
import tillsight.ui.common.Address;
import tillsight.ui.common.Filter;

/** Leads to one day of one till, among the tills and days that were chosen. */
final class DayLink extends RouterLink {

  DayLink(String text, String till, LocalDate date, Filter filter) {
    super(text, CompletenessView.class, parameters(till, date));
    setQueryParameters(Address.of(filter));
  }

  static RouteParameters parameters(String till, LocalDate date) {
    return new RouteParameters(
        new RouteParam("till", till), new RouteParam("date", date.toString()));
  }
}
