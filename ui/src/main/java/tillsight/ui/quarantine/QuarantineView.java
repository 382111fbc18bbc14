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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tillsight.ui.client.DoubtDetail;
import tillsight.ui.common.Address;
import tillsight.ui.common.Desk;
import tillsight.ui.common.Pulse;
import tillsight.ui.common.Questions;
import tillsight.ui.common.Segments;
import tillsight.ui.security.Role;

/** What arrived and could not be booked: a person accepts or dismisses it, with a reason. */
@Route("quarantine")
@PageTitle("Quarantine · Tillsight")
@Menu(title = "Quarantine", order = 4, icon = "quarantine")
@RolesAllowed({Role.OWNER, Role.OPERATOR, Role.AUDITOR})
public final class QuarantineView extends Main implements AfterNavigationObserver {

  private static final Duration LOOK = Duration.ofSeconds(4);
  private static final Pattern ITEM = Pattern.compile("[0-9a-fA-F-]{1,64}");
  private static final Map<String, String> STATES = states();

  final DoubtDrawer drawer;
  private final Desk desk;
  private final Questions questions;
  private final Decisions decisions;
  private final DoubtList list;
  private final Segments<String> states =
      new Segments<>("State", STATES, to -> change("state", "open".equals(to) ? "" : to));
  private final Pulse pulse = new Pulse(this, LOOK, this::look);
  private final Button replay;
  private String item = "";

  QuarantineView(Desk desk) {
    this.desk = desk;
    this.questions = desk.questions(this);
    this.decisions = new Decisions(desk, questions, this::decided);
    this.drawer = new DoubtDrawer(desk.clock(), decisions);
    this.list =
        new DoubtList(
            desk,
            decisions,
            reason -> change("reason", reason),
            doubt -> change("item", doubt.id()));
    this.replay = new Button("Book what can be booked now …", _ -> decisions.replay());
    addClassNames("view", "quarantine");
    drawer.addOpenedChangeListener(
        opened -> {
          // Closed by a person, not by an address that names no callback any more.
          if (!opened.isOpened() && !item.isEmpty()) {
            change("item", "");
          }
        });
    add(head(), top(), list, drawer);
  }

  @Override
  public void afterNavigation(AfterNavigationEvent event) {
    var address = event.getLocation().getQueryParameters();
    var state = address.getSingleParameter("state").filter(STATES::containsKey).orElse("open");
    item = address.getSingleParameter("item").filter(i -> ITEM.matcher(i).matches()).orElse("");
    states.show(state);
    replay.setVisible(decisions.allowed() && "open".equals(state));
    list.show(state, address.getSingleParameter("reason").orElse(""));
    if (item.isEmpty()) {
      pulse.stop();
      drawer.close();
    } else {
      drawer.wait("Callback");
      look();
    }
  }

  private Div head() {
    var title = new H1("Quarantine");
    title.addClassName("view-title");
    var head = new Div(title, states);
    head.addClassName("view-head");
    return head;
  }

  private Div top() {
    var intro =
        new Paragraph(
            "Callbacks that could not be booked as they came. Nothing here counts in any figure"
                + " until somebody accepts it.");
    intro.addClassName("view-intro");
    var top = new Div(intro, replay);
    top.addClassName("doubt-top");
    return top;
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
    list.load();
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
