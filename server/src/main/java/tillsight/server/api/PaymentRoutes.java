package tillsight.server.api;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.Locale;
import tillsight.server.access.Permission;
import tillsight.server.callback.Text;
import tillsight.server.http.Cursor;
import tillsight.server.http.Items;
import tillsight.server.http.Refused;
import tillsight.server.payment.PaymentDetail;
import tillsight.server.payment.PaymentLine;
import tillsight.server.payment.PaymentLog;
import tillsight.server.payment.PaymentSearch;
import tillsight.server.payment.PaymentStory;
import tillsight.server.payment.Reviews;
import tillsight.server.request.Refunds;
import tillsight.server.takings.Range;

/** The ledger, for those who look for a payment. */
final class PaymentRoutes {

  private static final int REASON_CHARS_MIN = 2;

  private final Gate gate;
  private final PaymentLog log;
  private final PaymentStory story;
  private final Reviews reviews;
  private final PaymentStory fresh;
  private final Refunds refunds;

  /** That a request is on its way. */
  record Sent(String state) {}

  /**
   * @param fresh reads where the decisions are written, so that its answer shows them
   */
  PaymentRoutes(
      Gate gate,
      PaymentLog log,
      PaymentStory story,
      Reviews reviews,
      PaymentStory fresh,
      Refunds refunds) {
    this.gate = gate;
    this.log = log;
    this.story = story;
    this.reviews = reviews;
    this.fresh = fresh;
    this.refunds = refunds;
  }

  void hangUp() {
    gate.guarded("payments", Permission.PAYMENTS, this::payments);
    gate.guarded("payment", Permission.PAYMENTS, this::payment);
    gate.guarded("reviewPayment", Permission.REVIEW, this::review);
    gate.guarded("reversePayment", 202, Permission.REVERSE, this::reverse);
  }

  private Future<Sent> reverse(Call call) {
    var said = call.body();
    var reason = Text.clean(said.getString("reason"));
    if (reason.length() < REASON_CHARS_MIN) {
      throw Refused.invalid("reason", "must be text of 2 to 100 characters");
    }
    var wish =
        new Refunds.Wish(
            call.pathText("receipt").toUpperCase(Locale.ROOT),
            said.getLong("amountCents"),
            reason,
            call.caller().username());
    return DarajaRefusals.answered(refunds.ask(call.business(), call.tills(), wish))
        .map(asked -> new Sent("sent"));
  }

  private Future<PaymentDetail> review(Call call) {
    var said = call.body();
    return reviews
        .decide(
            call.business().id(),
            call.tills(),
            call.pathText("receipt"),
            said.getBoolean("takings"),
            call.caller().username(),
            said.getString("reason").strip())
        .compose(decided -> payment(call, fresh));
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
    return payment(call, story);
  }

  private static Future<PaymentDetail> payment(Call call, PaymentStory story) {
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
