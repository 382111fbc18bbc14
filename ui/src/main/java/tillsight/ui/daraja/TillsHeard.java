package tillsight.ui.daraja;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tillsight.ui.client.Daraja;
import tillsight.ui.common.Card;
import tillsight.ui.common.Clock;
import tillsight.ui.common.Icon;
import tillsight.ui.common.Names;
import tillsight.ui.common.Rows;
import tillsight.ui.common.Shillings;
import tillsight.ui.common.State;

/** Of each till: when it was heard of last, how often in a day, and how late. */
final class TillsHeard extends Card {

  private final Clock clock;

  TillsHeard(Clock clock) {
    super("heard-card", "Callbacks by till");
    this.clock = clock;
    note("in 24 hours");
  }

  void show(Daraja daraja) {
    if (daraja.tills().isEmpty()) {
      fill(new State(Icon.TILLS, "No till yet", "Tills come with ./tillsight apply FILE.yaml."));
      return;
    }
    var table = new Rows("Callbacks by till", List.of("Till", "Last", "Count", "Delay"));
    daraja.tills().stream()
        .sorted(
            Comparator.comparing(
                Daraja.Heard::lastCallbackAt, Comparator.nullsLast(Comparator.reverseOrder())))
        .forEach(till -> add(table, till));
    fill(table);
  }

  private void add(Rows table, Daraja.Heard till) {
    var last = till.lastCallbackAt();
    var name = two(Names.orDash(till.name()), till.till(), "cell-title");
    if (last == null) {
      var row = table.row(name);
      var never = row.addDataCell();
      never.setColspan(3);
      never.setText("Safaricom has not called this address yet");
      never.addClassName("never");
      return;
    }
    table.row(name, last(last), count(till), delay(till));
  }

  private Div last(Instant at) {
    var dot = new Span();
    dot.addClassName("dot");
    var recent = at.isAfter(clock.now().minus(Hearing.SILENCE));
    dot.addClassName(recent ? "dot-good" : "dot-warn");
    var ago = new Span(clock.ago(at));
    ago.setTitle(clock.full(at));
    var last = new Div(dot, ago);
    last.addClassName("heard-last");
    return last;
  }

  private static Span count(Daraja.Heard till) {
    var count = new Span(Shillings.count(till.callbacks24h()));
    count.addClassName("figure");
    return count;
  }

  private static Div delay(Daraja.Heard till) {
    return till.delayP50Seconds() == null
        ? two("–", "", "figure")
        : two(
            seconds(till.delayP50Seconds()),
            till.delayP99Seconds() == null ? "" : "99% in " + seconds(till.delayP99Seconds()),
            "figure");
  }

  private static Div two(String one, String other, String style) {
    var first = new Span(one);
    first.addClassName(style);
    var second = new Span(other);
    second.addClassName("cell-small");
    var two = new Div(first, second);
    two.addClassName("cell");
    return two;
  }

  private static String seconds(@Nullable Double seconds) {
    if (seconds == null) {
      return "–";
    }
    if (seconds < 90) {
      return (seconds < 10 ? Shillings.mean(seconds) : Math.round(seconds)) + " s";
    }
    return seconds < 5_400
        ? Math.round(seconds / 60) + " min"
        : Shillings.mean(seconds / 3_600) + " h";
  }
}
