package tillsight.ui.overview;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Consumer;
import tillsight.ui.chart.EChart;
import tillsight.ui.chart.Heatmap;
import tillsight.ui.client.Cells;
import tillsight.ui.client.SignedIn;
import tillsight.ui.common.Card;
import tillsight.ui.common.Desk;
import tillsight.ui.common.Figures;
import tillsight.ui.common.Filter;
import tillsight.ui.common.Icon;
import tillsight.ui.common.Questions;
import tillsight.ui.common.Segments;
import tillsight.ui.common.State;

/** When the customers come: the typical week, hour by hour. */
final class WeekCard extends Card {

  final EChart chart = new EChart();
  private final Desk desk;
  private final Questions questions;
  private final Figures figures = new Figures();
  private final Segments<Measure> measures;

  WeekCard(Desk desk, Consumer<Measure> chosen) {
    super("week-card", "Peak hours");
    this.desk = desk;
    this.questions = desk.questions(this);
    chart.addClassName("week-chart");
    var labels = new LinkedHashMap<Measure, String>();
    List.of(Measure.values()).forEach(measure -> labels.put(measure, measure.label()));
    measures = new Segments<>("Measure", labels, chosen);
    tools(measures);
  }

  void load(Filter filter, Measure measure) {
    measures.show(measure);
    note("average per weekday and hour");
    questions.ask(
        "week",
        who -> ask(who, filter, measure),
        this::show,
        trouble -> trouble(trouble, "Peak hours"));
  }

  private Week ask(SignedIn who, Filter filter, Measure measure) {
    var payments = cells(who, filter, Measure.PAYMENTS);
    var amounts = cells(who, filter, Measure.AMOUNT);
    var chosen =
        switch (measure) {
          case PAYMENTS -> payments;
          case AMOUNT -> amounts;
          case AVERAGE, CUSTOMERS -> cells(who, filter, measure);
        };
    return new Week(measure, chosen, payments, amounts);
  }

  private Cells cells(SignedIn who, Filter filter, Measure measure) {
    return desk.server().heatmap(who, filter.question().with("measure", measure.key()));
  }

  private void show(Week week) {
    if (week.isEmpty()) {
      fill(
          new State(
              Icon.EMPTY,
              "No payments in this range",
              "Choose other dates or other tills to see when customers come."));
      foot();
      finding("");
      return;
    }
    var heatmap = week.heatmap();
    chart.show(heatmap, "Peak hours. " + week.finding());
    figures.show(
        "The typical week",
        List.of("Weekday", "Hour", "Payments", "KES", "Days counted"),
        week.rows());
    fill(chart, legend(week.measure(), heatmap));
    foot(figures);
    finding(week.finding());
    fresh();
  }

  /** From fewer to more, with the numbers at which the shades begin. */
  private static Div legend(Measure measure, Heatmap heatmap) {
    var legend = new Div(new Span("fewer"));
    legend.addClassName("heat-legend");
    var thresholds = heatmap.thresholds();
    legend.add(shade(0, "0"));
    for (var i = 0; i < thresholds.size(); i++) {
      var from = measure.writeBriefly(thresholds.get(i)).replace("KES ", "");
      legend.add(shade(Heatmap.SHADES - thresholds.size() + i, from + "+"));
    }
    legend.add(new Span("more"));
    return legend;
  }

  private static Div shade(int shade, String text) {
    var box = new Span();
    box.addClassName("heat-box");
    box.getStyle().set("background", "var(--ts-heat-" + shade + ")");
    var entry = new Div(box, new Span(text));
    entry.addClassName("heat-shade");
    return entry;
  }
}
