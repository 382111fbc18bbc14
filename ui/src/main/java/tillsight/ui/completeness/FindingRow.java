package tillsight.ui.completeness;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Article;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.RouteParam;
import com.vaadin.flow.router.RouteParameters;
import com.vaadin.flow.router.RouterLink;
import java.util.List;
import java.util.Locale;
import tillsight.ui.client.Finding;
import tillsight.ui.common.Address;
import tillsight.ui.common.Clock;
import tillsight.ui.common.Desk;
import tillsight.ui.common.Filter;
import tillsight.ui.common.Mark;
import tillsight.ui.common.Names;
import tillsight.ui.common.Shillings;
import tillsight.ui.payment.PaymentsView;
import tillsight.ui.quarantine.QuarantineView;
import tillsight.ui.security.Role;

/** One thing that was found in a day: when, what, the balances around it, and what to do. */
final class FindingRow extends Article {

  private final Desk desk;
  private final Filter filter;

  FindingRow(Finding finding, Desk desk, Filter filter) {
    this.desk = desk;
    this.filter = filter;
    addClassNames("finding-row", finding.explained() ? "is-explained" : "is-open");
    add(head(finding, desk.clock()), new Paragraph(Names.clean(finding.sentence())));
    if (finding.before() != null && finding.after() != null) {
      add(new Balances(finding.before(), finding.after(), desk.clock(), this::receipt));
    }
    var receipts = finding.receipts() == null ? List.<String>of() : finding.receipts();
    if (!receipts.isEmpty()) {
      var list = new Div();
      list.addClassName("receipts");
      receipts.forEach(receipt -> list.add(receipt(receipt)));
      add(list);
    }
    addRemedy(finding);
  }

  private static Div head(Finding finding, Clock clock) {
    var mark = (finding.explained() ? Mark.DONE : Mark.WARN).draw();
    mark.getElement().setAttribute("aria-label", finding.explained() ? "explained" : "open");
    var name = new Span(name(finding.kind()));
    name.addClassName("finding-name");
    var until = finding.until() == null ? "" : "–" + clock.hour(finding.until());
    var time = new Span(clock.hour(finding.at()) + until);
    time.addClassName("finding-time");
    var head = new Div(mark, name, time);
    head.addClassName("finding-head");
    if (finding.amountCents() != null && finding.amountCents() != 0) {
      // What two reports disagree about neither came nor went.
      var amount =
          new Span(
              finding.kind().equals("conflict")
                  ? Shillings.exact(finding.amountCents())
                  : Words.signed(finding.amountCents()));
      amount.addClassName("finding-amount");
      head.add(amount);
    }
    return head;
  }

  /** A receipt leads to its payment, for those who may see payments. */
  private Component receipt(String receipt) {
    if (desk.is(Role.OPERATOR)) {
      var text = new Span(Names.clean(receipt));
      text.addClassName("receipt");
      return text;
    }
    var to = new RouteParameters(new RouteParam("receipt", receipt));
    var link = new RouterLink(Names.clean(receipt), PaymentsView.class, to);
    link.setQueryParameters(Address.of(filter));
    link.addClassName("receipt");
    return link;
  }

  private void addRemedy(Finding finding) {
    if (finding.remedy() != null) {
      var remedy = new Paragraph(Names.clean(finding.remedy()));
      remedy.addClassName("remedy");
      add(remedy);
    }
    if (finding.quarantineId() == null) {
      return;
    }
    if (desk.is(Role.OWNER, Role.OPERATOR, Role.AUDITOR)) {
      var link = new RouterLink("See it in the quarantine", QuarantineView.class);
      link.setQueryParameters(QueryParameters.of("item", finding.quarantineId()));
      link.addClassName("action");
      add(link);
    } else {
      var words = new Paragraph("An owner or operator decides it in the quarantine.");
      words.addClassName("remedy");
      add(words);
    }
  }

  private static String name(String kind) {
    return switch (kind) {
      case "missed-payment" -> "Missed payment";
      case "recovered" -> "Recovered";
      case "blank" -> "No balance named";
      case "conflict" -> "Contradiction";
      case "clock" -> "Clock";
      case String other ->
          other.isEmpty()
              ? "Finding"
              : other.substring(0, 1).toUpperCase(Locale.ROOT)
                  + other.substring(1).replace('-', ' ');
    };
  }
}
