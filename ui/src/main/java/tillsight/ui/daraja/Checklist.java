package tillsight.ui.daraja;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Span;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tillsight.ui.client.Daraja;
import tillsight.ui.common.Card;
import tillsight.ui.common.Mark;
import tillsight.ui.common.Names;

/** What must be so before all money is heard of and proven: ticks, remedies, and buttons. */
final class Checklist extends Card {

  private final Errands errands;
  private @Nullable Shown shown;

  /** What was drawn last: nothing is drawn anew while it is the same. */
  private record Shown(
      List<Daraja.Step> steps, List<Daraja.ShortCode> codes, Set<String> running) {}

  Checklist(Errands errands) {
    super("checklist-card", "Set-up");
    this.errands = errands;
  }

  void show(Daraja daraja) {
    var now = new Shown(daraja.checklist(), daraja.shortCodes(), errands.running());
    if (Objects.equals(now, shown)) {
      return;
    }
    shown = now;
    var steps = daraja.checklist();
    var done = steps.stream().filter(Daraja.Step::isDone).count();
    note(done == steps.size() ? "all done" : done + " of " + steps.size() + " done");
    var list = new OrderedList();
    list.addClassName("tasks");
    steps.forEach(step -> list.add(step(step, daraja)));
    fill(progress(steps), list);
  }

  private static Div progress(List<Daraja.Step> steps) {
    var progress = new Div();
    progress.addClassName("progress");
    progress.getElement().setAttribute("aria-hidden", "true");
    steps.forEach(
        step -> {
          var part = new Span();
          part.addClassName("progress-" + Mark.of(step.state()).word());
          progress.add(part);
        });
    return progress;
  }

  private ListItem step(Daraja.Step step, Daraja daraja) {
    var title = new Span(step.title());
    title.addClassName("task-title");
    var words = new Div(title);
    words.addClassName("task-words");
    if (step.detail() != null && !step.detail().isBlank()) {
      var detail = new Span(Names.clean(step.detail()));
      detail.addClassName("task-detail");
      words.add(detail);
    }
    if (!step.isDone() && step.remedy() != null && !step.remedy().isBlank()) {
      var remedy = new Span(Names.clean(step.remedy()));
      remedy.addClassName("task-remedy");
      words.add(remedy);
    }
    var line = new ListItem(Mark.of(step.state()).draw(), words);
    line.addClassNames("task", "task-" + Mark.of(step.state()).word());
    var button = errands.allowed() ? button(step, daraja) : null;
    if (button != null) {
      line.add(button);
    }
    return line;
  }

  /** The one thing that a person can do about a step here, if there is one. */
  private @Nullable Button button(Daraja.Step step, Daraja daraja) {
    if (!daraja.credentials().set()) {
      return null;
    }
    return switch (step.id()) {
      case "token" -> errands.tryCredentials();
      case "urls" -> step.isDone() ? null : register(Registering.URLS, daraja);
      case "pull" -> step.isDone() ? null : register(Registering.PULL, daraja);
      case "pull-answered" ->
          daraja.shortCodes().stream().anyMatch(code -> code.pull().isDone())
              ? errands.pull()
              : null;
      default -> null;
    };
  }

  private @Nullable Button register(Registering what, Daraja daraja) {
    var missing = daraja.shortCodes().stream().filter(what::isMissing).toList();
    return missing.isEmpty() ? null : errands.register(what, missing, daraja);
  }
}
