package tillsight.ui.statement;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import java.util.ArrayList;
import tillsight.ui.client.Statement;
import tillsight.ui.common.Clock;
import tillsight.ui.common.Names;
import tillsight.ui.common.Shillings;
import tillsight.ui.common.TillNames;

/** The statement somebody waits for: how far it is, and then what came of it. */
final class CurrentCard extends Section {

  private final H2 title = new H2();
  private final Span note = new Span();
  private final ProgressBar bar = new ProgressBar();
  private final Span phase = new Span();
  private final Div body = new Div();

  CurrentCard() {
    addClassNames("card", "current");
    note.addClassName("card-note");
    phase.addClassName("current-phase");
    phase.getElement().setAttribute("role", "status");
    bar.getElement().setAttribute("aria-label", "Progress");
    var head = new Div(title, note);
    head.addClassName("current-head");
    add(head, bar, phase, body);
    setVisible(false);
  }

  void arriving(String name, int percent) {
    body.removeAll();
    note.setText("");
    progress(name, percent / 100.0, "Sending the file, " + percent + "%");
  }

  void show(Statement statement, TillNames names, Clock clock) {
    body.removeAll();
    note.setText(about(statement, names, clock));
    if (!statement.isRunning()) {
      title.setText(Names.orDash(statement.fileName()));
      bar.setVisible(false);
      phase.setVisible(false);
      body.add(new Result(statement, clock));
      setVisible(true);
    } else if ("loading".equals(statement.state()) && statement.rows() > 0) {
      progress(
          statement.fileName(),
          Math.min(1, (double) statement.rowsDone() / statement.rows()),
          "Every line is readable. Booking "
              + Shillings.count(statement.rowsDone())
              + " of "
              + Shillings.count(statement.rows(), "row", "rows"));
    } else {
      progress(
          statement.fileName(),
          -1,
          statement.rows() == 0
              ? "Checking every line before anything is booked"
              : "Checking every line before anything is booked, "
                  + Shillings.count(statement.rows())
                  + " so far");
    }
  }

  private void progress(String name, double share, String words) {
    title.setText(Names.orDash(name));
    bar.setVisible(true);
    bar.setIndeterminate(share < 0);
    bar.setValue(Math.max(0, share));
    phase.setText(words);
    phase.setVisible(true);
    setVisible(true);
  }

  /** Of which till and account it is, and of which days, as far as that is known by now. */
  static String about(Statement statement, TillNames names, Clock clock) {
    var about = new ArrayList<String>();
    if (statement.till() != null) {
      about.add(names.full(statement.till()));
    }
    if (statement.account() != null) {
      about.add(Names.clean(statement.account()) + " account");
    }
    if (statement.periodFrom() != null) {
      about.add(Outcome.period(statement, clock));
    }
    return String.join(" · ", about);
  }
}
