package tillsight.ui.common;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.QueryParameters;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The page's address: where all choices live, so that links, reload and back keep them. */
public final class Address {

  /** Stays on the page and changes some parameters; an empty list takes one away. */
  public static void change(UI ui, Map<String, List<String>> changes) {
    var location = ui.getActiveViewLocation();
    ui.navigate(location.getPath(), changed(location, changes));
  }

  static QueryParameters changed(Location location, Map<String, List<String>> changes) {
    var parameters = new TreeMap<>(location.getQueryParameters().getParameters());
    changes.forEach(
        (name, values) -> {
          if (values.isEmpty()) {
            parameters.remove(name);
          } else {
            parameters.put(name, values);
          }
        });
    return new QueryParameters(parameters);
  }

  /**
   * Only the parameters of the filter, for a link to another page about the same tills and days.
   */
  public static QueryParameters of(Filter filter) {
    var parameters = new TreeMap<String, List<String>>();
    filter
        .address()
        .forEach(
            (name, values) -> {
              if (!values.isEmpty()) {
                parameters.put(name, values);
              }
            });
    return new QueryParameters(parameters);
  }

  private Address() {}
}
