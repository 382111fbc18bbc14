package tillsight.server.api;

import io.vertx.core.Future;
import java.time.Instant;
import tillsight.server.access.Permission;
import tillsight.server.http.Cursor;
import tillsight.server.http.Items;
import tillsight.server.http.Refused;
import tillsight.server.payment.PaymentDetail;
import tillsight.server.payment.PaymentLine;
import tillsight.server.payment.PaymentLog;
import tillsight.server.payment.PaymentSearch;
import tillsight.server.payment.PaymentStory;
import tillsight.server.takings.Range;

/** The ledger, for those who look for a payment. */
final class PaymentRoutes {

  private final Gate gate;
  private final PaymentLog log;
  private final PaymentStory story;

  PaymentRoutes(Gate gate, PaymentLog log, PaymentStory story) {
    this.gate = gate;
    this.log = log;
    this.story = story;
  }

  void hangUp() {
    gate.guarded("payments", Permission.PAYMENTS, this::payments);
    gate.guarded("payment", Permission.PAYMENTS, this::payment);
  }

  private Future<Items<PaymentLine>> payments(Call call) {
    var range = call.range();
    var cursor = call.text("cursor");
    var search =
        new PaymentSearch(
            call.business().id(),
            call.tills(),
            range.start(),
            range.end(),
            call.text("q"),
            call.text("revenue"),
            cursor == null
                ? null
                : Cursor.parse(cursor, PaymentSearch.CURSOR_LIST, PaymentSearch.CURSOR_PARTS),
            call.limit());
    return log.search(search, earliest(call))
        .map(
            page ->
                call.caller().may(Permission.CUSTOMERS)
                    ? page
                    : new Items<>(
                        page.items().stream().map(PaymentLine::withoutCustomer).toList(),
                        page.next()));
  }

  private Future<PaymentDetail> payment(Call call) {
    return story
        .of(call.business().id(), call.tills(), call.pathText("receipt"), earliest(call))
        .map(
            found ->
                found.orElseThrow(
                    () ->
                        Refused.notFound(
                            "There is no payment with this receipt in your scope; GET"
                                + " /api/v1/payments?q= searches for it.")))
        .map(
            detail ->
                call.caller().may(Permission.CUSTOMERS)
                    ? detail
                    : detail.withoutCustomer().withoutBalance());
  }

  private static Instant earliest(Call call) {
    return call.caller().may(Permission.PAST)
        ? Instant.EPOCH
        : Range.ofDay(call.today(), call.zone()).start();
  }
}
