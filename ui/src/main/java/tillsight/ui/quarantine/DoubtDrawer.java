package tillsight.ui.quarantine;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.NativeDetails;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.html.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tillsight.ui.client.Deed;
import tillsight.ui.client.DoubtDetail;
import tillsight.ui.client.ServerTrouble;
import tillsight.ui.common.Clock;
import tillsight.ui.common.Drawer;
import tillsight.ui.common.Icon;
import tillsight.ui.common.Names;
import tillsight.ui.common.State;

/** One callback in full: what it says beside what is booked, what arrived, and who did what. */
final class DoubtDrawer extends Drawer {

  private final Clock clock;
  private final Decisions decisions;
  private final Span who = new Span();
  private @Nullable DoubtDetail shown;

  DoubtDrawer(Clock clock, Decisions decisions) {
    super("Callback");
    this.clock = clock;
    this.decisions = decisions;
    addClassName("drawer-wide");
    who.addClassName("told-who");
    addOpenedChangeListener(_ -> shown = null);
  }

  void trouble(ServerTrouble trouble) {
    fill(
        trouble instanceof ServerTrouble.Refused refused && refused.isUnknown()
            ? new State(
                Icon.EMPTY, "No such callback", "Nothing in the quarantine has this number.")
            : State.of(trouble, "This callback"));
  }

  void show(DoubtDetail detail) {
    var inquiry = Inquiry.of(detail, clock);
    who.setText(inquiry.who());
    // Looked at again while an answer is awaited: what somebody reads must not move under them.
    if (detail.equals(shown) && inquiry.isWaiting()) {
      return;
    }
    shown = detail;
    var item = detail.item();
    setHeaderTitle(item.receipt() == null ? "Callback" : Names.clean(item.receipt()));
    var title = new Span(Reason.words(item.reason()));
    title.addClassName("drawer-reason");
    var head = new Div(title, DoubtCard.badge(item));
    head.addClassName("drawer-head");
    var parts = new ArrayList<Component>();
    parts.add(head);
    parts.add(intro(detail));
    parts.add(new Comparison(detail, clock));
    if (detail.booked() != null && decisions.seesPayments()) {
      parts.add(payment(detail.booked()));
    }
    if (!inquiry.sentence().isEmpty()) {
      parts.add(told(inquiry));
    }
    raw(parts, "What arrived", detail.raw());
    raw(parts, "What was booked from", detail.bookedRaw());
    if (!detail.history().isEmpty()) {
      parts.add(new H3("Who did what"));
      parts.add(history(detail.history()));
    }
    fill(parts.toArray(Component[]::new));
    if (item.isOpen() && decisions.allowed()) {
      foot(buttons(detail, inquiry));
    }
  }

  private Paragraph intro(DoubtDetail detail) {
    var item = detail.item();
    var intro =
        new Paragraph(
            Names.orDash(item.detail())
                + " It came "
                + clock.ago(item.receivedAt())
                + Source.by(item.source())
                + ".");
    intro.addClassName("drawer-intro");
    return intro;
  }

  private static Anchor payment(DoubtDetail.Facts booked) {
    var link = new Anchor("payments/" + booked.receipt(), "Open the payment that is booked");
    link.getElement().setAttribute("router-link", true);
    link.addClassName("drawer-link");
    return link;
  }

  private Div told(Inquiry inquiry) {
    var told = new Div(Icon.DARAJA.draw(), new Div(who, new Span(inquiry.sentence())));
    told.addClassNames("told", inquiry.isWaiting() ? "told-waiting" : "told-answered");
    told.getElement().setAttribute("role", "status");
    return told;
  }

  private static void raw(List<Component> parts, String title, @Nullable String text) {
    if (text == null || text.isBlank()) {
      return;
    }
    var body = new Pre(Names.lines(text));
    body.getElement().setAttribute("tabindex", "0");
    var details = new NativeDetails(title + ", without numbers and names", body);
    details.addClassNames("figures", "raw");
    parts.add(details);
  }

  private Div history(List<Deed> deeds) {
    var list = new Div();
    list.addClassName("evidence");
    for (var deed : deeds) {
      var where = new Span(clock.brief(deed.at()) + " · " + Names.clean(deed.actor()));
      where.addClassName("evidence-where");
      var line = new Div(new Span(verb(deed.action())), where);
      if (deed.reason() != null && !deed.reason().isBlank()) {
        var reason = new Span("“" + Names.clean(deed.reason()) + "”");
        reason.addClassName("deed-reason");
        line.add(reason);
      }
      list.add(line);
    }
    return list;
  }

  private static String verb(String action) {
    return switch (action) {
      case "quarantine.accept" -> "Accepted and booked";
      case "quarantine.dismiss" -> "Dismissed";
      case "quarantine.query" -> "Asked Safaricom";
      case "quarantine.replay" -> "Booked after a fix";
      case "quarantine.clear", "quarantine.settle" -> "Became clear by itself";
      default -> action;
    };
  }

  private Component[] buttons(DoubtDetail detail, Inquiry inquiry) {
    var item = detail.item();
    var buttons = new ArrayList<Component>();
    if (item.receipt() != null) {
      var ask = new Button("Ask Safaricom …", _ -> decisions.query(item));
      ask.setEnabled(!inquiry.isWaiting());
      buttons.add(ask);
    }
    buttons.add(new Button("Dismiss …", _ -> decisions.decide(item, Verdict.DISMISS)));
    var accept = new Button("Accept …", _ -> decisions.decide(item, Verdict.ACCEPT));
    accept.addThemeVariants(ButtonVariant.PRIMARY);
    buttons.add(accept);
    return buttons.toArray(Component[]::new);
  }
}
