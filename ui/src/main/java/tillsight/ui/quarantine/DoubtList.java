package tillsight.ui.quarantine;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tillsight.ui.client.Doubt;
import tillsight.ui.client.Listing;
import tillsight.ui.client.Question;
import tillsight.ui.client.ServerTrouble;
import tillsight.ui.common.Desk;
import tillsight.ui.common.Icon;
import tillsight.ui.common.Questions;
import tillsight.ui.common.State;

/** The callbacks of one state as cards, narrowed to a reason, and as far back as one wants. */
final class DoubtList extends Div {

  private static final int PAGE = 50;

  private final Desk desk;
  private final Questions questions;
  private final Decisions decisions;
  private final ReasonFilter reasons;
  private final Consumer<Doubt> opened;
  private final Div cards = new Div();
  private final Div more = new Div();
  private final List<Doubt> listed = new ArrayList<>();
  private String state = "";
  private String reason = "";

  /** Tells the reason, and the callback, that somebody chose. */
  DoubtList(Desk desk, Decisions decisions, Consumer<String> narrowed, Consumer<Doubt> opened) {
    this.desk = desk;
    this.questions = desk.questions(this);
    this.decisions = decisions;
    this.reasons = new ReasonFilter(narrowed);
    this.opened = opened;
    cards.addClassName("doubts");
    more.addClassName("more");
    add(reasons, cards, more);
  }

  /** What is listed already is kept if only the reason is another one. */
  void show(String ofState, String forReason) {
    reason = forReason;
    if (ofState.equals(state)) {
      draw();
    } else {
      state = ofState;
      load();
    }
  }

  void load() {
    if (cards.getChildren().findAny().isEmpty()) {
      cards.add(State.skeleton("skeleton-rows"));
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
    cards.removeAll();
    reasons.show(listed, reason);
    var clock = desk.clock();
    listed.stream()
        .filter(doubt -> reason.isEmpty() || reason.equals(doubt.reason()))
        .forEach(doubt -> cards.add(new DoubtCard(doubt, clock, decisions, opened)));
    if (cards.getChildren().findAny().isEmpty()) {
      cards.add(nothing());
    }
  }

  private void showMore(@Nullable String next) {
    more.removeAll();
    if (next != null) {
      more.add(new Button("Show older ones", _ -> ask(next, this::append)));
    }
  }

  private State nothing() {
    if (!reason.isEmpty()) {
      return new State(
          Icon.EMPTY, "None of this kind", "Nothing that is listed waits for this reason.");
    }
    return "open".equals(state)
        ? new State(
            Icon.CHECK, "Nothing waits", "Every callback was understood and booked, or decided on.")
        : new State(Icon.EMPTY, "Nothing here", "No callback is in this state.");
  }

  private void trouble(ServerTrouble trouble) {
    cards.removeAll();
    cards.add(State.of(trouble, "The quarantine"));
    more.removeAll();
  }
}
