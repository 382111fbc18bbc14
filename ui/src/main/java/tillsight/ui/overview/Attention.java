package tillsight.ui.overview;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.RouterLink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tillsight.ui.client.Till;
import tillsight.ui.common.Address;
import tillsight.ui.common.Clock;
import tillsight.ui.common.Filter;
import tillsight.ui.common.Icon;
import tillsight.ui.completeness.Alarm;
import tillsight.ui.payment.PaymentsView;
import tillsight.ui.quarantine.QuarantineView;
import tillsight.ui.till.TillsView;

/** What wants somebody's eye, one sentence each; one quiet line if nothing does. */
final class Attention extends Div {

  private static final int ROWS_MAX = 5;
  static final Duration QUIET = Duration.ofHours(24);

  private final Clock clock;
  private List<Till> tills = List.of();
  private String waiting = "";
  private List<Alarm> alarms = List.of();
  private Filter filter;

  Attention(Clock clock, Filter filter) {
    this.clock = clock;
    this.filter = filter;
    addClassName("attention");
  }

  void show(List<Till> known, Filter shown) {
    tills = known.stream().filter(Till::isOutlet).toList();
    filter = shown;
    draw();
  }

  /**
   * So many callbacks wait for a decision; nothing said means none, or not this person's to see.
   */
  void waiting(int count, boolean more) {
    waiting =
        count == 0
            ? ""
            : count == 1
                ? "1 callback waits for a decision."
                : count + (more ? "+" : "") + " callbacks wait for a decision.";
    draw();
  }

  /** What the proof has to say. */
  void proof(List<Alarm> told) {
    alarms = told;
    draw();
  }

  private void draw() {
    var rows = new ArrayList<Component>();
    if (!waiting.isEmpty()) {
      rows.add(row(waiting, new RouterLink("Decide", QuarantineView.class)));
    }
    alarms.forEach(alarm -> rows.add(row(alarm.sentence(), alarm.link(filter))));
    for (var till : tills) {
      var last = till.lastPaymentAt();
      if (last != null && last.isBefore(clock.now().minus(QUIET))) {
        var link = new RouterLink("Payments", PaymentsView.class);
        link.setQueryParameters(Address.of(filter.with(Set.of(till.code()), Set.of())));
        rows.add(row(name(till) + " has been quiet since " + clock.brief(last) + ".", link));
      } else if (last == null) {
        rows.add(
            row(
                name(till) + " has never received a payment.",
                new RouterLink("Set it up", TillsView.class)));
      }
    }
    removeAll();
    if (rows.isEmpty()) {
      var calm = new Span("All tills normal");
      var line = new Div(Icon.CHECK.draw(), calm);
      line.addClassName("attention-calm");
      add(line);
    }
    rows.stream().limit(ROWS_MAX).forEach(this::add);
  }

  private static Div row(String sentence, Component action) {
    var mark = new Span();
    mark.addClassName("attention-mark");
    var row = new Div(mark, new Span(sentence), action);
    row.addClassName("attention-row");
    return row;
  }

  private static String name(Till till) {
    return (till.branch() == null ? "" : till.branch() + " ") + till.name();
  }
}
