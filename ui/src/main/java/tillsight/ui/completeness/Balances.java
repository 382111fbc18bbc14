package tillsight.ui.completeness;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.util.function.Function;
import tillsight.ui.client.Finding;
import tillsight.ui.common.Clock;
import tillsight.ui.common.Shillings;

/** The account around a finding: what the balance was, should have become, and became. */
final class Balances extends Div {

  private final Clock clock;
  private final Function<String, Component> receipt;

  Balances(
      Finding.Mark before, Finding.Mark after, Clock clock, Function<String, Component> receipt) {
    this.clock = clock;
    this.receipt = receipt;
    addClassName("balances");
    var was = before.balanceCents();
    var is = after.balanceCents();
    var paid = after.amountCents();
    payment("Balance before", before, was == null ? "–" : Shillings.exact(was));
    if (was == null || is == null || paid == null) {
      payment("Balance after", after, is == null ? "–" : Shillings.exact(is));
      return;
    }
    payment("Then paid", after, Words.signed(paid));
    line("Should be", new Span(), Shillings.exact(was + paid));
    line("But is", new Span(), Shillings.exact(is));
    line("Difference", new Span(), Words.signed(is - was - paid))
        .addClassName("balance-difference");
  }

  private void payment(String term, Finding.Mark mark, String amount) {
    var time = new Span(clock.second(mark.paidAt()));
    time.addClassName("balance-time");
    line(term, new Div(receipt.apply(mark.receipt()), time), amount);
  }

  private Div line(String term, Component what, String amount) {
    var label = new Span(term);
    label.addClassName("balance-term");
    var figure = new Span(amount);
    figure.addClassName("balance-amount");
    var line = new Div(label, what, figure);
    line.addClassName("balance");
    add(line);
    return line;
  }
}
