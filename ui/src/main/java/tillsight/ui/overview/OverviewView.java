package tillsight.ui.overview;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tillsight.ui.client.Question;
import tillsight.ui.client.ServerTrouble;
import tillsight.ui.client.SignedIn;
import tillsight.ui.client.Summary;
import tillsight.ui.client.Till;
import tillsight.ui.client.Trends;
import tillsight.ui.common.Address;
import tillsight.ui.common.Card;
import tillsight.ui.common.Desk;
import tillsight.ui.common.Filter;
import tillsight.ui.common.Page;
import tillsight.ui.common.Questions;
import tillsight.ui.common.Stamp;
import tillsight.ui.live.LiveFeed;
import tillsight.ui.live.News;
import tillsight.ui.live.Pace;
import tillsight.ui.security.Role;

/** The first page: the day so far, the figures of the range, and where they come from. */
@Route("")
@PageTitle("Overview · Tillsight")
@Menu(title = "Overview", order = 1, icon = "overview")
@RolesAllowed({Role.OWNER, Role.AUDITOR, Role.MANAGER, Role.CASHIER})
class OverviewView extends Main implements Page {

  private static final Duration REFRESH = Duration.ofSeconds(5);

  final TodayStrip today;
  final Attention attention;
  final KpiRow kpis;
  final Proof proof;
  final TrendCard trend;
  final WeekCard week;
  final TillsCard tills = new TillsCard();
  final CustomersCard customers;

  private final Desk desk;
  private final LiveFeed live;
  private final Stamp stamp;
  private final Questions questions;
  private final Pace refresh;
  private @Nullable Filter filter;
  private QueryParameters address = QueryParameters.empty();
  private List<Till> known = List.of();

  OverviewView(Desk desk, LiveFeed live, Stamp stamp) {
    this.desk = desk;
    this.live = live;
    this.stamp = stamp;
    this.questions = desk.questions(this);
    this.refresh = new Pace(this, REFRESH, this::refresh);
    addClassNames("view", "overview");
    today = new TodayStrip(desk);
    attention = new Attention(desk.clock(), Filter.of(address, desk.clock().today()));
    kpis = new KpiRow(metric -> change("metric", metric.key()));
    trend = new TrendCard(interval -> change("interval", interval.key()));
    week = new WeekCard(desk, measure -> change("measure", measure.key()));
    proof = new Proof(desk, this, attention);
    kpis.add(proof.card);
    customers = new CustomersCard(desk);
    var title = new H1(seesFigures() ? "Overview" : "Today");
    title.addClassName("view-title");
    add(title, today);
    if (seesFigures()) {
      var course = new Div(trend, customers);
      course.addClassNames("columns", "columns-course");
      var sources = new Div(week, tills);
      sources.addClassNames("columns", "columns-sources");
      add(attention, kpis, course, sources);
    } else {
      tills.addClassName("cashier-tills");
      add(tills);
    }
  }

  @Override
  protected void onAttach(AttachEvent event) {
    live.listen(this, this::hear);
  }

  @Override
  public void show(Filter shown, QueryParameters parameters) {
    var sameRange = shown.equals(filter);
    filter = shown;
    address = parameters;
    if (sameRange) {
      loadFigures(shown);
    } else {
      load(shown);
    }
    if (seesFigures()) {
      week.load(shown, measure());
    }
  }

  private void load(Filter shown) {
    List.of(trend, week, tills, customers).forEach(Card::outdated);
    today.outdated();
    today.load(shown);
    loadTills(shown);
    stamp.show(desk.clock(), desk.clock().now());
    if (seesFigures()) {
      loadFigures(shown);
      customers.load(shown);
      loadWaiting();
      proof.load(shown);
    }
  }

  private void loadFigures(Filter shown) {
    if (!seesFigures()) {
      return;
    }
    kpis.choose(metric());
    var interval = interval(shown);
    questions.ask(
        "figures", who -> ask(who, shown, interval), asked -> show(asked, shown), this::trouble);
  }

  /** What the figures and the trend need, asked together so that they agree. */
  private record Asked(Summary summary, Interval interval, Trends now, @Nullable Trends before) {}

  private Asked ask(SignedIn who, Filter shown, Interval interval) {
    var range = shown.range();
    var before =
        shown.compare().isOn()
            ? trends(who, shown.question(range.before(shown.compare())), interval)
            : null;
    return new Asked(
        desk.server().summary(who, shown.question().with("compare", shown.compare().key())),
        interval,
        trends(who, shown.question(), interval),
        before);
  }

  private Trends trends(SignedIn who, Question question, Interval interval) {
    return desk.server().trends(who, question.with("interval", interval.key()));
  }

  private void show(Asked asked, Filter shown) {
    kpis.show(asked.summary(), asked.now().points());
    var zone = desk.clock().zone();
    trend.show(new Course(metric(), asked.interval(), zone, asked.now(), asked.before()), shown);
    stamp.show(
        desk.clock(), asked.summary().asOf() == null ? desk.clock().now() : asked.summary().asOf());
  }

  private void trouble(ServerTrouble trouble) {
    if (trend.trouble(trouble, "The figures")) {
      kpis.unknown();
    }
  }

  private void loadTills(Filter shown) {
    questions.ask(
        "tills",
        who -> desk.server().tills(who, shown.question().with("compare", shown.compare().key())),
        answer -> {
          known = answer.items();
          tills.show(known, shown);
          attention.show(known, shown);
          proof.name(known);
        },
        trouble -> tills.trouble(trouble, "Tills"));
  }

  private void loadWaiting() {
    if (desk.is(Role.OWNER, Role.AUDITOR)) {
      questions.ask(
          "waiting",
          who -> desk.server().quarantine(who, Question.always().with("limit", 100)),
          doubts -> attention.waiting(doubts.items().size(), doubts.next() != null),
          _ -> attention.waiting(0, false));
    }
  }

  private void hear(News news) {
    if (news instanceof News.Paid(var payment)
        && filter != null
        && filter.includesTillOf(payment, known)) {
      today.arrive(payment);
      refresh.request();
    } else if (news instanceof News.Connection(var open) && open) {
      // What happened while the stream was away is in the figures, not in the stream.
      refresh.request();
    }
  }

  private void refresh() {
    if (filter == null) {
      return;
    }
    var day = desk.clock().today();
    if (!Filter.of(address, day).range().equals(filter.range()) && seesFigures()) {
      // Midnight has passed: "today" means another day now.
      Address.change(UI.getCurrent(), Map.of());
      return;
    }
    today.load(filter);
    if (filter.range().includes(day)) {
      loadFigures(filter);
      loadTills(filter);
      proof.refresh();
    }
  }

  private void change(String parameter, String value) {
    Address.change(UI.getCurrent(), Map.of(parameter, List.of(value)));
  }

  private Metric metric() {
    return address.getSingleParameter("metric").flatMap(Metric::of).orElse(Metric.GROSS);
  }

  private Measure measure() {
    return address.getSingleParameter("measure").flatMap(Measure::of).orElse(Measure.PAYMENTS);
  }

  private Interval interval(Filter shown) {
    return address
        .getSingleParameter("interval")
        .flatMap(Interval::of)
        .filter(interval -> interval.suits(shown.range()))
        .orElse(Interval.suiting(shown.range()));
  }

  private boolean seesFigures() {
    return !desk.is(Role.CASHIER);
  }
}
