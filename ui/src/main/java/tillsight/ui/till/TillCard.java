package tillsight.ui.till;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Article;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.RouterLink;
import java.util.Objects;
import java.util.Set;
import tillsight.ui.client.Till;
import tillsight.ui.common.Address;
import tillsight.ui.common.Clock;
import tillsight.ui.common.Delta;
import tillsight.ui.common.Filter;
import tillsight.ui.common.Shillings;
import tillsight.ui.payment.PaymentsView;

/** One till: is it alive, what did it take, and how to get it going if it never did. */
final class TillCard extends Article {

  private final Till till;
  private final Clock clock;

  /** A total of nothing leaves the money out, for those who are not to see it. */
  TillCard(Till till, Clock clock, Filter filter, long totalCents, boolean money) {
    this.till = till;
    this.clock = clock;
    addClassNames("card", "till");
    add(head());
    if (!till.isOutlet()) {
      add(headOffice());
      return;
    }
    if (till.lastPaymentAt() == null) {
      add(setUp());
      return;
    }
    if (money) {
      add(figures(totalCents), foot(filter));
    } else {
      add(last());
    }
  }

  private Div head() {
    var name = new H3(till.name());
    var code = new Span(kind(till.kind()) + " " + till.code());
    code.addClassName("till-code");
    var head = new Div(new Div(name, code));
    if (till.isOutlet()) {
      head.add(status());
    }
    head.addClassName("till-head");
    return head;
  }

  private Span status() {
    var health = Health.of(till, clock.now());
    var status = new Span(health.word());
    status.addClassNames("badge", "badge-" + health.style());
    return status;
  }

  private Component figures(long totalCents) {
    var value = new Span(Shillings.whole(till.grossCents()));
    value.addClassName("till-value");
    var line = new Div(value);
    line.addClassName("till-line");
    var before = till.compare();
    if (before != null) {
      line.add(Delta.ofCents(till.grossCents(), before.grossCents(), before.payments()).chip());
    }
    var share = totalCents == 0 ? 0 : (double) till.grossCents() / totalCents;
    var fill = new Div();
    fill.getStyle().set("width", share * 100 + "%");
    var bar = new Div(fill);
    bar.addClassName("league-bar");
    var words =
        new Span(
            Shillings.count(till.payments())
                + (till.payments() == 1 ? " payment · " : " payments · ")
                + Shillings.percent(share)
                + " of the total");
    words.addClassName("till-words");
    var figures = new Div(line, bar, words);
    figures.addClassName("till-figures");
    return figures;
  }

  private Component foot(Filter filter) {
    var link = new RouterLink();
    link.setText("Payments");
    link.setRoute(PaymentsView.class);
    link.setQueryParameters(Address.of(filter.with(Set.of(till.code()), Set.of())));
    link.getElement().setAttribute("aria-label", "Payments of " + till.name());
    var foot = new Div(last(), link);
    foot.addClassName("till-foot");
    return foot;
  }

  private Span last() {
    var at = Objects.requireNonNull(till.lastPaymentAt());
    var last = new Span("Last payment " + clock.ago(at));
    last.addClassName("till-last");
    last.setTitle(clock.full(at));
    return last;
  }

  private static Paragraph headOffice() {
    var words =
        new Paragraph(
            "Tills sweep their takings into it. These transfers are listed under Payments as"
                + " needing review and count nowhere twice.");
    words.addClassName("till-setup");
    return words;
  }

  private Div setUp() {
    var steps =
        new OrderedList(
            new ListItem("Check that " + till.code() + " is the number on the customer's receipt."),
            new ListItem("Register the callback address of your business for it with Safaricom."),
            new ListItem("Pay 1 shilling to it. It shows here within two seconds."));
    var setUp =
        new Div(new Paragraph("Safaricom has not reported a payment to this till yet."), steps);
    setUp.addClassName("till-setup");
    return setUp;
  }

  private static String kind(String kind) {
    return switch (kind) {
      case "paybill" -> "Paybill";
      case "buy-goods" -> "Buy Goods";
      case "head-office" -> "Head office";
      default -> kind;
    };
  }
}
