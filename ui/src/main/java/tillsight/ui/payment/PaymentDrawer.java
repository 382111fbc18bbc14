package tillsight.ui.payment;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ModalityMode;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import java.util.List;
import tillsight.ui.client.PaymentDetail;
import tillsight.ui.client.ServerTrouble;
import tillsight.ui.common.Clock;
import tillsight.ui.common.Icon;
import tillsight.ui.common.Names;
import tillsight.ui.common.Shillings;
import tillsight.ui.common.State;

/** One payment at the side of the list: what it is, and everything that vouches for it. */
final class PaymentDrawer extends Dialog {

  private final Clock clock;
  private final Div body = new Div();

  PaymentDrawer(Clock clock) {
    this.clock = clock;
    addClassName("drawer");
    setModality(ModalityMode.STRICT);
    setHeaderTitle("Payment");
    var close = new NativeButton();
    close.addClassName("icon-button");
    close.add(Icon.CLOSE.draw());
    close.setAriaLabel("Close");
    close.addClickListener(_ -> close());
    getHeader().add(close);
    body.addClassName("drawer-body");
    add(body);
  }

  void wait(String receipt) {
    setHeaderTitle(receipt);
    body.removeAll();
    body.add(State.skeleton("skeleton-block"));
    open();
  }

  void trouble(ServerTrouble trouble, String receipt) {
    body.removeAll();
    body.add(
        trouble instanceof ServerTrouble.Refused refused && refused.isUnknown()
            ? new State(
                Icon.EMPTY,
                "No such payment",
                "Nothing with the receipt " + receipt + " is known, or it is not yours to see.")
            : State.of(trouble, "This payment"));
  }

  void show(PaymentDetail payment) {
    body.removeAll();
    var amount = new Span(Shillings.exact(payment.amountCents()));
    amount.addClassName("drawer-amount");
    var badge = new Span(Words.revenue(payment.revenue()));
    badge.addClassNames("badge", "badge-" + payment.revenue());
    var head = new Div(amount, badge);
    head.addClassName("drawer-head");
    body.add(head, facts(payment), new H3("What vouches for it"), evidence(payment));
    if (payment.reversals() != null && !payment.reversals().isEmpty()) {
      body.add(new H3("Money that went back"), reversals(payment.reversals()));
    }
  }

  private DescriptionList facts(PaymentDetail payment) {
    var facts = new DescriptionList();
    fact(facts, "Paid", clock.full(payment.paidAt()));
    if (payment.receivedAt() != null) {
      var delay =
          payment.delaySeconds() == null
              ? ""
              : " · " + Words.delay(payment.delaySeconds()) + " later";
      fact(facts, "Received", clock.second(payment.receivedAt()) + delay);
    }
    fact(facts, "Till", Names.orDash(payment.tillName()) + " · " + payment.till());
    fact(facts, "Channel", Words.channel(payment.channel()));
    if (payment.account() != null) {
      fact(facts, "Account", Names.orDash(payment.account()));
    }
    var name = Names.clean(payment.firstName());
    var display = Names.orDash(payment.payerDisplay());
    fact(facts, "Payer", name.isBlank() ? display : name + " · " + display);
    fact(facts, "Identity", Words.identity(payment.payerKind()));
    fact(facts, "Type", Names.orDash(payment.transactionType()));
    if (payment.balanceCents() != null) {
      fact(facts, "Balance after", Shillings.exact(payment.balanceCents()));
    }
    if (payment.reversedCents() > 0) {
      fact(facts, "Reversed", Shillings.exact(payment.reversedCents()));
    }
    fact(facts, "Notes", Words.flags(payment.flags()));
    return facts;
  }

  private Component evidence(PaymentDetail payment) {
    var list = new Div();
    list.addClassName("evidence");
    var provenance =
        payment.provenance() == null ? List.<PaymentDetail.Evidence>of() : payment.provenance();
    for (var evidence : provenance) {
      var what = new Span(Words.kind(evidence.kind()) + ", " + Words.outcome(evidence.outcome()));
      var where =
          new Span(
              clock.brief(evidence.receivedAt())
                  + (evidence.source() == null ? "" : " · from " + evidence.source()));
      where.addClassName("evidence-where");
      list.add(new Div(what, where));
    }
    if (provenance.isEmpty()) {
      list.add(new Div(new Span(Words.source(payment.source()))));
    }
    return list;
  }

  private Component reversals(List<PaymentDetail.Reversal> reversals) {
    var list = new Div();
    list.addClassName("evidence");
    for (var reversal : reversals) {
      var when = reversal.reversedAt() == null ? "" : clock.brief(reversal.reversedAt()) + " · ";
      var where = new Span(when + "receipt " + reversal.receipt());
      where.addClassName("evidence-where");
      list.add(new Div(new Span("−" + Shillings.exact(reversal.amountCents())), where));
    }
    return list;
  }

  private static void fact(DescriptionList facts, String term, String text) {
    facts.add(new DescriptionList.Term(term), new DescriptionList.Description(text));
  }
}
