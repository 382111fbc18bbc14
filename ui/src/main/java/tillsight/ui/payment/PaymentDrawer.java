package tillsight.ui.payment;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tillsight.ui.client.PaymentDetail;
import tillsight.ui.client.ServerTrouble;
import tillsight.ui.common.Clock;
import tillsight.ui.common.Drawer;
import tillsight.ui.common.Icon;
import tillsight.ui.common.Names;
import tillsight.ui.common.Shillings;
import tillsight.ui.common.State;

/** One payment at the side of the list: what it is, and everything that vouches for it. */
final class PaymentDrawer extends Drawer {

  private final Clock clock;
  private final PaymentDeeds deeds;
  private @Nullable PaymentDetail shown;

  PaymentDrawer(Clock clock, PaymentDeeds deeds) {
    super("Payment");
    this.clock = clock;
    this.deeds = deeds;
    addOpenedChangeListener(_ -> shown = null);
  }

  void trouble(ServerTrouble trouble, String receipt) {
    fill(
        trouble instanceof ServerTrouble.Refused refused && refused.isUnknown()
            ? new State(
                Icon.EMPTY,
                "No such payment",
                "Nothing with the receipt " + receipt + " is known, or it is not yours to see.")
            : State.of(trouble, "This payment"));
  }

  void show(PaymentDetail payment) {
    // Looked at again while an answer is awaited: what somebody reads must not move under them.
    if (payment.equals(shown)) {
      return;
    }
    shown = payment;
    var parts = new ArrayList<Component>();
    parts.add(head(payment));
    if (payment.reversals() != null && !payment.reversals().isEmpty()) {
      parts.add(net(payment, payment.reversals()));
    }
    if ("review".equals(payment.revenue())) {
      parts.add(review(payment));
    }
    parts.add(facts(payment));
    parts.add(new H3("Vouched for by"));
    parts.add(new Vouchers(payment, clock, deeds.seesQuarantine()));
    if (payment.requests() != null && !payment.requests().isEmpty()) {
      parts.add(new H3("Asked of Safaricom"));
      parts.add(new Requests(payment.requests(), clock));
    }
    if (isDecided(payment) && deeds.allowed()) {
      parts.add(decideAnew(payment));
    }
    fill(parts.toArray(Component[]::new));
    if (deeds.allowed() && payment.reversedCents() < payment.amountCents()) {
      var giveBack = new Button("Give money back …", _ -> deeds.giveBack(payment));
      // One at a time: what is left is only known once the answer is there.
      giveBack.setEnabled(!payment.isReversing());
      foot(giveBack);
    }
  }

  private static Div head(PaymentDetail payment) {
    var amount = new Span(Shillings.exact(payment.amountCents()));
    amount.addClassName("drawer-amount");
    var badge = new Span(Words.revenue(payment.revenue()));
    badge.addClassNames("badge", "badge-" + payment.revenue());
    var head = new Div(amount, badge);
    if (Words.isRecovered(payment.source())) {
      var recovered = new Span(Words.recovered(payment.source()));
      recovered.addClassNames("badge", "badge-recovered");
      head.add(recovered);
    }
    head.addClassName("drawer-head");
    return head;
  }

  /** What is left of it, and in a sentence each what went back. */
  private Div net(PaymentDetail payment, List<PaymentDetail.Reversal> reversals) {
    var net = new Span("Net " + Shillings.exact(payment.amountCents() - payment.reversedCents()));
    net.addClassName("panel-title");
    var panel = new Div(net);
    panel.addClassName("panel");
    for (var reversal : reversals) {
      var what =
          reversal.amountCents() >= payment.amountCents()
              ? "All of it"
              : Shillings.exact(reversal.amountCents()) + " of it";
      var when =
          reversal.reversedAt() == null
              ? ""
              : " on " + clock.date(clock.day(reversal.reversedAt()));
      panel.add(
          new Paragraph(what + " went back" + when + ", receipt " + reversal.receipt() + "."));
    }
    return panel;
  }

  private Div review(PaymentDetail payment) {
    var title = new Span("Is this takings?");
    title.addClassName("panel-title");
    var panel =
        new Div(
            title,
            new Paragraph(
                "It may be a customer's payment or an organisation's own transfer. It counts in no"
                    + " figure until "
                    + (deeds.allowed() ? "you say." : "an owner says.")));
    panel.addClassNames("panel", "panel-warn");
    if (deeds.allowed()) {
      panel.add(
          new Div(
              new Button("Count as takings …", _ -> deeds.review(payment, true)),
              new Button("Leave out …", _ -> deeds.review(payment, false))));
    }
    return panel;
  }

  /** A decision holds until another one is made. */
  private Div decideAnew(PaymentDetail payment) {
    var counts = "yes".equals(payment.revenue());
    var change =
        new Button(
            counts ? "Leave out after all …" : "Count as takings after all …",
            _ -> deeds.review(payment, !counts));
    var line =
        new Div(
            new Span(counts ? "Somebody counted it as takings." : "Somebody left it out."), change);
    line.addClassName("decided");
    return line;
  }

  private static boolean isDecided(PaymentDetail payment) {
    return payment.flags() != null
        && payment.flags().contains("decided")
        && !"review".equals(payment.revenue());
  }

  private DescriptionList facts(PaymentDetail payment) {
    var facts = new DescriptionList();
    facts.addClassName("facts");
    fact(facts, "Paid", clock.full(payment.paidAt()));
    fact(facts, "Till", Names.orDash(payment.tillName()) + " · " + payment.till());
    fact(facts, "Channel", Words.channel(payment.channel()));
    if (!Names.clean(payment.account()).isBlank()) {
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
    if (payment.flags() != null && !payment.flags().isEmpty()) {
      fact(facts, "Notes", Words.flags(payment.flags()));
    }
    return facts;
  }

  private static void fact(DescriptionList facts, String term, String text) {
    facts.add(new DescriptionList.Term(term), new DescriptionList.Description(text));
  }
}
