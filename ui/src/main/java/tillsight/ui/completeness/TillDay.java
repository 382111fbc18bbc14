package tillsight.ui.completeness;

import com.vaadin.flow.router.RouteParam;
import com.vaadin.flow.router.RouteParameters;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import tillsight.ui.common.Dates;
import tillsight.ui.common.TillNames;

/** One day of one till, as an address names it. */
record TillDay(String till, LocalDate date) {

  /** The day of an address. What makes no sense in it counts as not said. */
  static Optional<TillDay> of(RouteParameters address) {
    try {
      return address
          .get("till")
          .flatMap(
              till -> address.get("date").map(date -> new TillDay(till, LocalDate.parse(date))));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  RouteParameters address() {
    return new RouteParameters(
        new RouteParam("till", till), new RouteParam("date", date.toString()));
  }

  /** "Westlands Counter 2, Friday 20 February". */
  String title(TillNames names) {
    return names.full(till) + ", " + Dates.full(date);
  }
}
