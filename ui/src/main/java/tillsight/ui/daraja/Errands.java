package tillsight.ui.daraja;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tillsight.ui.client.Daraja;
import tillsight.ui.client.SignedIn;
import tillsight.ui.common.Desk;
import tillsight.ui.common.Mark;
import tillsight.ui.common.Questions;
import tillsight.ui.common.Shillings;
import tillsight.ui.common.Toast;
import tillsight.ui.security.Role;

/** What a person can have asked of Safaricom, one at a time, and what came of it in words. */
final class Errands {

  private static final String CREDENTIALS = "Try the credentials";
  private static final String PULL = "Pull now";
  private static final String BUSY = "Asking Safaricom …";

  /** What went wrong last, until something else is tried. */
  final Div notice = new Div();

  private final Desk desk;
  private final Questions questions;
  private final Runnable redraw;
  private final Runnable look;
  private final Set<String> running = new HashSet<>();

  /** Has the page drawn anew when something begins or ends, and look again when it is done. */
  Errands(Desk desk, Questions questions, Runnable redraw, Runnable look) {
    this.desk = desk;
    this.questions = questions;
    this.redraw = redraw;
    this.look = look;
    notice.addClassName("notice");
    notice.getElement().setAttribute("role", "alert");
    notice.setVisible(false);
  }

  boolean allowed() {
    return desk.is(Role.OWNER, Role.OPERATOR);
  }

  /** What is under way, so that a page drawn anew shows it too. */
  Set<String> running() {
    return Set.copyOf(running);
  }

  Button tryCredentials() {
    return button(
        CREDENTIALS,
        "token",
        who -> desk.server().tryCredentials(who),
        token -> {
          if ("ok".equals(token.state())) {
            Toast.show("The credentials work.");
          } else {
            warn(CREDENTIALS, token.detail());
          }
        });
  }

  Button pull() {
    return button(PULL, "pull", who -> desk.server().pull(who), this::pulled);
  }

  Button pull(String shortCode) {
    var button =
        button(
            PULL,
            "pull " + shortCode,
            who -> desk.server().pull(who, shortCode),
            runs -> pulled(runs));
    button.setAriaLabel("Pull " + shortCode + " now");
    return button;
  }

  /** Asks once more what is about to happen, for Safaricom takes an address only once. */
  Button register(Registering what, List<Daraja.ShortCode> candidates, Daraja daraja) {
    var key = what.word() + candidates.stream().map(Daraja.ShortCode::shortCode).toList();
    var button = new Button(running.contains(key) ? BUSY : what.label() + " …");
    button.setEnabled(!running.contains(key));
    button.addClickListener(
        _ -> {
          var dialog = new RegisterDialog(what, candidates, daraja);
          dialog.onCode(
              code ->
                  run(
                      what.label(),
                      key,
                      who -> desk.server().register(who, code, what.word()),
                      known -> registered(what, known)));
          dialog.open();
        });
    return button;
  }

  private <T> Button button(
      String label, String key, Function<SignedIn, T> errand, Consumer<T> answer) {
    var button = new Button(running.contains(key) ? BUSY : label);
    button.setEnabled(!running.contains(key));
    button.addClickListener(_ -> run(label, key, errand, answer));
    return button;
  }

  private <T> void run(String label, String key, Function<SignedIn, T> errand, Consumer<T> answer) {
    running.add(key);
    notice.setVisible(false);
    redraw.run();
    questions.ask(
        key,
        errand,
        result -> {
          answer.accept(result);
          end(key);
        },
        trouble -> {
          warn(label, trouble.words());
          end(key);
        });
  }

  private void end(String key) {
    running.remove(key);
    redraw.run();
    look.run();
  }

  private void registered(Registering what, Daraja.ShortCode known) {
    var state = what == Registering.URLS ? known.urls().state() : known.pull().state();
    if ("registered".equals(state)) {
      Toast.show(what.done().formatted(known.shortCode()));
    } else {
      warn(what.label(), what == Registering.URLS ? known.urls().detail() : known.pull().detail());
    }
  }

  private void pulled(Daraja.Runs runs) {
    var bad = runs.items().stream().filter(run -> !RunWords.isGood(run)).toList();
    if (bad.isEmpty()) {
      var rows = runs.items().stream().mapToLong(Daraja.Run::rows).sum();
      var recovered = runs.items().stream().mapToLong(Daraja.Run::recovered).sum();
      Toast.show(
          Shillings.count(rows)
              + (rows == 1 ? " transaction pulled, " : " transactions pulled, ")
              + (recovered == 0
                  ? "nothing was missing."
                  : Shillings.count(recovered) + " recovered that no callback had told of."));
      return;
    }
    var first = bad.getFirst();
    warn("Pull of " + first.shortCode(), RunWords.result(first, desk.clock()));
  }

  private void warn(String what, @Nullable String words) {
    var title = new Span(what + ": ");
    title.addClassName("notice-title");
    notice.removeAll();
    notice.add(
        Mark.FAIL.draw(),
        new Div(title, new Span(words == null ? "Safaricom did not say why." : words)));
    notice.setVisible(true);
  }
}
