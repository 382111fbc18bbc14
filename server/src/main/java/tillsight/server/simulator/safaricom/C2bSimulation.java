package tillsight.server.simulator.safaricom;

import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import tillsight.server.simulator.Mpesa;
import tillsight.server.simulator.SimulatedPayment;

/** Lets a developer play a customer, as the sandbox does. */
final class C2bSimulation {

  private final Mpesa mpesa;
  private final C2bUrls urls;
  private final Serials serials;
  private final InstantSource clock;

  C2bSimulation(Mpesa mpesa, C2bUrls urls, Serials serials, InstantSource clock) {
    this.mpesa = mpesa;
    this.urls = urls;
    this.serials = serials;
    this.clock = clock;
  }

  Answer pay(DarajaApp app, Fields fields, String version) {
    C2bUrls.checkProduct(app, version);
    var shortCode = fields.shortCode("ShortCode", app);
    var isTill = mpesa.outlet(shortCode).isTill();
    fields.oneOf("CommandID", isTill ? "CustomerBuyGoodsOnline" : "CustomerPayBillOnline");
    var phone = fields.phone("Msisdn");
    var payment =
        new SimulatedPayment(
            clock.instant(),
            "",
            shortCode,
            fields.cents("Amount"),
            isTill ? SimulatedPayment.TILL : SimulatedPayment.PAY_BILL,
            isTill ? "" : fields.text("BillRefNumber"),
            "",
            phone,
            mpesa.subscriber(phone),
            null);
    urls.announce(mpesa.pay(payment, urls::announces).payment());
    return Answer.ok(
        new JsonObject()
            .put("OriginatorCoversationID", serials.request())
            .put("ResponseCode", "0")
            .put("ResponseDescription", "Accept the service request successfully."));
  }
}
