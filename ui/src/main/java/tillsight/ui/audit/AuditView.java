package tillsight.ui.audit;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.time.LocalDate;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tillsight.ui.client.Deed;
import tillsight.ui.client.Listing;
import tillsight.ui.client.Question;
import tillsight.ui.client.ServerTrouble;
import tillsight.ui.common.Desk;
import tillsight.ui.common.Icon;
import tillsight.ui.common.Questions;
import tillsight.ui.common.State;
import tillsight.ui.security.Role;

/** Who did what, and why: newest first, day by day, as far back as somebody wants to read. */
@Route("audit")
@PageTitle("Audit · Tillsight")
@Menu(title = "Audit", order = 9, icon = "audit")
@RolesAllowed({Role.OWNER, Role.AUDITOR})
public final class AuditView extends Main {

  private static final int PAGE = 50;

  private final Desk desk;
  private final Questions questions;
  private final Div days = new Div();
  private final Div more = new Div();
  private @Nullable LocalDate day;
  private OrderedList rows = new OrderedList();

  AuditView(Desk desk) {
    this.desk = desk;
    this.questions = desk.questions(this);
    addClassNames("view", "audit");
    var title = new H1("Audit");
    title.addClassName("view-title");
    var head = new Div(title);
    head.addClassName("view-head");
    var intro =
        new Paragraph("Who did what, and why. Entries are written once and changed by nobody.");
    intro.addClassName("view-intro");
    days.add(State.skeleton("skeleton-rows"));
    more.addClassName("more");
    add(head, intro, days, more);
  }

  @Override
  protected void onAttach(AttachEvent event) {
    ask("", this::fill);
  }

  private void ask(String cursor, Consumer<Listing<Deed>> answer) {
    var question = Question.always().with("cursor", cursor).with("limit", PAGE);
    questions.ask("audit", who -> desk.server().audit(who, question), answer, this::trouble);
  }

  private void fill(Listing<Deed> deeds) {
    days.removeAll();
    day = null;
    if (deeds.items().isEmpty()) {
      days.add(
          new State(
              Icon.AUDIT,
              "Nothing yet",
              "Decisions, uploads and calls to Safaricom are written down here."));
    }
    append(deeds);
  }

  private void append(Listing<Deed> deeds) {
    deeds.items().forEach(this::add);
    more.removeAll();
    var next = deeds.next();
    if (next != null) {
      more.add(new Button("Show older ones", _ -> ask(next, this::append)));
    }
  }

  private void add(Deed deed) {
    var clock = desk.clock();
    var of = clock.day(deed.at());
    if (!Objects.equals(of, day)) {
      day = of;
      rows = new OrderedList();
      rows.addClassNames("card", "deeds");
      var title = new H2(name(of));
      title.addClassName("deed-day");
      var section = new Section(title, rows);
      section.addClassName("deed-section");
      days.add(section);
    }
    rows.add(new DeedRow(deed, clock));
  }

  private String name(LocalDate of) {
    var today = desk.clock().today();
    return of.equals(today)
        ? "Today"
        : of.equals(today.minusDays(1)) ? "Yesterday" : desk.clock().date(of);
  }

  private void trouble(ServerTrouble trouble) {
    days.removeAll();
    more.removeAll();
    day = null;
    days.add(State.of(trouble, "The audit"));
  }
}
