package tillsight.ui.payment;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tillsight.ui.client.Payment;
import tillsight.ui.client.Question;
import tillsight.ui.client.ServerTrouble;
import tillsight.ui.client.Till;
import tillsight.ui.common.Address;
import tillsight.ui.common.Compare;
import tillsight.ui.common.Desk;
import tillsight.ui.common.Filter;
import tillsight.ui.common.Icon;
import tillsight.ui.common.Names;
import tillsight.ui.common.Page;
import tillsight.ui.common.Preset;
import tillsight.ui.common.Questions;
import tillsight.ui.common.Segments;
import tillsight.ui.common.Shillings;
import tillsight.ui.common.Stamp;
import tillsight.ui.common.State;
import tillsight.ui.live.LiveFeed;
import tillsight.ui.live.News;
import tillsight.ui.live.Pace;
import tillsight.ui.security.Role;

/** The ledger: search, filters, and one payment with everything that vouches for it. */
@Route("payments/:receipt?")
@PageTitle("Payments · Tillsight")
@Menu(title = "Payments", order = 2, icon = "payments")
@RolesAllowed({Role.OWNER, Role.AUDITOR, Role.MANAGER, Role.CASHIER})
public final class PaymentsView extends Main implements Page, BeforeEnterObserver {

  private static final Duration TOTALS = Duration.ofSeconds(5);

  final PaymentGrid grid;
  final PaymentDrawer drawer;
  final TextField search = new TextField();
  final Span totals = new Span();
  private final Div body = new Div();
  private final Segments<String> kinds;
  private final Desk desk;
  private final LiveFeed live;
  private final Stamp stamp;
  private final Questions questions;
  private final Pace recount;
  private Optional<String> receipt = Optional.empty();
  private @Nullable PaymentQuery query;
  private @Nullable Ledger ledger;
  private List<Till> known = List.of();

  PaymentsView(Desk desk, LiveFeed live, Stamp stamp) {
    this.desk = desk;
    this.live = live;
    this.stamp = stamp;
    this.questions = desk.questions(this);
    this.recount = new Pace(this, TOTALS, this::count);
    grid = new PaymentGrid(desk.clock());
    drawer = new PaymentDrawer(desk.clock());
    kinds = new Segments<>("Kind", kindLabels(), kind -> change("revenue", kind));
    addClassNames("view", "payments");
    body.addClassName("payments-body");
    grid.addItemClickListener(click -> go(Optional.of(click.getItem().receipt())));
    drawer.addOpenedChangeListener(
        opened -> {
          // Closed by a person, not by an address that names no receipt any more.
          if (!opened.isOpened() && receipt.isPresent()) {
            go(Optional.empty());
          }
        });
    add(head(), tools(), body, drawer);
  }

  @Override
  protected void onAttach(AttachEvent event) {
    live.listen(this, this::hear);
    var today = Preset.TODAY.on(desk.clock().today());
    questions.ask(
        "known",
        who -> desk.server().tills(who, Question.range(today.from(), today.to())),
        tills -> known = tills.items(),
        _ -> known = List.of());
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    receipt = event.getRouteParameters().get("receipt");
  }

  @Override
  public void show(Filter filter, QueryParameters address) {
    var asked = PaymentQuery.of(filter, address);
    if (!asked.equals(query)) {
      query = asked;
      load(asked);
    }
    search.setValue(asked.search());
    kinds.show(asked.revenue());
    receipt.ifPresentOrElse(this::open, drawer::close);
  }

  private void open(String code) {
    drawer.wait(code);
    questions.ask(
        "payment",
        who -> desk.server().payment(who, code),
        drawer::show,
        trouble -> drawer.trouble(trouble, code));
  }

  private void load(PaymentQuery asked) {
    if (ledger == null) {
      body.removeAll();
      body.add(State.skeleton("skeleton-rows"));
    }
    totals.setText("");
    questions.ask(
        "payments",
        who -> {
          var first = desk.server().payments(who, asked.page("", Ledger.PAGE));
          return new Ledger(
              first, cursor -> desk.server().payments(who, asked.page(cursor, Ledger.PAGE)));
        },
        fresh -> fill(fresh, asked),
        this::trouble);
  }

  private void fill(Ledger fresh, PaymentQuery asked) {
    ledger = fresh;
    stamp.show(desk.clock(), desk.clock().now());
    body.removeAll();
    if (fresh.known() == 0) {
      body.add(nothing(asked));
    } else {
      grid.setItems(rows -> rows(fresh, rows.getOffset(), rows.getLimit()).stream());
      if (fresh.isComplete()) {
        grid.getLazyDataView().setItemCountCallback(_ -> fresh.known());
      } else {
        grid.getLazyDataView().setItemCountEstimate(Ledger.PAGE * 3);
      }
      body.add(grid);
    }
    count();
  }

