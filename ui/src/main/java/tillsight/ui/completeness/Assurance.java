package tillsight.ui.completeness;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import tillsight.ui.client.Completeness;
import tillsight.ui.client.Completeness.Day;
import tillsight.ui.common.Clock;
import tillsight.ui.common.Dates;
import tillsight.ui.common.Range;
import tillsight.ui.common.Shillings;
import tillsight.ui.common.TillNames;

/** What the evidence comes to, in one sentence, and what else is worth saying. */
record Assurance(Tone tone, String sentence, String rest) {

  private static final int PLACES_MAX = 3;

  /** What a shopkeeper should feel. */
  enum Tone {
    PROVEN,
    OPEN,
    GAP,
    NONE
  }

  static Assurance of(Completeness proof, Range range, TillNames names, Clock clock) {
    return new Judge(proof, Words.range(range), names, clock).judge();
  }

  /** Weighs the days of one answer. */
  private record Judge(Completeness proof, String range, TillNames names, Clock clock) {

    Assurance judge() {
      if (has(Day::isGap)) {
        return gap();
      }
      var openBefore = days(day -> day.isOpen() && day.date().isBefore(clock.today()));
      if (has(Day::isProven)) {
        var sentence = "Every payment of " + range + " is proven";
        return openBefore.isEmpty()
            ? new Assurance(Tone.PROVEN, sentence + ".", join(since(), today()))
            : new Assurance(
                Tone.OPEN,
                sentence + ", except " + places(openBefore) + ".",
                "No witness has vouched for the open days yet. Nothing is known to be missing.");
      }
      return has(Day::isOpen)
          ? new Assurance(
              Tone.OPEN,
              "Nothing of " + range + " is proven yet.",
              join("No witness has vouched for these days yet.", today()))
          : new Assurance(
              Tone.NONE,
              "No payments in " + range + ".",
              "Nothing came in, and nothing vouches that nothing is missing.");
    }

    private Assurance gap() {
      var unexplained = days(day -> day.unexplained() > 0 || day.unexplainedCents() != 0);
      var conflicts = days(day -> day.conflicts() > 0);
      var rest = others();
      if (unexplained.isEmpty()) {
        return new Assurance(Tone.GAP, contradicted(conflicts) + ".", join(rest, today()));
      }
      var also = conflicts.isEmpty() ? "" : contradicted(conflicts) + ".";
      return new Assurance(
          Tone.GAP,
          missing(unexplained) + " unexplained at " + places(unexplained) + ".",
          join(join(also, rest), today()));
    }

    private String others() {
      var open = days(day -> day.isOpen() && day.date().isBefore(clock.today())).size();
      return open == 0
          ? "Everything else is proven."
          : Shillings.count(open, "other day is", "other days are") + " still open.";
    }

    private static String missing(List<Day> days) {
      var cents = days.stream().mapToLong(day -> Math.abs(day.unexplainedCents())).sum();
      var payments = days.stream().mapToLong(Day::unexplained).sum();
      return cents > 0
          ? Shillings.exact(cents) + " is"
          : Shillings.count(payments, "payment is", "payments are");
    }

    private String contradicted(List<Day> days) {
      var conflicts = days.stream().mapToLong(Day::conflicts).sum();
      return Shillings.count(conflicts, "payment was", "payments were")
          + " reported twice with different facts at "
          + places(days);
    }

    /** "Westlands Counter 2 on 20 Feb", "Counter 2 (2 days) and Café (1 day)", "5 tills". */
    private String places(List<Day> days) {
      var byTill = new LinkedHashMap<String, Long>();
      days.forEach(day -> byTill.merge(day.till(), 1L, Long::sum));
      if (days.size() == 1) {
        var only = days.getFirst();
        return names.full(only.till()) + " on " + Dates.brief(only.date());
      }
      if (byTill.size() > PLACES_MAX) {
        return byTill.size() + " tills, on " + Shillings.count(days.size(), "day", "days");
      }
      var places = byTill.entrySet().stream().map(this::place).toList();
      var last = places.getLast();
      return places.size() == 1
          ? last
          : String.join(", ", places.subList(0, places.size() - 1)) + " and " + last;
    }

    private String place(Map.Entry<String, Long> till) {
      var days = Shillings.count(till.getValue(), "day", "days");
      return names.full(till.getKey()) + " (" + days + ")";
    }

    /** Since when nothing is open at any of the tills, as far as each of them says so. */
    private String since() {
      var active = days(day -> !"none".equals(day.status())).stream().map(Day::till).toList();
      var proofs = proof.tills().stream().filter(till -> active.contains(till.till())).toList();
      if (proofs.isEmpty() || proofs.stream().anyMatch(till -> till.provenSince() == null)) {
        return "";
      }
      return proofs.stream()
          .map(Completeness.Proof::provenSince)
          .filter(Objects::nonNull)
          .max(LocalDate::compareTo)
          .map(since -> "Without a gap since " + Dates.dated(since) + ".")
          .orElse("");
    }

    private String today() {
      var open =
          days(day -> day.isOpen() && day.payments() > 0 && day.date().equals(clock.today()));
      var tills = open.stream().map(Day::till).toList();
      if (tills.isEmpty()) {
        return "";
      }
      var ends =
          proof.tills().stream()
              .filter(till -> tills.contains(till.till()))
              .map(Completeness.Proof::provenUntil)
              .filter(Objects::nonNull)
              .filter(instant -> clock.day(instant).equals(clock.today()))
              .sorted()
              .toList();
      return ends.isEmpty() || ends.size() < tills.size()
          ? "Today is still open."
          : "Today is proven until " + clock.hour(ends.getFirst()) + ".";
    }

    private boolean has(Predicate<Day> kind) {
      return proof.items().stream().anyMatch(kind);
    }

    private List<Day> days(Predicate<Day> kind) {
      return proof.items().stream().filter(kind).toList();
    }

    private static String join(String first, String second) {
      return (first + " " + second).strip();
    }
  }
}
