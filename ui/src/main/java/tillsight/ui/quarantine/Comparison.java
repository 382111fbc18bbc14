package tillsight.ui.quarantine;

import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.Span;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tillsight.ui.client.DoubtDetail;
import tillsight.ui.client.DoubtDetail.Facts;
import tillsight.ui.common.Clock;
import tillsight.ui.common.Names;
import tillsight.ui.common.Shillings;

/** What a callback says beside what the ledger has, with a mark where the two differ. */
final class Comparison extends NativeTable {

  private final DoubtDetail detail;

  Comparison(DoubtDetail detail, Clock clock) {
    this.detail = detail;
    addClassName("compare");
    setCaptionText(detail.booked() == null ? "What it says" : "What it says, and what is booked");
    var head = getHead().addRow();
    head.addHeaderCell();
    head.addHeaderCell().setText("It says");
    if (detail.booked() != null) {
      head.addHeaderCell().setText("Booked");
    }
    line("Amount", "amount", facts -> amount(facts.amountCents()));
    line("Paid", "paidAt", facts -> facts.paidAt() == null ? "" : time(clock, facts));
    line("Till", "till", facts -> Names.clean(facts.till()));
    line("Account", "account", facts -> Names.clean(facts.account()));
    line("First name", "firstName", facts -> Names.clean(facts.firstName()));
    line("Payer", "payer", facts -> Names.clean(facts.payerDisplay()));
    line("Type", "transactionType", facts -> Names.clean(facts.transactionType()));
    line("From", "source", facts -> Source.words(source(facts)));
  }

  private void line(String name, String field, Function<Facts, String> text) {
    var says = text.apply(detail.said());
    var booked = detail.booked() == null ? "" : text.apply(detail.booked());
    if (says.isEmpty() && booked.isEmpty()) {
      return;
    }
    var row = getBody().addRow();
    row.addHeaderCell().setText(name);
    row.addDataCell().add(value(says));
    if (detail.booked() != null) {
      row.addDataCell().add(value(booked));
    }
    if (detail.differences().contains(field)) {
      row.addClassName("differs");
      var sign = new Span("≠");
      sign.addClassName("differs-sign");
      sign.setTitle("These differ");
      sign.getElement().setAttribute("role", "img");
      sign.getElement().setAttribute("aria-label", "differs");
      row.getHeaderCells().getFirst().add(sign);
    }
  }

  private static Span value(String text) {
    var value = new Span(text.isEmpty() ? "–" : text);
    value.addClassName("compare-value");
    return value;
  }

  private @Nullable String source(Facts facts) {
    return facts.source() == null && facts.equals(detail.said())
        ? detail.item().source()
        : facts.source();
  }

  private static String amount(@Nullable Long cents) {
    return cents == null ? "" : Shillings.exact(cents);
  }

  private static String time(Clock clock, Facts facts) {
    var at = facts.paidAt();
    return at == null ? "" : clock.date(clock.day(at)) + ", " + clock.second(at);
  }
}
