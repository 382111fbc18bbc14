package tillsight.ui;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The evidence of the fake business: the sample's kinds of days, laid out over any range. */
final class FakeProof {

  private static final JsonMapper JSON = new JsonMapper();
  private static final LocalDate TODAY = LocalDate.parse("2026-03-02");
  private static final LocalDate STATED = LocalDate.parse("2026-02-14");
  private static final LocalDate QUIET = LocalDate.parse("2026-02-28");
  private static final LocalDate MISSING = LocalDate.parse("2026-02-20");
  private static final LocalDate CONFLICT = QUIET;
  private static final List<String> SUMS = List.of("received", "recovered", "unexplained");

  private final ObjectNode sample = read("completeness");
  private final ArrayNode kinds = (ArrayNode) sample.path("items");

  /** The days of these tills, as the list of tills names them. */
  ObjectNode of(ArrayNode tills, LocalDate from, LocalDate to) {
    var proof = sample.deepCopy();
    var codes = tills.valueStream().map(till -> till.path("code").asString()).toList();
    var items = proof.putArray("items");
    for (var till : tills) {
      from.datesUntil(to)
          .filter(date -> !date.isAfter(TODAY))
          .forEach(date -> items.add(day(till.path("code").asString(), date)));
    }
    var proofs = (ArrayNode) proof.path("tills");
    for (var i = proofs.size() - 1; i >= 0; i--) {
      if (!codes.contains(proofs.get(i).path("till").asString())) {
        proofs.remove(i);
      }
    }
    var sums =
        SUMS.stream()
            .map(name -> items.valueStream().mapToLong(d -> d.path(name).asLong()).sum())
            .toList();
    var all = sums.stream().mapToLong(sum -> sum).sum();
    proof.put("matched", sums.get(0)).put("recovered", sums.get(1)).put("unexplained", sums.get(2));
    if (all == 0) {
      proof.putNull("completeness");
    } else {
      proof.put("completeness", (double) sums.get(0) / all);
    }
    return proof;
  }

  /** One day with its evidence; what nobody explains is only found where the calendar says so. */
  ObjectNode of(String till, LocalDate date) {
    var proof = read("completeness-day");
    var day = day(till, date);
    proof.set("day", day);
    var findings = (ArrayNode) proof.path("findings");
    for (var i = findings.size() - 1; i >= 0; i--) {
      var kind = findings.get(i).path("kind").asString();
      var fits =
          switch (kind) {
            case "unexplained" -> day.path("unexplained").asLong() > 0;
            case "conflict" -> day.path("conflicts").asLong() > 0;
            case "recovered" -> day.path("recovered").asLong() > 0;
            case "reversal" -> day.path("reversals").asLong() > 0;
            default -> day.path("unexplained").asLong() > 0;
          };
      if (!fits) {
        findings.remove(i);
      }
    }
    return proof;
  }

  private ObjectNode day(String till, LocalDate date) {
    var day = ((ObjectNode) kinds.get(kind(till, date))).deepCopy();
    day.put("till", till).put("date", date.toString());
    var unheard = till.equals("5120022") || (till.equals("5120021") && !date.isBefore(QUIET));
    var payments = unheard ? 0 : payments(till, date);
    var recovered = day.path("recovered").asLong();
    day.put("payments", payments).put("grossCents", payments * 61_500);
    day.put("received", Math.max(0, payments - recovered));
    if (unheard) {
      day.put("recovered", 0).put("settlements", 0).put("callbacks", false).put("pull", "none");
      day.put("balances", "unknown").putNull("delayP50Seconds").putNull("delayP99Seconds");
    }
    if (day.hasNonNull("provenAt")) {
      day.put("provenAt", date.plusDays(1) + "T01:00:00Z");
    }
    return day;
  }

  private static int kind(String till, LocalDate date) {
    if (till.equals("5120022")) {
      return 7;
    }
    if (date.equals(TODAY) || (till.equals("5120021") && !date.isBefore(QUIET))) {
      return 6;
    }
    if (till.equals("5120002") && date.equals(MISSING)) {
      return 4;
    }
    if (till.equals("5120011") && date.equals(CONFLICT)) {
      return 5;
    }
    var chance = (date.getDayOfYear() * 7 + till.hashCode() % 5 + 5) % 6;
    if (!date.isAfter(STATED)) {
      return chance == 0 ? 0 : 1;
    }
    return chance == 0 ? 2 : till.equals("600984") && chance < 3 ? 3 : 1;
  }

  private static int payments(String till, LocalDate date) {
    var busy = Set.of(DayOfWeek.FRIDAY, DayOfWeek.SATURDAY).contains(date.getDayOfWeek());
    return 18 + Math.floorMod(till.hashCode(), 17) + (busy ? 14 : 0) + date.getDayOfMonth() % 5;
  }

  private static ObjectNode read(String name) {
    return (ObjectNode) JSON.readTree(FakeServer.sampleText(name + ".json"));
  }
}
