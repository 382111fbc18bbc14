package tillsight.ui.completeness;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouteParameters;
import jakarta.annotation.security.RolesAllowed;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tillsight.ui.client.Completeness;
import tillsight.ui.client.DayProof;
import tillsight.ui.client.Question;
import tillsight.ui.client.ServerTrouble;
import tillsight.ui.client.SignedIn;
import tillsight.ui.common.Clock;
import tillsight.ui.common.Desk;
import tillsight.ui.common.Filter;
import tillsight.ui.common.Icon;
import tillsight.ui.common.Page;
import tillsight.ui.common.Preset;
import tillsight.ui.common.Questions;
import tillsight.ui.common.Stamp;
import tillsight.ui.common.State;
import tillsight.ui.common.TillNames;
import tillsight.ui.live.LiveFeed;
import tillsight.ui.live.News;
import tillsight.ui.live.Pace;
import tillsight.ui.security.Role;

/** Whether all the money is accounted for, since when, and where to look if not. */
@Route("completeness/:till?/:date?")
@PageTitle("Completeness · Tillsight")
@Menu(title = "Completeness", order = 3.2, icon = "completeness")
@RolesAllowed({Role.OWNER, Role.MANAGER, Role.AUDITOR, Role.OPERATOR})
public final class CompletenessView extends Main implements Page, BeforeEnterObserver {

  /** Evidence moves slowly: a Pull an hour, a statement a month. */
  private static final Duration REFRESH = Duration.ofSeconds(60);

  /** More squares than a year's would be no picture any more. */
  static final int DAYS_MAX = 400;

  final AssuranceCard assurance = new AssuranceCard();
  final CalendarCard calendar;
  final DayDrawer drawer;
  private final Desk desk;
  private final Clock clock;
  private final LiveFeed live;
  private final Stamp stamp;
  private final Questions questions;
  private final Pace refresh;
  private final Div body = new Div();
  private final Span stale = new Span();
  private @Nullable Filter filter;
  private @Nullable Asked shown;
  private Optional<TillDay> chosen = Optional.empty();

  /** What the page shows, asked together so that it agrees. */
  private record Asked(Completeness proof, TillNames names) {}

  /** What the side shows; it may be there before the page behind it is. */
  private record Opened(DayProof proof, TillNames names) {}

  CompletenessView(Desk desk, LiveFeed live, Stamp stamp) {
    this.desk = desk;
    this.clock = desk.clock();
    this.live = live;
    this.stamp = stamp;
    this.questions = desk.questions(this);
    this.refresh = new Pace(this, REFRESH, this::load);
    calendar = new CalendarCard((till, date) -> go(Optional.of(new TillDay(till, date))));
    drawer = new DayDrawer(desk);
    drawer.addOpenedChangeListener(
        opened -> {
          // Closed by a person, not by an address that names no day any more.
          if (!opened.isOpened() && chosen.isPresent()) {
            go(Optional.empty());
          }
        });
    addClassNames("view", "completeness");
    var title = new H1("Completeness");
    title.addClassName("view-title");
    stale.addClassName("stale-note");
    stale.getElement().setAttribute("role", "status");
    stale.setVisible(false);
    var head = new Div(title, stale);
    head.addClassName("view-head");
    body.addClassName("proof");
    body.add(assurance, calendar);
    add(head, body, drawer);
  }

  @Override
  protected void onAttach(AttachEvent event) {
    if (!desk.is(Role.OPERATOR)) {
      live.listen(
          this,
          news -> {
            if (news instanceof News.Paid) {
              refresh.request();
            }
          });
    }
  }

  @Override
  public boolean isCompared() {
    return false;
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    chosen = TillDay.of(event.getRouteParameters());
  }

  @Override
  public void show(Filter asked, QueryParameters address) {
    var same = asked.equals(filter) && shown != null;
    filter = asked;
    if (!same) {
      shown = null;
      load();
    }
    chosen.ifPresentOrElse(this::open, drawer::close);
  }

  void load() {
    var asked = filter;
    if (asked == null) {
      return;
    }
    if (asked.range().days() > DAYS_MAX) {
      put(
          new State(
              Icon.CALENDAR,
              "Too many days for one picture",
              "Choose at most a year at the top; each day is a square of its own."));
      return;
    }
    questions.ask("proof", who -> ask(who, asked), answer -> show(answer, asked), this::trouble);
  }

  private Asked ask(SignedIn who, Filter asked) {
    return new Asked(desk.server().completeness(who, asked.question()), names(who));
  }

  private TillNames names(SignedIn who) {
    var today = Preset.TODAY.on(clock.today());
    return TillNames.of(desk.server().tills(who, Question.range(today.from(), today.to())).items());
  }

  private void show(Asked answer, Filter asked) {
    stamp.show(clock, clock.now());
    stale.setVisible(false);
    shown = answer;
    var proof = answer.proof();
    if (proof.items().isEmpty() && proof.tills().isEmpty()) {
      put(noTill(answer, asked));
      return;
    }
    assurance.show(proof, asked, answer.names(), clock);
    calendar.show(proof, asked.range(), answer.names(), clock);
    put(assurance, calendar);
  }

  private void put(Component... parts) {
    body.removeAll();
    body.add(parts);
  }

  private static State noTill(Asked answer, Filter asked) {
    return answer.names().byCode().isEmpty() || asked.isEverywhere()
        ? new State(
            Icon.COMPLETENESS,
            "No till yet",
            "Once an owner has added a till, each of its days is checked here: what arrived, what"
                + " had to be recovered, and whether anything is missing.")
        : new State(Icon.TILLS, "No till in this choice", "Choose other tills at the top.");
  }

  /** Figures stay in sight when the server is away, with a word about their age. */
  private void trouble(ServerTrouble trouble) {
    if (shown == null || trouble instanceof ServerTrouble.Refused) {
      shown = null;
      put(State.of(trouble, "Completeness"));
      stale.setVisible(false);
    } else {
      stale.setText(trouble.words());
      stale.setVisible(true);
    }
  }

  private void open(TillDay day) {
    var asked = Objects.requireNonNull(filter);
    var known = shown == null ? null : shown.names();
    drawer.wait(day.title(known == null ? TillNames.of(List.of()) : known));
    questions.ask(
        "day",
        who ->
            new Opened(
                desk.server().dayProof(who, day.till(), day.date()),
                known == null ? names(who) : known),
        opened -> drawer.show(opened.proof(), opened.names(), asked),
        drawer::trouble);
  }

  private void go(Optional<TillDay> day) {
    var ui = UI.getCurrent();
    var parameters = ui.getActiveViewLocation().getQueryParameters();
    ui.navigate(
        CompletenessView.class,
        day.map(TillDay::address).orElse(RouteParameters.empty()),
        parameters);
  }
}
