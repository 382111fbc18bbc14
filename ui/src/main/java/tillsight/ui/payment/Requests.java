package tillsight.ui.payment;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.util.Comparator;
import java.util.List;
import tillsight.ui.client.PaymentDetail.Request;
import tillsight.ui.common.Clock;
import tillsight.ui.common.Mark;
import tillsight.ui.common.Names;

/** What Safaricom was asked about a payment, and what came of it. */
final class Requests extends Div {

  Requests(List<Request> requests, Clock clock) {
    addClassName("vouchers");
    requests.stream()
        .sorted(Comparator.comparing(Request::at))
        .forEach(request -> add(line(request, clock)));
  }

  private static Div line(Request request, Clock clock) {
    var title = new Span(Words.request(request.kind()));
    title.addClassName("voucher-kind");
    var head = new Div(title);
    head.addClassName("voucher-head");
    var result = Names.clean(request.result());
    var became = new Span(result.isBlank() ? Words.became(request.state()) : result);
    var by = Names.clean(request.by());
    var where = new Span(clock.brief(request.at()) + (by.isBlank() ? "" : " · " + by));
    where.addClassName("evidence-where");
    var line = new Div(mark(request).draw(), new Div(head, became, where));
    line.addClassName("voucher");
    if (request.isUnderWay()) {
      line.addClassName("voucher-waiting");
    }
    return line;
  }

  private static Mark mark(Request request) {
    return switch (request.state()) {
      case "done" -> Mark.DONE;
      case "failed" -> Mark.FAIL;
      case "timed-out" -> Mark.WARN;
      default -> Mark.TODO;
    };
  }
}
