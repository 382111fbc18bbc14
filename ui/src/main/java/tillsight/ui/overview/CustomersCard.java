package tillsight.ui.overview;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.util.List;
import tillsight.ui.client.Customer;
import tillsight.ui.common.Card;
import tillsight.ui.common.Desk;
import tillsight.ui.common.Filter;
import tillsight.ui.common.Icon;
import tillsight.ui.common.Questions;
import tillsight.ui.common.Shillings;
import tillsight.ui.common.State;

/** Who spent most in the range, by mask and first name only. */
final class CustomersCard extends Card {

  private static final int ROWS = 6;

  private final Desk desk;
  private final Questions questions;

  CustomersCard(Desk desk) {
    super("customers-card", "Top customers");
    this.desk = desk;
    this.questions = desk.questions(this);
  }

  void load(Filter filter) {
    note("by spend, " + filter.range().shortDates());
    var question = filter.question().with("sort", "spend").with("limit", ROWS);
    questions.ask(
        "customers",
        who -> desk.server().customers(who, question),
        customers -> show(customers.items()),
        trouble -> trouble(trouble, "Customers"));
  }

  private void show(List<Customer> customers) {
    if (customers.isEmpty()) {
      fill(
          new State(
              Icon.EMPTY,
              "Nobody known yet",
              "Customers appear once a payment says who paid, by number or by its mask."));
      finding("");
      return;
    }
    var rows = new Div();
    rows.addClassName("people");
    rows.getElement().setAttribute("role", "list");
    for (var i = 0; i < customers.size(); i++) {
      rows.add(row(i + 1, customers.get(i)));
    }
    fill(rows);
    finding(
        customers.stream().anyMatch(Customer::approximate)
            ? "Approximate: known by a masked number and first name, which two people may share."
            : "");
    fresh();
  }

  private static Component row(int rank, Customer customer) {
    var place = new Span("" + rank);
    place.addClassName("people-rank");
    var name = new Span(customer.firstName() == null ? customer.display() : customer.firstName());
    name.addClassName("people-name");
    var mask = new Span(customer.firstName() == null ? "" : customer.display());
    mask.addClassName("people-mask");
    var who = new Div(name, mask);
    who.addClassName("people-who");
    var visits =
        new Span(
            Shillings.count(customer.purchases())
                + " payments · "
                + recency(customer)
                + (customer.approximate() ? " · approximate" : ""));
    visits.addClassName("people-visits");
    var spend = new Span(Shillings.whole(customer.spendCents()));
    spend.addClassName("people-spend");
    var row = new Div(place, new Div(who, visits), spend);
    row.addClassName("people-row");
    row.getElement().setAttribute("role", "listitem");
    return row;
  }

  private static String recency(Customer customer) {
    return switch ((int) Math.min(customer.recencyDays(), Integer.MAX_VALUE)) {
      case 0 -> "today";
      case 1 -> "yesterday";
      default -> customer.recencyDays() + " days ago";
    };
  }
}
