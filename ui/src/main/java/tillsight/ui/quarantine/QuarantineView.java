package tillsight.ui.quarantine;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tillsight.ui.client.Doubt;
import tillsight.ui.client.Listing;
import tillsight.ui.client.Question;
import tillsight.ui.client.ServerTrouble;
import tillsight.ui.common.Address;
import tillsight.ui.common.Desk;
import tillsight.ui.common.Icon;
import tillsight.ui.common.Names;
import tillsight.ui.common.Questions;
import tillsight.ui.common.Segments;
import tillsight.ui.common.State;
import tillsight.ui.security.Role;

/** What arrived and could not be booked: a person accepts or dismisses it, with a reason. */
@Route("quarantine")
@PageTitle("Quarantine · Tillsight")
@Menu(title = "Quarantine", order = 4, icon = "quarantine")
@RolesAllowed({Role.OWNER, Role.OPERATOR, Role.AUDITOR})
public final class QuarantineView extends Main implements AfterNavigationObserver {

  private static final int PAGE = 50;
  private static final Map<String, String> STATES = states();

  private final Desk desk;
  private final Questions questions;
  private final Segments<String> states;
  private final Div list = new Div();
  private final Div more = new Div();
  private String state = "open";

  QuarantineView(Desk desk) {
    this.desk = desk;
    this.questions = desk.questions(this);
    addClassNames("view", "quarantine");
    var title = new H1("Quarantine");
    title.addClassName("view-title");
    var intro =
        new Paragraph(
            "Callbacks that could not be booked as they came. Nothing here counts in any figure"
                + " until somebody accepts it.");
    intro.addClassName("view-intro");
    states =
        new Segments<>(
            "State",
            STATES,
            chosen ->
                Address.change(
                    UI.getCurrent(),
                    Map.of("state", "open".equals(chosen) ? List.of() : List.of(chosen))));
    list.addClassName("doubts");
    more.addClassName("more");
    var head = new Div(title, states);
    head.addClassName("view-head");
    add(head, intro, list, more);
  }

  @Override
  public void afterNavigation(AfterNavigationEvent event) {
    state =
        event
            .getLocation()
            .getQueryParameters()
            .getSingleParameter("state")
            .filter(STATES::containsKey)
            .orElse("open");
    states.show(state);
    load();
  }

  private void load() {
    if (list.getChildren().findAny().isEmpty()) {
      list.add(State.skeleton("skeleton-rows"));
    }
    ask("", this::fill);
  }

  private void ask(String cursor, Consumer<Listing<Doubt>> answer) {
    var question =
        Question.always().with("state", state).with("cursor", cursor).with("limit", PAGE);
    questions.ask("doubts", who -> desk.server().quarantine(who, question), answer, this::trouble);
  }

  private void fill(Listing<Doubt> doubts) {
    list.removeAll();
    if (doubts.items().isEmpty()) {
      list.add(nothing());
    }
    append(doubts);
  }

  private void append(Listing<Doubt> doubts) {
    var clock = desk.clock();
    var mayDecide = desk.is(Role.OWNER, Role.OPERATOR);
    doubts.items().forEach(d -> list.add(new DoubtCard(d, clock, mayDecide, this::decide)));
    showMore(doubts.next());
  }

  private void showMore(@Nullable String next) {
    more.removeAll();
    if (next != null) {
      more.add(new Button("Show older ones", _ -> ask(next, this::append)));
    }
  }

  private State nothing() {
    return "open".equals(state)
        ? new State(
            Icon.CHECK, "Nothing waits", "Every callback was understood and booked, or decided on.")
        : new State(Icon.EMPTY, "Nothing here", "No callback is in this state.");
  }

  private void trouble(ServerTrouble trouble) {
    list.removeAll();
    list.add(State.of(trouble, "The quarantine"));
    more.removeAll();
  }

  private void decide(Doubt doubt, Verdict verdict) {
    var what = doubt.receipt() == null ? "this callback" : Names.clean(doubt.receipt());
    var dialog = new DecisionDialog(verdict, what);
    dialog.onDecision(
        reason ->
            questions.ask(
                "decision",
                who ->
                    switch (verdict) {
                      case ACCEPT -> desk.server().accept(who, doubt.id(), reason);
                      case DISMISS -> desk.server().dismiss(who, doubt.id(), reason);
                    },
                _ -> done(dialog, what, verdict),
                dialog::refused));
    dialog.open();
  }

  private void done(DecisionDialog dialog, String what, Verdict verdict) {
    dialog.close();
    Notification.show(
        what + (verdict == Verdict.ACCEPT ? " is booked." : " is dismissed."),
        4_000,
        Notification.Position.BOTTOM_CENTER);
    // The same address again, so that the count in the menu follows too.
    Address.change(UI.getCurrent(), Map.of());
    load();
  }

  private static Map<String, String> states() {
    var states = new LinkedHashMap<String, String>();
    states.put("open", "Waiting");
    states.put("accepted", "Accepted");
    states.put("dismissed", "Dismissed");
    states.put("all", "All");
    return states;
  }
}
