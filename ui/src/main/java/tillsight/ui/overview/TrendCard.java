package tillsight.ui.overview;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tillsight.ui.chart.EChart;
import tillsight.ui.common.Card;
import tillsight.ui.common.Figures;
import tillsight.ui.common.Filter;
import tillsight.ui.common.Icon;
import tillsight.ui.common.Segments;
import tillsight.ui.common.State;

/** The chosen figure over time. */
final class TrendCard extends Card {

  final EChart chart = new EChart();
  private final Figures figures = new Figures();
  private final Segments<Interval> intervals;
  private final Div legend = new Div();

  TrendCard(Consumer<Interval> chosen) {
    super("trend-card", "Trend");
    chart.addClassName("trend-chart");
    legend.addClassName("legend");
    var labels = new LinkedHashMap<Interval, String>();
    List.of(Interval.values()).forEach(interval -> labels.put(interval, interval.label()));
    intervals = new Segments<>("Interval", labels, chosen);
    tools(legend, intervals);
  }

  void show(Course course, Filter filter) {
    title(course.metric().label());
    note("by " + course.interval().key() + ", " + filter.range().dates());
    intervals.offer(interval -> interval.suits(filter.range()) || interval == course.interval());
    intervals.show(course.interval());
    showLegend(filter, course);
    if (course.now().points().isEmpty()) {
      fill(new State(Icon.EMPTY, "Nothing yet", "The range has not begun."));
      return;
    }
    var finding = course.finding();
    chart.show(course.trend(), course.metric().label() + " over time. " + finding);
    figures.show(course.metric().label(), course.header(), course.rows());
    fill(chart);
    foot(figures);
    finding(finding);
    fresh();
  }

  private void showLegend(Filter filter, Course course) {
    legend.removeAll();
    legend.add(key("key-now", filter.range().shortDates()));
    if (course.before() != null) {
      legend.add(key("key-before", filter.range().before(filter.compare()).shortDates()));
    }
    if (course.now().points().stream().anyMatch(point -> !point.complete())) {
      legend.add(key("key-running", "not over yet"));
    }
  }

  private static Span key(String kind, String text) {
    var mark = new Span();
    mark.addClassNames("key-mark", kind);
    var key = new Span(mark, new Span(text));
    key.addClassName("legend-key");
    return key;
  }

  Map<String, String> shown() {
    return Map.of("finding", finding());
  }
}
