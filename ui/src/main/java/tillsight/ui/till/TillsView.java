package tillsight.ui.till;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tillsight.ui.client.ServerTrouble;
import tillsight.ui.client.Till;
import tillsight.ui.common.Desk;
import tillsight.ui.common.Filter;
import tillsight.ui.common.Icon;
import tillsight.ui.common.Page;
import tillsight.ui.common.Questions;
import tillsight.ui.common.Shillings;
import tillsight.ui.common.Stamp;
import tillsight.ui.common.State;
import tillsight.ui.live.LiveFeed;
import tillsight.ui.live.News;
import tillsight.ui.live.Pace;
import tillsight.ui.security.Role;

/** The tills, branch by branch. */
@Route("tills")
@PageTitle("Tills · Tillsight")
@Menu(title = "Tills", order = 3, icon = "tills")
@RolesAllowed({Role.OWNER, Role.AUDITOR, Role.MANAGER, Role.CASHIER, Role.OPERATOR})
public final class TillsView extends Main implements Page {

  private static final Duration REFRESH = Duration.ofSeconds(5);

  private final Desk desk;
  private final LiveFeed live;
  private final Stamp stamp;
  private final Questions questions;
  private final Pace refresh;
  private final Div branches = new Div();
  private final Span totals = new Span();
  private @Nullable Filter filter;
  private boolean filled;

  TillsView(Desk desk, LiveFeed live, Stamp stamp) {
    this.desk = desk;
    this.live = live;
    this.stamp = stamp;
    this.questions = desk.questions(this);
    this.refresh = new Pace(this, REFRESH, this::load);
    addClassNames("view", "tills");
    var title = new H1("Tills");
    title.addClassName("view-title");
    totals.addClassName("totals");
    var head = new Div(title, totals);
    head.addClassName("view-head");
    branches.addClassName("branches");
    branches.add(State.skeleton("skeleton-rows"));
    add(head, branches);
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

  /** An operator sees which tills are alive, but no figures. */
  @Override
  public boolean isOfDays() {
    return !desk.is(Role.OPERATOR);
  }

  @Override
  public void show(Filter shown, QueryParameters address) {
    filter = shown;
    load();
  }

  private void load() {
    if (filter == null) {
      return;
    }
    var asked = filter;
    var question = asked.question().with("compare", asked.compare().key());
    questions.ask(
        "tills",
        who -> desk.server().tills(who, question),
        tills -> show(tills.items(), asked),
        this::trouble);
  }

  private void show(List<Till> tills, Filter asked) {
    filled = true;
    stamp.show(desk.clock(), desk.clock().now());
    branches.removeAll();
    if (tills.isEmpty()) {
      branches.add(noTill());
    }
    var money = !desk.is(Role.OPERATOR);
    var total = tills.stream().mapToLong(Till::grossCents).sum();
    totals.setText(money ? Shillings.whole(total) + " gross, " + asked.range().dates() : "");
    var byBranch = new LinkedHashMap<String, List<Till>>();
    for (var till : tills) {
      byBranch.computeIfAbsent(branch(till), _ -> new ArrayList<>()).add(till);
    }
    byBranch.forEach(
        (name, ofBranch) -> branches.add(section(name, ofBranch, asked, total, money)));
  }

  private Section section(String name, List<Till> tills, Filter asked, long total, boolean money) {
    var title = new H2(name);
    var sum =
        new Span(money ? Shillings.whole(tills.stream().mapToLong(Till::grossCents).sum()) : "");
    sum.addClassName("branch-sum");
    var head = new Div(title, sum);
    head.addClassName("branch-head");
    var cards = new Div();
    cards.addClassName("till-cards");
    tills.forEach(till -> cards.add(new TillCard(till, desk.clock(), asked, total, money)));
    var section = new Section(head, cards);
    section.addClassName("branch");
    return section;
  }

  private State noTill() {
    return filter != null && !filter.isEverywhere()
        ? new State(Icon.TILLS, "No till in this choice", "Choose other tills at the top.")
        : new State(
            Icon.TILLS,
            "No till yet",
            "An owner adds branches and tills with ./tillsight apply FILE.yaml; they show here at"
                + " once.");
  }

  private void trouble(ServerTrouble trouble) {
    if (!filled || trouble instanceof ServerTrouble.Refused) {
      filled = false;
      branches.removeAll();
      branches.add(State.of(trouble, "Tills"));
      totals.setText("");
    }
  }

  private static String branch(Till till) {
    return till.branch() == null ? "Head office" : till.branch();
  }
}
