package tillsight.ui.payment;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tillsight.ui.client.Payment;
import tillsight.ui.client.ServerTrouble;
import tillsight.ui.common.Desk;
import tillsight.ui.common.Icon;
import tillsight.ui.common.Names;
import tillsight.ui.common.Questions;
import tillsight.ui.common.State;

/** The payments of a question: as rows, or in words why there are none. */
final class PaymentList extends Div {

  final PaymentGrid grid;
  private final Desk desk;
  private final Questions questions;
  private final Runnable filled;
  private @Nullable PaymentQuery query;
  private @Nullable Ledger ledger;

  /** Tells each time the rows are others than before. */
  PaymentList(Desk desk, Runnable filled) {
    this.desk = desk;
    this.questions = desk.questions(this);
    this.filled = filled;
    this.grid = new PaymentGrid(desk.clock());
    addClassName("payments-body");
  }

  void show(PaymentQuery asked) {
    if (query == null) {
      add(State.skeleton("skeleton-rows"));
    }
    query = asked;
    // The old rows stay in sight until the new ones are there, but they answer no more.
    ledger = null;
    load(asked);
  }

  /** Asks again, unless somebody has scrolled into the past and would lose their place. */
  void refresh() {
    if (query != null && (ledger == null || ledger.known() <= Ledger.PAGE)) {
      load(query);
    }
  }

  /** Puts a payment that has just happened on top. Tells whether it was new. */
  boolean arrive(Payment payment) {
    if (ledger == null || !ledger.arrive(payment)) {
      return false;
    }
    grid.arrived(payment);
    if (ledger.known() == 1) {
      fill(ledger);
    }
    grid.getDataProvider().refreshAll();
    return true;
  }

  /** "50+ payments found", or nothing while there is no answer. */
  String found() {
    if (ledger == null) {
      return "";
    }
    var more = ledger.isComplete() ? "" : "+";
    return ledger.known() + more + (ledger.known() == 1 ? " payment found" : " payments found");
  }

  private void load(PaymentQuery asked) {
    questions.ask(
        "payments",
        who -> {
          var first = desk.server().payments(who, asked.page("", Ledger.PAGE));
          return new Ledger(
              first, cursor -> desk.server().payments(who, asked.page(cursor, Ledger.PAGE)));
        },
        this::fill,
        this::trouble);
  }

  private void fill(Ledger fresh) {
    ledger = fresh;
    removeAll();
    if (fresh.known() == 0) {
      add(nothing());
    } else {
      grid.setItems(rows -> rows(fresh, rows.getOffset(), rows.getLimit()).stream());
      if (fresh.isComplete()) {
        grid.getLazyDataView().setItemCountCallback(_ -> fresh.known());
      } else {
        grid.getLazyDataView().setItemCountEstimate(Ledger.PAGE * 3);
      }
      add(grid);
    }
    filled.run();
  }

  private List<Payment> rows(Ledger of, int offset, int limit) {
    try {
      return of.rows(offset, limit);
    } catch (ServerTrouble e) {
      trouble(e);
      return List.of();
    }
  }

  private void trouble(ServerTrouble trouble) {
    if (ledger == null || trouble instanceof ServerTrouble.Refused) {
      ledger = null;
      removeAll();
      add(State.of(trouble, "Payments"));
      filled.run();
    }
  }

  private State nothing() {
    var asked = Objects.requireNonNull(query);
    var dates = asked.filter().range().dates();
    if (asked.search().isEmpty() && asked.revenue().isEmpty()) {
      return new State(
          Icon.EMPTY,
          "No payment in this range",
          "Nothing came in for these tills in " + dates + ".");
    }
    var clear = new NativeButton("Clear search and kind", _ -> PaymentTools.clear());
    clear.addClassName("text-button");
    var what = asked.search().isEmpty() ? "this kind" : "“" + Names.clean(asked.search()) + "”";
    return new State(
        Icon.SEARCH,
        "Nothing matches " + what,
        "Searched " + dates + ". A whole receipt number is found whatever its date.",
        clear);
  }
}
