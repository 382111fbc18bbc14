package tillsight.ui.payment;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tillsight.ui.client.PaymentDetail;
import tillsight.ui.client.Question;
import tillsight.ui.client.Till;
import tillsight.ui.common.Compare;
import tillsight.ui.common.Desk;
import tillsight.ui.common.Filter;
import tillsight.ui.common.Icon;
import tillsight.ui.common.Page;
import tillsight.ui.common.Preset;
import tillsight.ui.common.Pulse;
import tillsight.ui.common.Questions;
import tillsight.ui.common.Shillings;
import tillsight.ui.common.Stamp;
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
  private static final Duration LOOK = Duration.ofSeconds(4);

  final PaymentList list;
  final PaymentDrawer drawer;
  final PaymentTools tools = new PaymentTools();
  final Span totals = new Span();
  private final Desk desk;
  private final LiveFeed live;
  private final Stamp stamp;
  private final Questions questions;
  private final Pace recount;
  private final Pulse pulse = new Pulse(this, LOOK, this::look);
  private Optional<String> receipt = Optional.empty();
  private @Nullable PaymentQuery query;
  private List<Till> known = List.of();

  PaymentsView(Desk desk, LiveFeed live, Stamp stamp) {
    this.desk = desk;
    this.live = live;
    this.stamp = stamp;
    this.questions = desk.questions(this);
    this.recount = new Pace(this, TOTALS, this::count);
    list = new PaymentList(desk, this::count);
    drawer =
        new PaymentDrawer(
            desk.clock(), new PaymentDeeds(desk, questions, this::decided, this::look));
    addClassNames("view", "payments");
    list.grid.addItemClickListener(click -> go(Optional.of(click.getItem().receipt())));
    drawer.addOpenedChangeListener(
        opened -> {
          // Closed by a person, not by an address that names no receipt any more.
          if (!opened.isOpened() && receipt.isPresent()) {
            go(Optional.empty());
          }
        });
    add(head(), tools, list, drawer);
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
      list.show(asked);
    }
    tools.show(asked);
    receipt.ifPresentOrElse(drawer::wait, drawer::close);
    pulse.stop();
    look();
  }

  /** Looks at the payment that is open, again and again while Safaricom owes an answer. */
  private void look() {
    receipt.ifPresent(
        code ->
            questions.ask(
                "payment",
                who -> desk.server().payment(who, code),
                this::show,
                trouble -> drawer.trouble(trouble, code)));
  }

  private void show(PaymentDetail payment) {
    drawer.show(payment);
    if (payment.isReversing()) {
      pulse.start();
    } else {
      pulse.stop();
    }
  }

  private void decided(PaymentDetail payment) {
    drawer.show(payment);
    list.refresh();
  }

  /** How many and how much: the figures of the range if the list is all of it, else the rows. */
  private void count() {
    stamp.show(desk.clock(), desk.clock().now());
    totals.setText(list.found());
    if (query == null || !query.isWholeRange()) {
      return;
    }
    var question = query.filter().question().with("compare", Compare.OFF.key());
    questions.ask(
        "totals",
        who -> desk.server().summary(who, question),
        summary ->
            totals.setText(
                Shillings.count(summary.payments())
                    + " revenue payments · "
                    + Shillings.whole(summary.grossCents())),
        _ -> totals.setText(list.found()));
  }

  private void hear(News news) {
    if (news instanceof News.Connection(var open) && open) {
      // What happened while the stream was away is in the list, not in the stream.
      list.refresh();
    }
    if (news instanceof News.Paid(var payment)
        && query != null
        && query.includes(payment, desk.clock())
        && query.filter().includesTillOf(payment, known)
        && list.arrive(payment)) {
      recount.request();
    }
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

  private void go(Optional<String> code) {
    var ui = UI.getCurrent();
    var parameters = ui.getActiveViewLocation().getQueryParameters();
    ui.navigate(code.map(c -> "payments/" + c).orElse("payments"), parameters);
  }
}
