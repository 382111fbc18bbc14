package tillsight.ui;

import java.time.Instant;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The samples of what lies between Safaricom and the business, bent to what was asked. */
final class FakeDaraja {

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
          .put("subject", "5120000")
          .putNull("reason");
    }
    return audit;
  }

  /** Who vouches for a payment of the list: of a recovered one, no callback does. */
  static void vouch(ObjectNode payment) {
    var paid = Instant.parse(payment.path("paidAt").asString());
    var source = payment.path("source").asString();
    var told = payment.putArray("provenance");
    told(told, source, paid.plusSeconds(source.equals("confirmation") ? 3 : 3_120), "booked");
    if (source.equals("pull")) {
      told(told, "statement", paid.plusSeconds(18_000), "duplicate");
    } else if (source.equals("confirmation")) {
      told(told, "pull", paid.plusSeconds(2_900), "duplicate");
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
