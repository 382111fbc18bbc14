package tillsight.ui.quarantine;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Article;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import java.util.Locale;
import tillsight.ui.client.Doubt;
import tillsight.ui.common.Clock;
import tillsight.ui.common.Names;
import tillsight.ui.common.Shillings;

/** One callback that waits: what is wrong with it, what it says, and the two ways out. */
final class DoubtCard extends Article {

  /** Hears which way somebody wants to decide. */
  interface Choice {
    void decide(Doubt doubt, Verdict verdict);
  }

  DoubtCard(Doubt doubt, Clock clock, boolean mayDecide, Choice choice) {
    addClassNames("card", "doubt");
    var title = new H3(Reason.words(doubt.reason()));
    var age = new Span(clock.ago(doubt.receivedAt()));
    age.addClassName("doubt-age");
    age.setTitle(clock.full(doubt.receivedAt()));
    var head = new Div(title, age);
    head.addClassName("doubt-head");
    add(head, new Paragraph(Names.orDash(doubt.detail())), facts(doubt, clock));
    if (!doubt.isOpen()) {
      add(outcome(doubt, clock));
    } else if (mayDecide) {
      var accept = new Button("Accept …", _ -> choice.decide(doubt, Verdict.ACCEPT));
      accept.setAriaLabel("Accept " + name(doubt));
      var dismiss = new Button("Dismiss …", _ -> choice.decide(doubt, Verdict.DISMISS));
      dismiss.setAriaLabel("Dismiss " + name(doubt));
      var actions = new Div(accept, dismiss);
      actions.addClassName("doubt-actions");
      add(actions);
    }
  }

  private static Div facts(Doubt doubt, Clock clock) {
    var facts = new Div();
    facts.addClassName("doubt-facts");
    facts.add(fact("Receipt", Names.orDash(doubt.receipt())));
    facts.add(fact("Till", Names.orDash(doubt.till())));
    if (doubt.amountCents() != null) {
      facts.add(fact("Amount", Shillings.exact(doubt.amountCents())));
    }
    if (doubt.paidAt() != null) {
      facts.add(fact("Paid", clock.brief(doubt.paidAt())));
    }
    facts.add(fact("Received", clock.brief(doubt.receivedAt())));
    return facts;
  }

  private static Div fact(String term, String text) {
    var label = new Span(term);
    label.addClassName("fact-term");
    var value = new Span(text);
    value.addClassName("fact-text");
    var fact = new Div(label, value);
    fact.addClassName("fact");
    return fact;
  }

  private static Div outcome(Doubt doubt, Clock clock) {
    var state =
        new Span(doubt.state().toUpperCase(Locale.ROOT).charAt(0) + doubt.state().substring(1));
    state.addClassNames("badge", "badge-" + doubt.state());
    var when = doubt.decidedAt() == null ? "" : ", " + clock.brief(doubt.decidedAt());
    var by =
        new Span(
            "by " + Names.orDash(doubt.decidedBy()) + when + ": " + Names.orDash(doubt.decision()));
    var outcome = new Div(state, by);
    outcome.addClassName("doubt-outcome");
    return outcome;
  }

  private static String name(Doubt doubt) {
    return doubt.receipt() == null ? "this callback" : Names.clean(doubt.receipt());
  }
}
