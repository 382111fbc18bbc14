package tillsight.server.simulator.safaricom;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tillsight.server.simulator.Dice;
import tillsight.server.simulator.Dice.Subject;
import tillsight.server.simulator.Money;
import tillsight.server.simulator.Movement;
import tillsight.server.simulator.Mpesa;
import tillsight.server.simulator.SimulatedPayment;
import tillsight.server.simulator.WallTime;

/** Asks customers on their phones for money. A push that is paid is confirmed as well. */
final class StkPushes {

  private static final int PUSHES_MAX = 10_000;
  private static final int REFERENCE_MAX = 12;
  private static final int DESCRIPTION_MAX = 13;
  private static final Pattern TIMESTAMP = Pattern.compile("20\\d{12}");

  /** A push, and what came of it; null while the customer thinks about it. */
  private static final class Push {
    final String merchantId;
    final String checkoutId;
    final SimulatedPayment payment;
    final URI callback;
    @Nullable StkOutcome outcome;

    Push(String merchantId, String checkoutId, SimulatedPayment payment, URI callback) {
      this.merchantId = merchantId;
      this.checkoutId = checkoutId;
      this.payment = payment;
      this.callback = callback;
    }
  }

  private final Mpesa mpesa;
  private final C2bUrls urls;
  private final DarajaOptions options;
  private final Quirks quirks;
  private final Serials serials;
  private final Postman postman;
  private final InstantSource clock;
  private final Map<String, Push> pushes =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Push> eldest) {
          return size() > PUSHES_MAX;
        }
      };

  StkPushes(Mpesa mpesa, C2bUrls urls, DarajaOptions options, Serials serials, Postman postman) {
    this.mpesa = mpesa;
    this.urls = urls;
    this.options = options;
    this.serials = serials;
    this.postman = postman;
    quirks = options.quirks();
    clock = options.clock();
  }

  Answer push(DarajaApp app, Fields fields) {
    checkPassword(app, fields);
    var type = fields.oneOf("TransactionType", "CustomerPayBillOnline", "CustomerBuyGoodsOnline");
    var cents = fields.wholeShillings("Amount");
    fields.phone("PartyA");
    var phone = fields.phone("PhoneNumber");
    var shortCode = fields.shortCode("PartyB", app);
    var isTill = mpesa.outlet(shortCode).isTill();
    if (isTill != type.equals("CustomerBuyGoodsOnline")) {
      throw fields.invalid("PartyB");
    }
    var callback = fields.url("CallBackURL", quirks.isOn(Quirk.HTTPS_ONLY));
    var reference = fields.text("AccountReference", REFERENCE_MAX);
    if (fields.optional("TransactionDesc") != null) {
      fields.text("TransactionDesc", DESCRIPTION_MAX);
    }
    var payment =
        new SimulatedPayment(
            clock.instant(),
            "",
            shortCode,
            cents,
            isTill ? SimulatedPayment.TILL : SimulatedPayment.PAY_BILL,
            isTill ? "" : reference,
            "",
            phone,
            mpesa.subscriber(phone),
            null);
    var checkoutId = serials.checkout(clock.instant(), phone);
    var push = new Push(serials.request(), checkoutId, payment, callback);
    pushes.put(push.checkoutId, push);
    postman.after((long) quirks.value(Quirk.RESULT_DELAY_MS), () -> decide(push));
    return Answer.ok(
        ids(push)
            .put("ResponseCode", "0")
            .put("ResponseDescription", "Success. Request accepted for processing")
            .put("CustomerMessage", "Success. Request accepted for processing"));
  }

  Answer query(DarajaApp app, Fields fields) {
    checkPassword(app, fields);
    var push = pushes.get(fields.text("CheckoutRequestID"));
    if (push == null) {
      throw new Rejection(500, "500.001.1001", "The transaction does not exist");
    }
    if (push.outcome == null) {
      throw new Rejection(500, "500.001.1001", "The transaction is being processed");
    }
    return Answer.ok(
        ids(push)
            .put("ResponseCode", "0")
            .put("ResponseDescription", "The service request has been accepted successfully")
            .put("ResultCode", push.outcome.code())
            .put("ResultDesc", push.outcome.description()));
  }

  private static void checkPassword(DarajaApp app, Fields fields) {
    var shortCode = fields.text("BusinessShortCode");
    if (!app.shortCodes().contains(shortCode)) {
      throw new Rejection(500, "500.001.1001", "Merchant does not exist");
    }
    var timestamp = fields.text("Timestamp");
    if (!TIMESTAMP.matcher(timestamp).matches()) {
      throw fields.invalid("Timestamp");
    }
    var password = (shortCode + app.passkey() + timestamp).getBytes(UTF_8);
    if (!fields.text("Password").equals(Base64.getEncoder().encodeToString(password))) {
      throw new Rejection(500, "500.001.1001", "Wrong credentials");
    }
  }

  private static JsonObject ids(Push push) {
    return new JsonObject()
        .put("MerchantRequestID", push.merchantId)
        .put("CheckoutRequestID", push.checkoutId);
  }

  private void decide(Push push) {
    var dice = Dice.of(options.seed(), Subject.PUSH, push.checkoutId);
    var outcome = StkOutcome.of(push.payment.phone(), dice, quirks);
    push.outcome = outcome;
    var told = result(push, outcome);
    if (outcome == StkOutcome.PAID) {
      var paid = mpesa.pay(push.payment.at(clock.instant()), urls::announces);
      told.put("CallbackMetadata", new JsonObject().put("Item", items(paid)));
      urls.announce(paid.payment());
    }
    var body = new JsonObject().put("Body", new JsonObject().put("stkCallback", told));
    postman.bring(push.callback, body.encode().getBytes(UTF_8));
  }

  private static JsonObject result(Push push, StkOutcome outcome) {
    return ids(push)
        .put("ResultCode", Integer.parseInt(outcome.code()))
        .put("ResultDesc", outcome.description());
  }

  /** The balance comes without a value, as it does from Safaricom. */
  private static JsonArray items(Movement paid) {
    return new JsonArray()
        .add(item("Amount").put("Value", Double.parseDouble(Money.shillings(paid.amountCents()))))
        .add(item("MpesaReceiptNumber").put("Value", paid.receipt()))
        .add(item("Balance"))
        .add(item("TransactionDate").put("Value", WallTime.digits(paid.at())))
        .add(item("PhoneNumber").put("Value", Long.parseLong(paid.phone())));
  }

  private static JsonObject item(String name) {
    return new JsonObject().put("Name", name);
  }
}
