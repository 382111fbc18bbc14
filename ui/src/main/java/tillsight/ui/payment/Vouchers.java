package tillsight.ui.payment;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import tillsight.ui.client.PaymentDetail;
import tillsight.ui.client.PaymentDetail.Evidence;
import tillsight.ui.common.Clock;
import tillsight.ui.common.Mark;

/** Every source that names a payment, in the order in which they told of it. */
final class Vouchers extends Div {

  /** Whoever may decide about what contradicts is led to it. */
  Vouchers(PaymentDetail payment, Clock clock, boolean seesQuarantine) {
    addClassName("vouchers");
    var told =
        payment.provenance() == null
            ? List.<Evidence>of()
            : payment.provenance().stream()
                .sorted(Comparator.comparing(Evidence::receivedAt))
                .toList();
    var before = new HashSet<String>();
    for (var evidence : told) {
      var again = !before.add(evidence.kind());
      var title = new Span(Words.kind(evidence.kind()));
      title.addClassName("voucher-kind");
      var head = new Div(title, new Span(Words.vouches(evidence.outcome(), again)));
      head.addClassName("voucher-head");
      var delay = Duration.between(payment.paidAt(), evidence.receivedAt());
      var where =
          new Span(
              Words.later(delay)
                  + " · "
                  + clock.brief(evidence.receivedAt())
                  + (evidence.source() == null || evidence.source().isBlank()
                      ? ""
                      : " · from " + evidence.source()));
      where.addClassName("evidence-where");
      var words = new Div(head, where);
      var held = "quarantined".equals(evidence.outcome());
      if (held && seesQuarantine) {
        var link = new Anchor("quarantine", "Look at it in the quarantine");
        link.getElement().setAttribute("router-link", true);
        words.add(link);
      }
      var line = new Div((held ? Mark.WARN : Mark.DONE).draw(), words);
      line.addClassName("voucher");
      if ("booked".equals(evidence.outcome())) {
        line.addClassName("voucher-first");
      }
      add(line);
    }
    if (told.isEmpty()) {
      add(new Div(new Span(Words.source(payment.source()))));
    }
  }
}
