package tillsight.ui.overview;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.RouterLink;
import java.util.List;
import java.util.Set;
import tillsight.ui.client.Till;
import tillsight.ui.common.Address;
import tillsight.ui.common.Card;
import tillsight.ui.common.Delta;
import tillsight.ui.common.Filter;
import tillsight.ui.common.Icon;
import tillsight.ui.common.Shillings;
import tillsight.ui.common.State;
import tillsight.ui.payment.PaymentsView;

/** The tills in order of what they took. */
final class TillsCard extends Card {

  private static final int ROWS_MAX = 10;

  TillsCard() {
    super("league-card", "Tills");
  }

  void show(List<Till> known, Filter filter) {
    var tills = known.stream().filter(Till::isOutlet).toList();
    note("gross, " + filter.range().shortDates());
    if (tills.isEmpty()) {
      fill(
          new State(Icon.TILLS, "No till yet", "Tills appear here once an owner has set them up."));
      return;
    }
    var rows = new Div();
    rows.addClassName("league");
    rows.getElement().setAttribute("role", "list");
    var total = tills.stream().mapToLong(Till::grossCents).sum();
    var most = tills.stream().mapToLong(Till::grossCents).max().orElse(0);
    tills.stream().limit(ROWS_MAX).forEach(till -> rows.add(row(till, filter, total, most)));
    fill(rows);
    finding(finding(tills, total));
    fresh();
  }

  private static String finding(List<Till> tills, long total) {
    var first = tills.getFirst();
    return total == 0 || tills.size() < 2
        ? ""
        : "%s took %s of the money."
            .formatted(name(first), Shillings.percent((double) first.grossCents() / total));
  }

  private static Component row(Till till, Filter filter, long total, long most) {
    var name = new Span(till.name());
    name.addClassName("league-name");
    var branch =
        new Span((till.branch() == null ? "Head office" : till.branch()) + " · " + till.code());
    branch.addClassName("league-branch");
    var names = new Div(name, branch);
    var value = new Span(Shillings.whole(till.grossCents()));
    value.addClassName("league-value");
    var bar = new Div(new Div());
    bar.addClassName("league-bar");
    bar.getChildren()
        .forEach(
            fill ->
                fill.getElement()
                    .getStyle()
                    .set("width", (most == 0 ? 0 : 100.0 * till.grossCents() / most) + "%"));
    bar.getElement()
        .setAttribute(
            "title",
            Shillings.percent(total == 0 ? 0 : (double) till.grossCents() / total)
                + " of the total");
    var link = new RouterLink();
    link.setRoute(PaymentsView.class);
    link.setQueryParameters(paymentsOf(till, filter));
    link.addClassName("league-row");
    link.getElement().setAttribute("role", "listitem");
    link.add(names, value, delta(till), bar);
    return link;
  }

  private static QueryParameters paymentsOf(Till till, Filter filter) {
    return Address.of(filter.with(Set.of(till.code()), Set.of()));
  }

  private static Component delta(Till till) {
    var before = till.compare();
    if (before == null) {
      return new Span();
    }
    return Delta.ofCents(till.grossCents(), before.grossCents(), before.payments()).chip();
  }

  private static String name(Till till) {
    return till.branch() == null ? till.name() : till.branch() + " " + till.name();
  }
}
