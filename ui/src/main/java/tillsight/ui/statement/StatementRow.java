package tillsight.ui.statement;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeDetails;
import com.vaadin.flow.component.html.Span;
import java.util.Locale;
import tillsight.ui.client.Statement;
import tillsight.ui.common.Clock;
import tillsight.ui.common.Icon;
import tillsight.ui.common.Mark;
import tillsight.ui.common.Names;
import tillsight.ui.common.TillNames;

/** An earlier statement in a line; the rest of it unfolds. */
final class StatementRow extends NativeDetails {

  StatementRow(Statement statement, TillNames names, Clock clock) {
    addClassName("statement-row");
    setSummary(line(statement, names, clock));
    setContent(new Result(statement, clock));
  }

  private static Div line(Statement statement, TillNames names, Clock clock) {
    var name = new Span(Names.orDash(statement.fileName()));
    name.addClassName("row-name");
    var about = new Span(CurrentCard.about(statement, names, clock));
    about.addClassName("row-about");
    var file = new Div(name, about);
    file.addClassName("row-file");
    var outcome = outcome(statement);
    outcome.addClassName("row-outcome");
    var who = new Span(Names.clean(statement.uploadedBy()));
    var when = new Span(clock.brief(statement.uploadedAt()));
    var upload = new Div(who, when);
    upload.addClassName("row-upload");
    var line = new Div(mark(statement), file, outcome, upload, Icon.DOWN.draw());
    line.addClassName("row-line");
    return line;
  }

  private static Div outcome(Statement statement) {
    if (!statement.isDone()) {
      return new Div(
          new Span(
              statement.isRefused() && Outcome.isPersonal(statement)
                  ? "Not loaded: a personal statement"
                  : Outcome.words(statement)));
    }
    var brought = Outcome.brought(statement);
    var outcome =
        new Div(new Span(brought.substring(0, 1).toUpperCase(Locale.ROOT) + brought.substring(1)));
    if (statement.totalsMatch() != null) {
      outcome.add(totals(statement.totalsMatch()));
    }
    return outcome;
  }

  private static Span totals(boolean match) {
    var words = new Span(match ? "Totals match" : "Totals differ");
    var totals = new Span((match ? Icon.CHECK : Icon.WARNING).draw(), words);
    totals.addClassNames("row-totals", match ? "totals-match" : "totals-differ");
    return totals;
  }

  private static Span mark(Statement statement) {
    var good = statement.isDone() && !Boolean.FALSE.equals(statement.totalsMatch());
    var mark = (good ? Mark.DONE : Mark.WARN).draw();
    mark.getElement().setAttribute("aria-label", good ? "loaded" : "needs a look");
    return mark;
  }
}
