package tillsight.ui.quarantine;

import java.util.function.Consumer;
import java.util.function.Function;
import tillsight.ui.client.Doubt;
import tillsight.ui.client.Replay;
import tillsight.ui.client.SignedIn;
import tillsight.ui.common.Desk;
import tillsight.ui.common.Names;
import tillsight.ui.common.Questions;
import tillsight.ui.common.ReasonDialog;
import tillsight.ui.common.Toast;
import tillsight.ui.security.Role;

/** What a person can do about the quarantine, each with a reason that is kept. */
final class Decisions {

  private final Desk desk;
  private final Questions questions;
  private final Runnable after;

  /** Tells each time something was done, so that the page looks again. */
  Decisions(Desk desk, Questions questions, Runnable after) {
    this.desk = desk;
    this.questions = questions;
    this.after = after;
  }

  boolean allowed() {
    return desk.is(Role.OWNER, Role.OPERATOR);
  }

  boolean seesPayments() {
    return desk.is(Role.OWNER, Role.AUDITOR);
  }

  void decide(Doubt doubt, Verdict verdict) {
    var name = name(doubt);
    var dialog =
        new ReasonDialog(verdict.label() + " " + name, verdict.consequence(), verdict.label());
    ask(
        dialog,
        reason ->
            who ->
                switch (verdict) {
                  case ACCEPT -> desk.server().accept(who, doubt.id(), reason);
                  case DISMISS -> desk.server().dismiss(who, doubt.id(), reason);
                },
        _ -> Toast.show(name + (verdict == Verdict.ACCEPT ? " is booked." : " is dismissed.")));
  }

  /** Asks Safaricom what became of the transaction. */
  void query(Doubt doubt) {
    var dialog =
        new ReasonDialog(
            "Ask Safaricom about " + name(doubt),
            "Safaricom says what became of the transaction: whether it was completed, when, and for"
                + " how much. The answer comes in a minute or so and shows here; it decides"
                + " nothing by itself.",
            "Ask Safaricom");
    ask(
        dialog,
        reason -> who -> desk.server().query(who, doubt.id(), reason),
        _ -> Toast.show("Safaricom is asked. The answer shows here by itself."));
  }

  /** Books all whose cause was put right since. */
  void replay() {
    var dialog =
        new ReasonDialog(
            "Book what can be booked now",
            "Every callback that waits is read anew. Those whose cause was put right since, such as"
                + " a till that was missing, are booked and count in all figures; the others go on"
                + " waiting.",
            "Book them");
    ask(
        dialog,
        reason -> who -> desk.server().replay(who, reason),
        result -> Toast.show(replayed(result)));
  }

  private static String replayed(Replay result) {
    var booked =
        switch (result.booked()) {
          case 0 -> "None can be booked yet";
          case 1 -> "1 is booked";
          default -> result.booked() + " are booked";
        };
    return switch (result.waiting()) {
      case 0 -> booked + ", nothing waits any more.";
      case 1 -> booked + ", 1 waits.";
      default -> booked + ", " + result.waiting() + " wait.";
    };
  }

  private <T> void ask(
      ReasonDialog dialog, Function<String, Function<SignedIn, T>> deed, Consumer<T> done) {
    dialog.onReason(
        reason ->
            questions.ask(
                "decision",
                deed.apply(reason),
                result -> {
                  dialog.close();
                  done.accept(result);
                  after.run();
                },
                dialog::refused));
    dialog.open();
  }

  static String name(Doubt doubt) {
    return doubt.receipt() == null ? "this callback" : Names.clean(doubt.receipt());
  }
}
