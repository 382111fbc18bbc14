package tillsight.ui.overview;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.RouteParameters;
import com.vaadin.flow.router.RouterLink;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import tillsight.ui.client.Payment;
import tillsight.ui.common.Clock;
import tillsight.ui.common.Shillings;
import tillsight.ui.payment.PaymentsView;

/** The latest payments; a new one slides in at the top. */
final class Ticker extends Div {

  private static final int SHOWN = 5;

  private final Clock clock;
  private final Deque<Payment> shown = new ArrayDeque<>();
  private final Div rows = new Div();

  Ticker(Clock clock) {
    this.clock = clock;
    addClassName("ticker");
    var title = new Span("Just now");
    title.addClassName("ticker-title");
    rows.addClassName("ticker-rows");
    rows.getElement().setAttribute("role", "log");
    rows.getElement().setAttribute("aria-label", "Latest payments");
    add(title, rows);
  }

  void show(List<Payment> latest) {
    var same = latest.stream().limit(SHOWN).map(Payment::receipt).toList();
    if (!shown.isEmpty() && same.equals(shown.stream().map(Payment::receipt).toList())) {
      return;
    }
    shown.clear();
    latest.stream().limit(SHOWN).forEach(shown::add);
    draw(false);
  }

  void arrive(Payment payment) {
    shown.addFirst(payment);
    if (shown.size() > SHOWN) {
      shown.removeLast();
    }
    draw(true);
  }

  private void draw(boolean firstIsNew) {
    rows.removeAll();
    if (shown.isEmpty()) {
      rows.add(new Span("No payment yet today."));
    }
    shown.forEach(payment -> rows.add(row(payment)));
    if (firstIsNew) {
      rows.getComponentAt(0).addClassName("ticker-new");
    }
  }

  private RouterLink row(Payment payment) {
    var amount = new Span(Shillings.exact(payment.amountCents()));
    amount.addClassName("ticker-amount");
    var till = new Span(payment.tillName() == null ? payment.till() : payment.tillName());
    till.addClassName("ticker-till");
    var time = new Span(clock.hour(payment.paidAt()));
    time.addClassName("ticker-time");
    var row = new RouterLink();
    row.setRoute(PaymentsView.class, new RouteParameters("receipt", payment.receipt()));
    row.addClassName("ticker-row");
    row.add(time, till, amount);
    return row;
  }
}
