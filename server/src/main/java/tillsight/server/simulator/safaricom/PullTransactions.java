package tillsight.server.simulator.safaricom;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tillsight.server.simulator.Dice;
import tillsight.server.simulator.Dice.Subject;
import tillsight.server.simulator.Money;
import tillsight.server.simulator.Movement;
import tillsight.server.simulator.Mpesa;
import tillsight.server.simulator.SimulatedPayment;
import tillsight.server.simulator.WallTime;

/** Tells what customers paid in the last 48 hours, announced or not, oldest first. */
final class PullTransactions {

  static final Duration WINDOW = Duration.ofDays(2);

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm[:ss]");

  private final Mpesa mpesa;
  private final DarajaOptions options;
  private final Quirks quirks;
  private final Serials serials;
  private final InstantSource clock;
  private final Set<String> registered = new HashSet<>();

  PullTransactions(Mpesa mpesa, DarajaOptions options, Serials serials) {
    this.mpesa = mpesa;
    this.options = options;
    this.serials = serials;
    quirks = options.quirks();
    clock = options.clock();
  }

  Answer register(DarajaApp app, Fields fields) {
    var shortCode = shortCode(app, fields);
    fields.oneOf("RequestType", "Pull");
    var number = fields.text("NominatedNumber").replaceFirst("^0", "254");
    if (app.nominatedNumber() != null && !number.equals(app.nominatedNumber())) {
      throw fields.invalid("NominatedNumber");
    }
    fields.url("CallBackURL", quirks.isOn(Quirk.HTTPS_ONLY));
    var isNew = registered.add(shortCode);
    var space = quirks.isOn(Quirk.SPACED_KEYS) ? " " : "";
    return Answer.ok(
        new JsonObject()
            .put("ResponseRefID", serials.request())
            .put("Response" + space + "Status", isNew ? "1000" : "1001")
            .put("ShortCode", shortCode)
            .put(
                "Response" + space + "Description",
                "Short Code  %s  %s"
                    .formatted(
                        shortCode, isNew ? "Registered Successfully" : "already Registered")));
  }

  Answer query(DarajaApp app, Fields fields) {
    var shortCode = shortCode(app, fields);
    var from = time(fields, "StartDate");
    var to = time(fields, "EndDate");
    var offset = fields.count("OffSetValue");
    var earliest = clock.instant().minus(WINDOW);
    if (to.isBefore(from)) {
      throw fields.invalid("EndDate");
    }
    if (from.isBefore(earliest)) {
      if (quirks.isOn(Quirk.WINDOW_REFUSED)) {
        throw fields.invalid("StartDate");
      }
      from = earliest;
    }
    if (quirks.isOn(Quirk.PULL_REGISTRATION) && !registered.contains(shortCode)) {
      return nothing("No records found or Organization Name not available");
    }
    // Both ends belong to the window.
    var rows =
        mpesa.truth(shortCode, from, to.plusSeconds(1)).stream()
            .filter(this::isTold)
            .skip(quirks.isOn(Quirk.OFFSET_IGNORED) ? 0 : offset)
            .limit((long) quirks.value(Quirk.PAGE_SIZE))
            .map(this::row)
            .toList();
    return rows.isEmpty() ? nothing("Null") : told(rows);
  }

  private static String shortCode(DarajaApp app, Fields fields) {
    var shortCode = fields.text("ShortCode");
    if (!app.shortCodes().contains(shortCode)) {
      throw new Rejection(400, "400.001", "Invalid ShortCode");
    }
    return shortCode;
  }

  private static Instant time(Fields fields, String name) {
    try {
      return LocalDateTime.parse(fields.text(name), TIME).toInstant(WallTime.NAIROBI);
    } catch (DateTimeException e) {
      throw fields.invalid(name);
    }
  }

  /** Payments of customers; and takings on their way to the head office, at both ends of it. */
  private boolean isTold(Movement movement) {
    return switch (movement.kind()) {
      case PAYMENT -> movement.payment().isCustomers();
      case SETTLEMENT ->
          quirks.isOn(Quirk.SETTLEMENT_ROWS)
              && movement.type().equals(SimulatedPayment.ORGANISATION);
      case REVERSAL, CHARGE -> false;
    };
  }

  private JsonObject row(Movement movement) {
    var isPayment = movement.kind() == Movement.Kind.PAYMENT;
    var isPaybill = movement.type().equals(SimulatedPayment.PAY_BILL);
    var dice = Dice.of(options.seed(), Subject.RESULT, movement.receipt());
    var nameless = dice.falls(quirks.value(Quirk.NAMELESS_SENDERS));
    var row =
        new JsonObject()
            .put("transactionId", movement.receipt())
            .put("trxDate", quirks.pullClock().text(movement.at()));
    quirks.pullPayer().put(row, movement.phone());
    return row.put("sender", nameless ? "MPESA" : movement.name().full())
        .put(
            "transactiontype",
            isPayment
                ? isPaybill ? "c2b-pay-bill-debit" : "c2b-buy-goods-debit"
                : "merchant-to-organization-settlement")
        .put("billreference", movement.account())
        .put("amount", Money.shillings(Math.abs(movement.amountCents())))
        .put("organizationname", mpesa.owner(movement.shortCode()));
  }

  private Answer told(List<JsonObject> rows) {
    var list = new JsonArray(rows);
    return Answer.ok(
        new JsonObject()
            .put("ResponseRefID", serials.request())
            .put("ResponseCode", "1000")
            .put("ResponseMessage", "Success")
            .put("Response", quirks.isOn(Quirk.NESTED_ROWS) ? new JsonArray().add(list) : list));
  }

  private Answer nothing(String message) {
    var json =
        new JsonObject()
            .put("ResponseRefID", serials.request())
            .put("ResponseCode", "1001")
            .put("ResponseMessage", message);
    if (quirks.isOn(Quirk.EMPTY_AS_TEXT)) {
      return Answer.ok(json.put("Transaction", "[[]]"));
    }
    var empty = new JsonArray();
    return Answer.ok(
        json.put("Response", quirks.isOn(Quirk.NESTED_ROWS) ? new JsonArray().add(empty) : empty));
  }
}
