package tillsight.ui.quarantine;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Article;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import java.util.function.Consumer;
import tillsight.ui.client.Doubt;
import tillsight.ui.common.Clock;
import tillsight.ui.common.Icon;
import tillsight.ui.common.Names;
import tillsight.ui.common.Shillings;

/** One callback that waits: what is wrong with it, what it says, and the two ways out. */
final class DoubtCard extends Article {

  private final Doubt doubt;
  private final Clock clock;

  DoubtCard(Doubt doubt, Clock clock, Decisions decisions, Consumer<Doubt> opened) {
    this.doubt = doubt;
    this.clock = clock;
    addClassNames("card", "doubt");
    add(head(opened), new Paragraph(Names.orDash(doubt.detail())), facts());
    if (doubt.evidence() != null && doubt.evidence().sentence() != null) {
      add(evidence(doubt.evidence()));
    }
    if (!doubt.isOpen()) {
      add(outcome());
    } else if (decisions.allowed()) {
      add(actions(decisions));
    }
  }

  private Div head(Consumer<Doubt> opened) {
    var open = new NativeButton(Reason.words(doubt.reason()), _ -> opened.accept(doubt));
    open.addClassName("doubt-open");
    open.setAriaLabel(Reason.words(doubt.reason()) + ", " + Decisions.name(doubt) + ": look at it");
    var title = new Div(new H3(open));
    title.addClassName("doubt-title");
    var source = Source.words(doubt.source());
    if (!source.isEmpty()) {
      var pill = new Span(source);
      pill.addClassName("badge");
      title.add(pill);
    }
    var age = new Span(clock.ago(doubt.receivedAt()));
    age.addClassName("doubt-age");
    age.setTitle(clock.full(doubt.receivedAt()));
    var head = new Div(title, age);
    head.addClassName("doubt-head");
    return head;
  }

  private Div facts() {
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

  private Div evidence(Doubt.Evidence found) {
    var when = found.at() == null ? "" : " " + clock.brief(found.at());
    var source = new Span("Safaricom" + when);
    source.addClassName("told-who");
    var told =
        new Div(Icon.DARAJA.draw(), new Div(source, new Span(Names.clean(found.sentence()))));
    told.addClassName("told");
    return told;
  }

  private Div outcome() {
    var when = doubt.decidedAt() == null ? "" : ", " + clock.brief(doubt.decidedAt());
    var by =
        new Span(
            "by " + Names.orDash(doubt.decidedBy()) + when + ": " + Names.orDash(doubt.decision()));
    var outcome = new Div(badge(doubt), by);
    outcome.addClassName("doubt-outcome");
    return outcome;
  }

  private Div actions(Decisions decisions) {
    var accept = new Button("Accept …", _ -> decisions.decide(doubt, Verdict.ACCEPT));
    accept.setAriaLabel("Accept " + Decisions.name(doubt));
    var dismiss = new Button("Dismiss …", _ -> decisions.decide(doubt, Verdict.DISMISS));
    dismiss.setAriaLabel("Dismiss " + Decisions.name(doubt));
    var actions = new Div(accept, dismiss);
    actions.addClassName("doubt-actions");
    return actions;
  }

  /** How it stands. */
  static Span badge(Doubt doubt) {
    var badge =
        new Span(
            switch (doubt.state()) {
              case "open" -> "Waits";
              case "accepted" -> "Accepted";
              case "dismissed" -> "Dismissed";
              default -> doubt.state();
            });
    badge.addClassNames("badge", "badge-" + doubt.state());
    return badge;
  }
}
