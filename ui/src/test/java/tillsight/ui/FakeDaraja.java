package tillsight.ui;

import java.time.Instant;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The samples of what lies between Safaricom and the business, bent to what was asked. */
public final class FakeDaraja {

  /** A business that has only just been set up: nothing is known, nothing was ever heard. */
  public static ObjectNode fresh() {
    var daraja = FakeServer.sample("daraja");
    daraja.putNull("publicUrl").putNull("urls");
    daraja.putObject("credentials").put("set", false).put("passkey", false);
    ((ObjectNode) daraja.path("credentials")).put("certificate", false);
    daraja.putObject("token").put("state", "never");
    for (var code : daraja.path("shortCodes")) {
      ((ObjectNode) code).putObject("urls").put("state", "never");
      ((ObjectNode) code).putObject("pull").put("state", "never");
    }
    for (var till : daraja.path("tills")) {
      ((ObjectNode) till).putNull("lastCallbackAt").put("callbacks24h", 0);
    }
    for (var step : daraja.path("checklist")) {
      if (!step.path("id").asString().equals("till")) {
        set(step, "todo", "Not yet.", "What comes before it goes first.");
      }
    }
    return daraja;
  }

  /** A business whose address, password, Pull clock and database all fail at once. */
  public static ObjectNode inTrouble() {
    var daraja = FakeServer.sample("daraja");
    var urls = (ObjectNode) daraja.path("urls");
    for (var name : urls.propertyNames()) {
      urls.put(name, urls.path(name).asString().replace("pay.acme", "mpesa.acme"));
    }
    daraja
        .putArray("urlProblems")
        .add(
            "The address contains the word “mpesa”, which Safaricom takes in no address. Use"
                + " another host name in TILLSIGHT_PUBLIC_URL.");
    ((ObjectNode) daraja.path("credentials")).put("passwordExpiresOn", "2026-02-24");
    ((ObjectNode) daraja.path("token"))
        .put("state", "refused")
        .put("detail", "The consumer secret is wrong. Copy it anew, then run ./tillsight apply.")
        .putNull("expiresAt");
    ((ObjectNode) daraja.path("spool")).put("waiting", 1204).put("bytes", 3_140_000);
    var first = daraja.path("shortCodes").path(0);
    ((ObjectNode) first.path("urls"))
        .put("state", "refused")
        .put("detail", "The address has the word MPESA.");
    var pull = (ObjectNode) first.path("pull");
    pull.put("lagHours", 43).put("provenUntil", "2026-02-28T16:02:00Z");
    ((ObjectNode) pull.path("lastRun")).put("outcome", "clock").put("clockSeconds", -10_800);
    set(daraja.at("/checklist/2"), "fail", "Refused at 14:00.", "Copy the consumer secret anew.");
    set(daraja.at("/checklist/3"), "fail", "Refused for 5120000.", "Use another host name.");
    set(daraja.at("/checklist/6"), "warn", "5120000 is 43 hours behind.", "Pull now.");
    set(daraja.at("/checklist/8"), "fail", "It expired on 24 February.", "Change it.");
    return daraja;
  }

  private static void set(JsonNode step, String state, String detail, String remedy) {
    ((ObjectNode) step).put("state", state).put("detail", detail).put("remedy", remedy);
  }

  /** One page of the quarantine's detail: the sample, or as much as the list tells of another. */
  static ObjectNode doubt(String id) {
    var detail = FakeServer.sample("quarantine-item");
    if (detail.path("item").path("id").asString().equals(id)) {
      return detail;
    }
    for (var item : FakeServer.sample("quarantine").path("items")) {
      if (item.path("id").asString().equals(id)) {
        detail.set("item", item);
        ((ObjectNode) detail.path("said"))
            .removeAll()
            .set("amountCents", item.path("amountCents"))
            .set("paidAt", item.path("paidAt"))
            .set("till", item.path("till"))
            .put("payerDisplay", "2547 ***** 149")
            .put("firstName", "Otieno");
        detail.putNull("booked").putNull("bookedRaw").putArray("differences");
        detail.put("raw", "{\n  \"TransID\": \"" + item.path("receipt").asString() + "\"\n}");
        detail.putArray("history");
        return detail;
      }
    }
    return null;
  }

  /** The audit's sample, and one older page. */
  static ObjectNode audit(String cursor) {
    var audit = FakeServer.sample("audit");
    if (!cursor.isEmpty()) {
      audit.putNull("next");
      var items = ((ArrayNode) audit.path("items")).removeAll();
      items
          .addObject()
          .put("at", "2026-01-12T09:31:00Z")
          .put("actor", "owner@acme")
          .put("action", "daraja.register")
          .put("subject", "5120000 pull")
          .putNull("reason");
    }
    return audit;
  }

  /** Who vouches for a payment of the list: of a recovered one, no callback does. */
  static void vouch(ObjectNode payment) {
    var paid = Instant.parse(payment.path("paidAt").asString());
    var source = payment.path("source").asString();
    var told = payment.putArray("provenance");
    told(told, source, paid.plusSeconds(source.equals("confirmation") ? 3 : 487), "booked");
    if (source.equals("pull")) {
      told(told, "statement", paid.plusSeconds(1_140), "duplicate");
    } else if (source.equals("confirmation")) {
      told(told, "pull", paid.plusSeconds(1_200), "duplicate");
    }
    payment.putArray("flags");
  }

  private static void told(ArrayNode told, String kind, Instant at, String outcome) {
    told.addObject()
        .put("kind", kind)
        .put("receivedAt", at.toString())
        .put("outcome", outcome)
        .put("source", kind.equals("confirmation") ? "196.201.*.*" : "");
  }

  /** A payment after somebody has said whether it is takings. */
  static ObjectNode reviewed(ObjectNode payment, JsonNode decision) {
    payment.put("revenue", decision.path("takings").asBoolean() ? "yes" : "no");
    payment.putArray("flags").add("decided");
    return payment;
  }

  private FakeDaraja() {}
}
