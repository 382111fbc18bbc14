package tillsight.ui.overview;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tillsight.ui.chart.EChart;
import tillsight.ui.client.Payment;
import tillsight.ui.client.ServerTrouble;
import tillsight.ui.client.SignedIn;
import tillsight.ui.client.Trends;
import tillsight.ui.common.Clock;
import tillsight.ui.common.Desk;
import tillsight.ui.common.Filter;
import tillsight.ui.common.Preset;
import tillsight.ui.common.Questions;
import tillsight.ui.common.Range;
import tillsight.ui.common.Shillings;
import tillsight.ui.common.State;
import tillsight.ui.security.Role;

/** The day so far, beside the same weekday last week, moving with every payment. */
final class TodayStrip extends Section {

  private static final int LATEST = 5;

  private final Desk desk;
  private final Clock clock;
  private final Questions questions;
  private final Span money = new Span();
  private final Span count = new Span();
  private final Div moved = new Div();
  private final Div shape = new Div();
  final EChart chart = new EChart();
  final Ticker ticker;
  private @Nullable Day day;

  TodayStrip(Desk desk) {
    this.desk = desk;
    this.clock = desk.clock();
    this.questions = desk.questions(this);
    this.ticker = new Ticker(clock);
    addClassNames("card", "today");
    money.addClassName("today-money");
    money.add(State.skeleton("skeleton-value"));
    count.addClassName("today-count");
    moved.addClassName("today-moved");
    chart.addClassName("today-chart");
    shape.addClassName("today-shape");
    shape.add(State.skeleton("skeleton-block"));
    var dot = new Span();
    dot.addClassName("dot");
    var title = new H2(dot, new Span("Today so far"));
    var figures = new Div(title, money, count, moved);
    figures.addClassName("today-figures");
    add(figures, shape, ticker);
  }

  String money() {
    return money.getText();
  }

  /** What is shown is of other tills: it stays until the new answer, but not longer. */
  void outdated() {
    day = null;
  }

  void load(Filter filter) {
    var today = Preset.TODAY.on(clock.today());
    var latest = filter.question(today).with("limit", LATEST);
    questions.ask("day", who -> ask(who, filter, today), this::show, this::trouble);
    questions.ask(
        "latest",
        who -> desk.server().payments(who, latest),
        payments -> ticker.show(payments.items()),
        _ -> ticker.show(List.of()));
  }

  /** Counts a payment at once; the next answer of the server puts right what that leaves out. */
  void arrive(Payment payment) {
    ticker.arrive(payment);
    if (day != null && payment.isRevenue() && clock.day(payment.paidAt()).equals(clock.today())) {
      show(day.plus(payment));
    }
  }

  private Day ask(SignedIn who, Filter filter, Range today) {
    var now = hours(who, filter, today);
    // A cashier sees today only, so there is nothing to lay under it.
    var seesBefore = !Role.CASHIER.equals(who.role());
    var weekAgo = new Range(Preset.CUSTOM, today.from().minusWeeks(1), today.to().minusWeeks(1));
    return Day.of(now, seesBefore ? hours(who, filter, weekAgo) : null, clock);
  }

  private Trends hours(SignedIn who, Filter filter, Range range) {
    return desk.server().trends(who, filter.question(range).with("interval", "hour"));
  }

  private void show(Day shown) {
    day = shown;
    money.setText(Shillings.whole(shown.grossCents()));
    count.setText(
        Shillings.count(shown.payments()) + (shown.payments() == 1 ? " payment" : " payments"));
    moved.removeAll();
    var delta = shown.delta();
    if (delta != null) {
      moved.add(delta.chip(), new Span("vs last " + weekday() + " by " + clock.hour(clock.now())));
    }
    chart.show(shown.trend(), shown.finding());
    if (chart.getParent().isEmpty()) {
      var legend = new Div(key("key-now", "today"));
      if (delta != null) {
        legend.add(key("key-last", "last " + weekday()));
      }
      legend.addClassName("legend");
      shape.removeAll();
      shape.add(legend, chart);
    }
  }

  private void trouble(ServerTrouble trouble) {
    if (day == null || trouble instanceof ServerTrouble.Refused) {
      shape.removeAll();
      shape.add(State.of(trouble, "Today"));
      money.setText("–");
    }
  }

  private String weekday() {
    return clock.today().getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.UK);
  }

  private static Span key(String kind, String text) {
    var mark = new Span();
    mark.addClassNames("key-mark", kind);
    var key = new Span(mark, new Span(text));
    key.addClassName("legend-key");
    return key;
  }
}
