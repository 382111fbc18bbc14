package tillsight.ui.statement;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouteParam;
import com.vaadin.flow.router.RouteParameters;
import jakarta.annotation.security.RolesAllowed;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tillsight.ui.client.Listing;
import tillsight.ui.client.Question;
import tillsight.ui.client.ServerTrouble;
import tillsight.ui.client.SignedIn;
import tillsight.ui.client.Statement;
import tillsight.ui.client.Till;
import tillsight.ui.common.Clock;
import tillsight.ui.common.Desk;
import tillsight.ui.common.Icon;
import tillsight.ui.common.Preset;
import tillsight.ui.common.Questions;
import tillsight.ui.common.State;
import tillsight.ui.common.TillNames;
import tillsight.ui.live.Pace;
import tillsight.ui.security.Role;

/** The portal's statements: upload one, watch it being loaded, look back at the earlier ones. */
@Route("statements/:statement?")
@PageTitle("Statements · Tillsight")
@Menu(title = "Statements", order = 3.4, icon = "statements")
@RolesAllowed({Role.OWNER, Role.AUDITOR, Role.OPERATOR})
public final class StatementsView extends Main
    implements BeforeEnterObserver, AfterNavigationObserver, StatementUpload.Progress {

  private static final int PAGE = 50;
  private static final Duration LOOK = Duration.ofSeconds(1);

  final UploadCard upload;
  final CurrentCard current = new CurrentCard();
  final Div list = new Div();
  private final Div earlier = new Div();
  private final Div more = new Div();
  private final Desk desk;
  private final Clock clock;
  private final Questions questions;
  private final Pace look;
  private Optional<String> chosen = Optional.empty();
  private @Nullable Statement watched;
  private List<Till> tills = List.of();
  private String till = "";

  StatementsView(Desk desk) {
    this.desk = desk;
    this.clock = desk.clock();
    this.questions = desk.questions(this);
    this.look = new Pace(this, LOOK, this::look);
    addClassNames("view", "statements");
    var title = new H1("Statements");
    title.addClassName("view-title");
    var intro =
        new Paragraph(
            "The M-PESA portal's own list of an account. It shows what was never reported,"
                + " explains every balance, and proves the days it covers.");
    intro.addClassName("view-intro");
    upload = new UploadCard(desk, this);
    upload.setVisible(desk.is(Role.OWNER, Role.OPERATOR));
    var head = new Div(title);
    head.addClassName("view-head");
    var heading = new H2("Earlier uploads");
    list.addClassName("statement-list");
    list.add(State.skeleton("skeleton-rows"));
    more.addClassName("more");
    earlier.addClassName("earlier");
    earlier.add(heading, list, more);
    add(head, intro, upload, current, earlier);
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    chosen = event.getRouteParameters().get("statement");
    till = event.getLocation().getQueryParameters().getSingleParameter("till").orElse("");
  }

  @Override
  public void afterNavigation(AfterNavigationEvent event) {
    load();
  }

  /** What the page shows, asked together so that the rows can name their tills. */
  private record Asked(Listing<Statement> statements, List<Till> tills, @Nullable Statement one) {}

  private void load() {
    var id = chosen;
    questions.ask("statements", who -> ask(who, id), this::show, this::trouble);
  }

  private Asked ask(SignedIn who, Optional<String> id) {
    var today = Preset.TODAY.on(clock.today());
    return new Asked(
        desk.server().statements(who, Question.always().with("limit", PAGE)),
        desk.server().tills(who, Question.range(today.from(), today.to())).items(),
        id.map(named -> desk.server().statement(who, named)).orElse(null));
  }

  private void show(Asked asked) {
    tills = asked.tills();
    upload.offer(tills);
    upload.choose(till);
    var statements = asked.statements();
    var running = statements.items().stream().filter(Statement::isRunning).findFirst().orElse(null);
    var watch = asked.one() == null ? running : asked.one();
    if (watch == null) {
      watched = null;
      current.setVisible(false);
    } else {
      watch(watch);
    }
    list.removeAll();
    append(statements);
    if (list.getChildren().findAny().isEmpty() && watch == null) {
      list.add(nothing());
    }
    earlier.setVisible(list.getChildren().findAny().isPresent());
  }

  private void append(Listing<Statement> statements) {
    var names = TillNames.of(tills);
    var shown = watched == null ? "" : watched.id();
    statements.items().stream()
        .filter(statement -> !statement.id().equals(shown))
        .forEach(statement -> list.add(new StatementRow(statement, names, clock)));
    more.removeAll();
    var next = statements.next();
    if (next != null) {
      more.add(new Button("Show older ones", _ -> older(next)));
    }
  }

  private void older(String cursor) {
    var question = Question.always().with("limit", PAGE).with("cursor", cursor);
    questions.ask(
        "statements", who -> desk.server().statements(who, question), this::append, this::trouble);
  }

  /** Shows how far it is, and looks again in a second while the server is at it. */
  private void watch(Statement statement) {
    watched = statement;
    current.show(statement, TillNames.of(tills), clock);
    if (statement.isRunning()) {
      look.request();
    }
  }

  void look() {
    var one = watched;
    if (one == null) {
      return;
    }
    questions.ask(
        "one",
        who -> desk.server().statement(who, one.id()),
        seen -> {
          var finished = !seen.isRunning();
          watch(seen);
          if (finished) {
            load();
          }
        },
        this::missed);
  }

  /** Somebody who waits goes on waiting while the server is away. */
  private void missed(ServerTrouble trouble) {
    if (trouble instanceof ServerTrouble.Away) {
      look.request();
    } else {
      trouble(trouble);
    }
  }

  @Override
  public void arriving(String name, int percent) {
    watched = null;
    upload.reset();
    current.arriving(name, percent);
  }

  @Override
  public void taken(Statement statement) {
    upload.reset();
    var to = new RouteParameters(new RouteParam("statement", statement.id()));
    UI.getCurrent().navigate(StatementsView.class, to);
  }

  @Override
  public void failed(String name, ServerTrouble trouble) {
    current.setVisible(false);
    upload.trouble(name + ": " + trouble.words());
  }

  private void trouble(ServerTrouble trouble) {
    list.removeAll();
    list.add(State.of(trouble, "Statements"));
    more.removeAll();
  }

  private State nothing() {
    return new State(
        Icon.STATEMENTS,
        "No statement yet",
        desk.is(Role.AUDITOR)
            ? "An owner or operator uploads them; they show here with what each brought."
            : "Pull only looks back 48 hours. For anything older, the portal's statement is the one"
                + " witness there is.");
  }
}
