package tillsight.ui.daraja;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tillsight.ui.client.Daraja;
import tillsight.ui.client.ServerTrouble;
import tillsight.ui.common.Card;
import tillsight.ui.common.Desk;
import tillsight.ui.common.Pulse;
import tillsight.ui.common.Questions;
import tillsight.ui.common.State;
import tillsight.ui.security.Role;

/** The way to Safaricom and back: set up or not, and whether money is being heard right now. */
@Route("daraja")
@PageTitle("Daraja · Tillsight")
@Menu(title = "Daraja", order = 8, icon = "daraja")
@RolesAllowed({Role.OWNER, Role.OPERATOR, Role.AUDITOR})
public final class DarajaView extends Main {

  private static final Duration LOOK = Duration.ofSeconds(4);

  final Section verdict = new Section();
  final Errands errands;
  final Checklist checklist;
  final TillsHeard heard;
  final Spooled spooled = new Spooled();
  final ShortCodes shortCodes;
  final Addresses addresses = new Addresses();
  final Keys keys;
  private final Desk desk;
  private final Questions questions;
  private final Pulse pulse;
  private final Div head = new Div();
  private final Span stamp = new Span();
  private final Div parts = new Div();
  private final Div instead = new Div();
  private @Nullable Daraja last;
  private @Nullable Hearing hearing;
  private long minute;

  DarajaView(Desk desk) {
    this.desk = desk;
    this.questions = desk.questions(this);
    this.pulse = new Pulse(this, LOOK, this::load);
    errands = new Errands(desk, questions, this::draw, this::load);
    checklist = new Checklist(errands);
    heard = new TillsHeard(desk.clock());
    shortCodes = new ShortCodes(errands, desk.clock());
    keys = new Keys(desk.clock());
    addClassNames("view", "daraja");
    var title = new H1("Daraja");
    title.addClassName("view-title");
    var dot = new Span();
    dot.addClassName("dot");
    var renewal = new Div(dot, stamp);
    renewal.addClassName("stamp");
    renewal.getElement().setAttribute("role", "status");
    verdict.addClassName("verdict");
    verdict.add(State.skeleton("skeleton-value"));
    parts.add(
        verdict,
        errands.notice,
        columns(checklist, stack(heard, spooled)),
        shortCodes,
        columns(addresses, keys));
    head.add(title, renewal);
    head.addClassName("view-head");
    add(head, parts, instead);
  }

  @Override
  protected void onAttach(AttachEvent event) {
    load();
    pulse.start();
  }

  private void load() {
    questions.ask("daraja", who -> desk.server().daraja(who), this::show, this::trouble);
  }

  private void show(Daraja daraja) {
    var clock = desk.clock();
    instead.removeAll();
    parts.setVisible(true);
    stamp.setText("as of " + clock.second(clock.now()) + " " + clock.zoneName() + " · live");
    setClassName("away", false);
    parts.setClassName("stale", false);
    draw(Hearing.of(daraja, clock));
    // Words such as "3 min ago" change by the minute; all else only when the server says so.
    var now = clock.now().getEpochSecond() / 60;
    if (!daraja.equals(last) || now != minute) {
      heard.show(daraja);
      spooled.show(daraja.spool());
    }
    last = daraja;
    minute = now;
    draw();
  }

  private void draw() {
    if (last != null) {
      checklist.show(last);
      shortCodes.show(last);
      addresses.show(last);
      keys.show(last);
    }
  }

  private void draw(Hearing heardNow) {
    if (Objects.equals(heardNow, hearing)) {
      return;
    }
    hearing = heardNow;
    var headline = new Span(heardNow.headline());
    headline.addClassName("verdict-headline");
    var words = new Div(headline, new Paragraph(heardNow.detail()));
    words.addClassName("verdict-words");
    verdict.removeAll();
    verdict.setClassName("verdict verdict-" + heardNow.mark().word());
    verdict.add(heardNow.mark().draw(), words);
  }

  /** What was seen last stays in sight while the server is away; a refusal takes its place. */
  private void trouble(ServerTrouble trouble) {
    if (last != null && !(trouble instanceof ServerTrouble.Refused)) {
      setClassName("away", true);
      parts.setClassName("stale", true);
      stamp.setText("No connection to the server; this is how it was");
      return;
    }
    last = null;
    stamp.setText("");
    setClassName("away", true);
    parts.setVisible(false);
    instead.removeAll();
    instead.add(State.of(trouble, "Daraja"));
  }

  private static Div columns(Card wide, Component narrow) {
    var columns = new Div(wide, narrow);
    columns.addClassNames("columns", "columns-sources");
    return columns;
  }

  private static Div stack(Card... cards) {
    var stack = new Div(cards);
    stack.addClassName("stack");
    return stack;
  }
}