  private List<Payment> rows(Ledger of, int offset, int limit) {
    try {
      return of.rows(offset, limit);
    } catch (ServerTrouble e) {
      totals.setText(e.words());
      return List.of();
    }
  }

  /** How many and how much: the figures of the range if the list is all of it, else the rows. */
  private void count() {
    if (query == null || ledger == null) {
      return;
    }
    var asked = query;
    var rows = ledger;
    if (!asked.isWholeRange()) {
      totals.setText(found(rows));
      return;
    }
    questions.ask(
        "totals",
        who ->
            desk.server()
                .summary(who, asked.filter().question().with("compare", Compare.OFF.key())),
        summary ->
            totals.setText(
                Shillings.count(summary.payments())
                    + " revenue payments · "
                    + Shillings.whole(summary.grossCents())),
        _ -> totals.setText(found(rows)));
  }

  private static String found(Ledger rows) {
    return rows.known()
        + (rows.isComplete() ? "" : "+")
        + (rows.known() == 1 ? " payment" : " payments")
        + " found";
  }

  private void trouble(ServerTrouble trouble) {
    if (ledger == null || trouble instanceof ServerTrouble.Refused) {
      ledger = null;
      body.removeAll();
      body.add(State.of(trouble, "Payments"));
    }
  }

  private State nothing(PaymentQuery asked) {
    if (asked.search().isEmpty() && asked.revenue().isEmpty()) {
      return new State(
          Icon.EMPTY,
          "No payment in this range",
          "Nothing came in for these tills in " + asked.filter().range().dates() + ".");
    }
    var clear = new NativeButton("Clear search and kind", _ -> clear());
    clear.addClassName("text-button");
    var what = asked.search().isEmpty() ? "this kind" : "“" + Names.clean(asked.search()) + "”";
    return new State(
        Icon.SEARCH,
        "Nothing matches " + what,
        "Searched "
            + asked.filter().range().dates()
            + ". A whole receipt number is found whatever its date.",
        clear);
  }

  private void hear(News news) {
    if (news instanceof News.Connection(var open) && open && query != null && !scrolled()) {
      // What happened while the stream was away is in the list, not in the stream.
      load(query);
    }
    if (news instanceof News.Paid(var payment)
        && query != null
        && ledger != null
        && query.search().isEmpty()
        && (query.revenue().isEmpty() || query.revenue().equals(payment.revenue()))
        && query.filter().range().includes(desk.clock().day(payment.paidAt()))
        && query.filter().includesTillOf(payment, known)
        && ledger.arrive(payment)) {
      if (ledger.known() == 1) {
        fill(ledger, query);
      }
      grid.arrived(payment);
      grid.getDataProvider().refreshAll();
      recount.request();
    }
  }

  /** Whoever has scrolled into the past is not thrown back to the top. */
  private boolean scrolled() {
    return ledger != null && ledger.known() > Ledger.PAGE;
  }

  private Div head() {
    var title = new H1("Payments");
    title.addClassName("view-title");
    totals.addClassName("totals");
    totals.getElement().setAttribute("role", "status");
    var export = new Anchor(new PaymentExport(desk.server(), desk.who(), this::required), "");
    export.add(Icon.EXPORT.draw(), new Span("Export CSV"));
    export.addClassName("tool-button");
    export.getElement().setAttribute("router-ignore", true);
    var head = new Div(title, totals, export);
    head.addClassName("view-head");
    return head;
  }

  private PaymentQuery required() {
    return Objects.requireNonNull(query);
  }

  private Div tools() {
    search.addClassName("search");
    search.setPlaceholder("Receipt, account, first name or amount");
    search.setAriaLabel("Search payments");
    search.setPrefixComponent(Icon.SEARCH.draw());
    search.setClearButtonVisible(true);
    search.setMaxLength(100);
    search.setValueChangeMode(ValueChangeMode.LAZY);
    search.addValueChangeListener(
        event -> {
          if (event.isFromClient()) {
            change("q", event.getValue().strip());
          }
        });
    var tools = new Div(search, kinds);
    tools.addClassName("view-tools");
    return tools;
  }

  private static Map<String, String> kindLabels() {
    var labels = new LinkedHashMap<String, String>();
    labels.put("", "All");
    labels.put("yes", "Revenue");
    labels.put("review", "Needs review");
    labels.put("no", "Not revenue");
    return labels;
  }

  private void clear() {
    Address.change(UI.getCurrent(), Map.of("q", List.of(), "revenue", List.of()));
  }

  private static void change(String name, String value) {
    Address.change(UI.getCurrent(), Map.of(name, value.isEmpty() ? List.of() : List.of(value)));
  }

  private void go(Optional<String> code) {
    var ui = UI.getCurrent();
    var parameters = ui.getActiveViewLocation().getQueryParameters();
    ui.navigate(code.map(c -> "payments/" + c).orElse("payments"), parameters);
  }
}
