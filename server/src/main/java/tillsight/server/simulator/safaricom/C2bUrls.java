package tillsight.server.simulator.safaricom;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tillsight.server.simulator.ConfirmationBody;
import tillsight.server.simulator.Mpesa;
import tillsight.server.simulator.PayerForm;
import tillsight.server.simulator.SimulatedPayment;

/** Where businesses want to be told of payments. Validation is off, as it is unless asked for. */
final class C2bUrls {

  /** What was registered for a short code, and by which app. */
  private record Registered(DarajaApp app, URI confirmation) {}

  private final Mpesa mpesa;
  private final Quirks quirks;
  private final Serials serials;
  private final Postman postman;
  private final Map<String, Registered> registered = new HashMap<>();

  C2bUrls(Mpesa mpesa, Quirks quirks, Serials serials, Postman postman) {
    this.mpesa = mpesa;
    this.quirks = quirks;
    this.serials = serials;
    this.postman = postman;
  }

  Answer register(DarajaApp app, Fields fields, String version) {
    checkProduct(app, version);
    var shortCode = fields.shortCode("ShortCode", app);
    fields.oneOf("ResponseType", "Completed", "Cancelled");
    var confirmation = fields.url("ConfirmationURL", quirks.isOn(Quirk.HTTPS_ONLY));
    fields.url("ValidationURL", quirks.isOn(Quirk.HTTPS_ONLY));
    if (quirks.isOn(Quirk.REGISTER_ONCE) && registered.containsKey(shortCode)) {
      throw new Rejection(500, "500.003.1001", "Urls are already registered");
    }
    registered.put(shortCode, new Registered(app, confirmation));
    // Safaricom's own spelling.
    return Answer.ok(
        new JsonObject()
            .put("OriginatorCoversationID", serials.request())
            .put("ResponseCode", "0")
            .put("ResponseDescription", "success"));
  }

  static void checkProduct(DarajaApp app, String version) {
    if (!app.c2bVersion().equals(version)) {
      throw new Rejection(
          401,
          "401.003.01",
          "Error Occurred - Invalid Access Token - Invalid API call as no apiproduct match found");
    }
  }

  /** If anybody will be told of a payment. */
  boolean announces(SimulatedPayment payment) {
    return of(payment.shortCode()).isPresent();
  }

  /** Tells of a payment that has been made. */
  void announce(SimulatedPayment payment) {
    of(payment.shortCode())
        .ifPresent(
            urls -> {
              var form = urls.app().c2bVersion().equals("v1") ? PayerForm.SHA256 : PayerForm.MASKED;
              postman.bring(urls.confirmation(), ConfirmationBody.of(payment, form));
            });
  }

  /** What was registered for it or, if nothing was, for its head office. */
  private Optional<Registered> of(String shortCode) {
    var headOffice = mpesa.outlet(shortCode).headOffice();
    return Optional.ofNullable(registered.get(shortCode))
        .or(() -> Optional.ofNullable(headOffice).map(registered::get));
  }
}
