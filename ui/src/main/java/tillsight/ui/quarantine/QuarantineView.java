package tillsight.ui.quarantine;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tillsight.ui.client.Doubt;
import tillsight.ui.client.DoubtDetail;
import tillsight.ui.client.Listing;
import tillsight.ui.client.Question;
import tillsight.ui.client.ServerTrouble;
import tillsight.ui.common.Address;
import tillsight.ui.common.Desk;
import tillsight.ui.common.Icon;
import tillsight.ui.common.Pulse;
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
  private static final Duration LOOK = Duration.ofSeconds(4);
  private static final Pattern ITEM = Pattern.compile("[0-9a-fA-F-]{1,64}");
  private static final Map<String, String> STATES = states();

  final DoubtDrawer drawer;
  private final Desk desk;
  private final Questions questions;
  private final Decisions decisions;
  private final Pulse pulse = new Pulse(this, LOOK, this::look);
  private final Segments<String> states =
      new Segments<>("State", STATES, chosen -> change("state", "open".equals(chosen) ? "" : chosen));
  private final ReasonFilter reasons = new ReasonFilter(chosen -> change("reason", chosen));
  private final Button replay;
  private final Div list = new Div();
  private final Div more = new Div();
  private final List<Doubt> listed = new ArrayList<>();
  private String state = "";
  private String reason = "";
  private String item = "";

  QuarantineView(Desk desk) {
    this.desk = desk;
    this.questions = desk.questions(this);
    this.decisions = new Decisions(desk, questions, this::decided);
    this.drawer = new DoubtDrawer(desk.clock(), decisions);
    this.replay = new Button("Book what can be booked now …", _ -> decisions.replay());
    addClassNames("view", "quarantine");
    var title = new H1("Quarantine");
    title.addClassName("view-title");
    var intro =
        new Paragraph(
            "Callbacks that could not be booked as they came. Nothing here counts in any figure"
                + " until somebody accepts it.");
    intro.addClassName("view-intro");
    list.addClassName("doubts");
    more.addClassName("more");
    replay.setVisible(false);
    drawer.addOpenedChangeListener(
        opened -> {
          // Closed by a person, not by an address that names no callback any more.
          if (!opened.isOpened() && !item.isEmpty()) {
            change("item", "");
          }
        });
    var head = new Div(title, states);
    head.addClassName("view-head");
    var top = new Div(intro, replay);
    top.addClassName("doubt-top");
    add(head, top, reasons, list, more, drawer);
  }

  @Override
  public void afterNavigation(AfterNavigationEvent event) {
    var address = event.getLocation().getQueryParameters();
    var asked = address.getSingleParameter("state").filter(STATES::containsKey).orElse("open");
    reason = address.getSingleParameter("reason").orElse("");
    item = address.getSingleParameter("item").filter(i -> ITEM.matcher(i).matches()).orElse("");
    states.show(asked);
    if (asked.equals(state)) {
      // Only the drawer or the filter has changed; what is listed is still right.
      draw();
    } else {
      state = asked;
      load();
    }
    if (item.isEmpty()) {
      pulse.stop();
      drawer.close();
    } else {
      drawer.wait("Callback");
      look();
    }
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
    listed.clear();
    append(doubts);
  }

  private void append(Listing<Doubt> doubts) {
    listed.addAll(doubts.items());
    draw();
    showMore(doubts.next());
  }

  private void draw() {
    list.removeAll();
    reasons.show(listed, reason);
    replay.setVisible(decisions.allowed() && "open".equals(state) && !listed.isEmpty());
    var shown =
        listed.stream().filter(doubt -> reason.isEmpty() || reason.equals(doubt.reason())).toList();
    if (shown.isEmpty()) {
      list.add(nothing());
    }
    var clock = desk.clock();
    shown.forEach(
        doubt ->
            list.add(new DoubtCard(doubt, clock, decisions, chosen -> change("item", chosen.id()))));
  }

  private void showMore(@Nullable String next) {
    more.removeAll();
    if (next != null) {
      more.add(new Button("Show older ones", _ -> ask(next, this::append)));
    }
  }

  private State nothing() {
    if (!reason.isEmpty()) {
      return new State(Icon.EMPTY, "None of this kind", "Nothing listed here waits for this reason.");
    }
    return "open".equals(state)
        ? new State(
            Icon.CHECK, "Nothing waits", "Every callback was understood and booked, or decided on.")
        : new State(Icon.EMPTY, "Nothing here", "No callback is in this state.");
  }

  private void trouble(ServerTrouble trouble) {
    list.removeAll();
    list.add(State.of(trouble, "The quarantine"));
    more.removeAll();
    replay.setVisible(false);
  }

  /** Looks at the one that is open, again and again while an answer of Safaricom is awaited. */
  private void look() {
    if (!item.isEmpty()) {
      var id = item;
      questions.ask("doubt", who -> desk.server().doubt(who, id), this::show, drawer::trouble);
    }
  }

  private void show(DoubtDetail detail) {
    drawer.show(detail);
    if (Inquiry.of(detail, desk.clock()).isWaiting()) {
      pulse.start();
    } else {
      pulse.stop();
    }
  }

  private void decided() {
    // The same address again, so that the count in the menu follows too.
    Address.change(UI.getCurrent(), Map.of());
    load();
  }

  private static void change(String parameter, String value) {
    Address.change(
        UI.getCurrent(), Map.of(parameter, value.isEmpty() ? List.of() : List.of(value)));
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
