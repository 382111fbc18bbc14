package tillsight.ui.payment;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.data.renderer.LitRenderer;
import com.vaadin.flow.data.renderer.Renderer;
import com.vaadin.flow.signals.Signal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tillsight.ui.client.Payment;
import tillsight.ui.common.Clock;
import tillsight.ui.common.Names;
import tillsight.ui.common.Shillings;

/** The payments as rows; on a phone each row is two lines instead of eight columns. */
final class PaymentGrid extends Grid<Payment> {

  private static final int NARROW_PX = 760;
  private static final String TWO_LINES =
      "<div class='two'><span class='one ${item.class}'>${item.a}</span><small>${item.b}</small></div>";
  private static final String BADGE = "<span class='badge badge-${item.kind}'>${item.text}</span>";

  private final Set<String> fresh = new HashSet<>();
  private final List<Column<Payment>> wide;
  private final List<Column<Payment>> narrow;

  PaymentGrid(Clock clock) {
    super(50);
    addClassName("payments-grid");
    addThemeVariants(GridVariant.NO_BORDER);
    setSelectionMode(SelectionMode.NONE);
    getElement().setAttribute("aria-label", "Payments, newest first");
    wide =
        List.of(
            addColumn(two(p -> p.receipt(), p -> clock.brief(p.paidAt())))
                .setHeader("Receipt")
                .setWidth("150px")
                .setFlexGrow(0),
            addColumn(two(p -> Names.orDash(p.tillName()), p -> p.till()))
                .setHeader("Till")
                .setFlexGrow(2),
            addColumn(p -> Words.channel(p.channel()))
                .setHeader("Channel")
                .setWidth("110px")
                .setFlexGrow(0),
            addColumn(two(p -> payer(p), p -> mask(p))).setHeader("Payer").setFlexGrow(3),
            addColumn(p -> Names.orDash(p.account())).setHeader("Account").setFlexGrow(2),
            addColumn(badge()).setHeader("Kind").setWidth("140px").setFlexGrow(0),
            addColumn(amount())
                .setHeader("Amount")
                .setTextAlign(ColumnTextAlign.END)
                .setWidth("140px")
                .setFlexGrow(0));
    narrow =
        List.of(
            addColumn(
                    two(
                        p -> payer(p),
                        p ->
                            clock.brief(p.paidAt())
                                + " · "
                                + Names.orDash(p.tillName())
                                + (Words.isRecovered(p.source()) ? " · recovered" : "")))
                .setHeader("Payment")
                .setFlexGrow(1),
            addColumn(amount())
                .setHeader("Amount")
                .setTextAlign(ColumnTextAlign.END)
                .setWidth("120px")
                .setFlexGrow(0));
    var size = UI.getCurrentOrThrow().getPage().windowSizeSignal();
    Signal.effect(this, () -> fit(size.get().width()));
    setPartNameGenerator(payment -> fresh.contains(payment.receipt()) ? "fresh" : null);
  }

  /** Marks a payment as one that has just happened. */
  void arrived(Payment payment) {
    fresh.clear();
    fresh.add(payment.receipt());
  }

  private void fit(int width) {
    var isNarrow = width > 0 && width <= NARROW_PX;
    wide.forEach(column -> column.setVisible(!isNarrow));
    narrow.forEach(column -> column.setVisible(isNarrow));
  }

  private static Renderer<Payment> two(Text first, Text second) {
    return LitRenderer.<Payment>of(TWO_LINES)
        .withProperty("a", first::of)
        .withProperty("b", second::of)
        .withProperty("class", _ -> "");
  }

  private static Renderer<Payment> amount() {
    return LitRenderer.<Payment>of(TWO_LINES)
        .withProperty("a", payment -> Shillings.exact(payment.amountCents()))
        .withProperty("b", PaymentGrid::reversed)
        .withProperty("class", payment -> payment.isRevenue() ? "amount" : "amount amount-out");
  }

  private static Renderer<Payment> badge() {
    return LitRenderer.<Payment>of(BADGE)
        .withProperty("kind", PaymentGrid::tone)
        .withProperty("text", PaymentGrid::kind);
  }

  /** Only what is unlike the others has a colour. */
  private static String tone(Payment payment) {
    if (payment.reversedCents() > 0) {
      return "reversed";
    }
    if (!payment.isRevenue()) {
      return payment.revenue();
    }
    return Words.isRecovered(payment.source()) ? "recovered" : "";
  }

  private static String kind(Payment payment) {
    if (payment.reversedCents() > 0) {
      return payment.reversedCents() >= payment.amountCents() ? "Reversed" : "Partly reversed";
    }
    return payment.isRevenue() ? Words.source(payment.source()) : Words.revenue(payment.revenue());
  }

  private static String reversed(Payment payment) {
    return payment.reversedCents() == 0 ? "" : "−" + Shillings.exact(payment.reversedCents());
  }

  private static String payer(Payment payment) {
    var name = Names.clean(payment.firstName());
    return name.isBlank() ? Names.orDash(payment.payerDisplay()) : name;
  }

  private static String mask(Payment payment) {
    return Names.clean(payment.firstName()).isBlank() ? "" : Names.clean(payment.payerDisplay());
  }

  /** What a cell says of a payment. */
  private interface Text extends java.io.Serializable {
    String of(Payment payment);
  }
}
