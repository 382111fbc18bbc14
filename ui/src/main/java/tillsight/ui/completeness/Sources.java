package tillsight.ui.completeness;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.RouteParam;
import com.vaadin.flow.router.RouteParameters;
import com.vaadin.flow.router.RouterLink;
import java.util.ArrayList;
import tillsight.ui.client.PullRun;
import tillsight.ui.client.Statement;
import tillsight.ui.common.Clock;
import tillsight.ui.common.Names;
import tillsight.ui.common.Shillings;
import tillsight.ui.statement.Outcome;
import tillsight.ui.statement.StatementsView;

/** Where the evidence about a day comes from, a line each. */
final class Sources {

  static Component pull(PullRun run, Clock clock) {
    var what = new ArrayList<String>();
    what.add(outcome(run));
    if (run.rows() > 0) {
      what.add(Shillings.count(run.rows(), "row", "rows"));
      what.add(Shillings.count(run.recovered()) + " recovered");
    }
    if (run.held() > 0) {
      what.add(Shillings.count(run.held()) + " held back");
    }
    var window = clock.brief(run.windowFrom()) + " – " + clock.brief(run.windowTo());
    var line = line(String.join(" · ", what), clock.brief(run.startedAt()) + ", for " + window);
    if (run.detail() != null) {
      line.add(small(Names.clean(run.detail())));
    }
    return line;
  }

  static Component statement(Statement statement, Clock clock, boolean open) {
    var line = line("", Outcome.period(statement, clock) + " · " + Outcome.words(statement));
    var name = Names.orDash(statement.fileName());
    if (open) {
      var to = new RouteParameters(new RouteParam("statement", statement.id()));
      line.addComponentAsFirst(new RouterLink(name, StatementsView.class, to));
    } else {
      line.addComponentAsFirst(new Span(name));
    }
    return line;
  }

  private static String outcome(PullRun run) {
    return switch (run.outcome()) {
      case "complete" -> "Complete";
      case "empty" -> "Empty answer, which proves nothing";
      case "unregistered" -> "Pull is not registered";
      case "clock" -> "Held: its clock disagrees";
      case "capped" -> "Cut short: too many pages";
      case "failed" -> "Failed";
      case null, default -> "Not finished";
    };
  }

  private static Div line(String what, String where) {
    var line = new Div();
    line.addClassName("source");
    if (!what.isEmpty()) {
      line.add(new Span(what));
    }
    line.add(small(where));
    return line;
  }

  private static Span small(String text) {
    var small = new Span(text);
    small.addClassName("evidence-where");
    return small;
  }

  private Sources() {}
}
