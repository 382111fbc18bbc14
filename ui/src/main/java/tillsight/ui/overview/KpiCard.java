package tillsight.ui.overview;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import java.util.List;
import java.util.function.Consumer;
import tillsight.ui.chart.EChart;
import tillsight.ui.chart.Sparkline;
import tillsight.ui.client.Summary;
import tillsight.ui.client.Trends;
import tillsight.ui.common.Definition;
import tillsight.ui.common.Delta;
import tillsight.ui.common.Range;
import tillsight.ui.common.Shillings;
import tillsight.ui.common.State;

/** One figure: its value, how it moved, its course, and what it means. A click plots it. */
final class KpiCard extends Div {

  private final Metric metric;
  private final NativeButton plot = new NativeButton();
  private final Span value = new Span();
  private final Span brief = new Span();
  private final Div moved = new Div();
  private final Div extra = new Div();
  private final EChart sparkline = new EChart();

  KpiCard(Metric metric, Consumer<Metric> plotted) {
    this.metric = metric;
    addClassNames("kpi", "kpi-" + metric.key());
    plot.setText(metric.label());
    plot.addClassName("kpi-label");
    plot.setEnabled(metric.isPlotted());
    plot.addClickListener(_ -> plotted.accept(metric));
    value.addClassName("kpi-value");
    brief.addClassName("kpi-brief");
    moved.addClassName("kpi-moved");
    extra.addClassName("kpi-extra");
    sparkline.addClassName("kpi-sparkline");
    sparkline.setVisible(metric.isPlotted());
    var head = new Div(plot, new Definition(metric.label(), metric.meaning(), metric.formula()));
    head.addClassName("kpi-head");
    var figures = new Div(value, brief);
    figures.addClassName("kpi-figures");
    var course = new Div(moved, sparkline);
    course.addClassName("kpi-course");
    value.add(State.skeleton("skeleton-value"));
    add(head, figures, course, extra);
  }

  String value() {
    return value.getText();
  }

  void choose(boolean chosen) {
    setClassName("kpi-chosen", chosen);
    plot.getElement().setAttribute("aria-pressed", "" + chosen);
  }

  void unknown() {
    value.setText("–");
    value.setTitle("");
    brief.setText("–");
    moved.removeAll();
    extra.removeAll();
    sparkline.setVisible(false);
  }

  void show(Summary summary, List<Trends.Point> points) {
    var number = metric.of(summary);
    value.setText(metric.write(number));
    value.setTitle(metric.write(number));
    brief.setText(metric.writeBriefly(number));
    brief.getElement().setAttribute("aria-hidden", "true");
    showDelta(summary, number);
    showExtra(summary);
    sparkline.setVisible(metric.isPlotted());
    if (metric.isPlotted()) {
      var course = points.stream().filter(Trends.Point::complete).map(metric::of).toList();
      sparkline.show(new Sparkline(course), metric.label() + " over the range");
    }
  }

  private void showDelta(Summary summary, double number) {
    moved.removeAll();
    var before = summary.compare();
    if (before != null) {
      var delta = Delta.of(number, metric.of(before), before.payments(), metric.isUpBad());
      var dates = Range.custom(before.from(), before.to().minusDays(1)).shortDates();
      var against = new Span("vs " + dates);
      against.setTitle(metric.write(metric.of(before)) + " in " + dates);
      moved.add(delta.chip(), against);
    }
  }

  private void showExtra(Summary summary) {
    extra.removeAll();
    switch (metric) {
      case CUSTOMERS -> extra.add(split(summary), splitWords(summary));
      case REVERSALS ->
          extra.add(new Span(Shillings.whole(summary.reversedCents()) + " went back"));
      case REPEAT ->
          extra.add(
              new Span(
                  Shillings.percent(summary.identifiedShare())
                      + " of payments name their payer exactly"));
      case GROSS, NET, PAYMENTS, AVERAGE -> extra.setVisible(false);
    }
  }

  private static Div split(Summary summary) {
    var fresh = new Span();
    fresh.addClassName("split-new");
    var share = summary.customers() == 0 ? 0 : 100.0 * summary.newCustomers() / summary.customers();
    fresh.getStyle().set("width", share + "%");
    var bar = new Div(fresh);
    bar.addClassName("split");
    bar.getElement().setAttribute("aria-hidden", "true");
    return bar;
  }

  private static Span splitWords(Summary summary) {
    var words =
        Shillings.count(summary.newCustomers())
            + " new · "
            + Shillings.count(summary.returningCustomers())
            + " returning";
    var approximate = summary.approximateCustomers();
    return new Span(
        approximate == 0 ? words : words + " · " + Shillings.count(approximate) + " approximate");
  }
}
