package tillsight.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import java.util.List;
import tillsight.ui.client.Till;
import tillsight.ui.common.Address;
import tillsight.ui.common.Clock;
import tillsight.ui.common.Compare;
import tillsight.ui.common.ComparePicker;
import tillsight.ui.common.Filter;
import tillsight.ui.common.Preset;
import tillsight.ui.common.RangePicker;
import tillsight.ui.common.ScopePicker;
import tillsight.ui.common.Stamp;

/** The row above every page of figures: which tills, which days, compared with what, how fresh. */
final class FilterBar extends Div {

  private final Clock clock;
  private final ScopePicker scope;
  private final RangePicker range;
  private final ComparePicker compare;
  private Filter filter;

  FilterBar(Clock clock, Stamp stamp, Filter initial) {
    this.clock = clock;
    this.filter = initial;
    scope = new ScopePicker((tills, branches) -> go(filter.with(tills, branches)));
    range = new RangePicker(clock, chosen -> go(filter.with(chosen)));
    compare = new ComparePicker(other -> go(filter.with(other)));
    addClassName("filter-bar");
    var choices = new Div(scope, range, compare);
    choices.addClassName("filter-choices");
    add(choices, stamp);
  }

  void offer(List<Till> tills) {
    scope.offer(tills);
    scope.show(filter);
  }

  /** Shows the filter, with only those choices that mean something on the page. */
  void show(Filter shown, boolean days, boolean comparison) {
    filter = shown;
    range.setVisible(days);
    compare.setVisible(comparison);
    scope.show(shown);
    range.show(shown.range());
    compare.show(shown);
  }

  /** What a key on the keyboard stands for. */
  void press(String key) {
    if (!range.isVisible()) {
      return;
    }
    switch (key) {
      case "d" -> go(filter.with(Preset.TODAY.on(clock.today())));
      case "w" -> go(filter.with(Preset.LAST_7.on(clock.today())));
      case "m" -> go(filter.with(Preset.MONTH.on(clock.today())));
      case "x" -> compareOrNot();
      case "ArrowLeft" -> range.step(-1);
      case "ArrowRight" -> range.step(1);
      default -> {
        // Other keys belong to the browser.
      }
    }
  }

  private void compareOrNot() {
    if (compare.isVisible()) {
      go(filter.with(filter.compare().isOn() ? Compare.OFF : Compare.PREVIOUS));
    }
  }

  private static void go(Filter changed) {
    Address.change(UI.getCurrent(), changed.address());
  }
}
