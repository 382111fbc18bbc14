package tillsight.ui.daraja;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import tillsight.ui.client.Daraja;
import tillsight.ui.common.Clock;
import tillsight.ui.common.Mark;
import tillsight.ui.common.Names;
import tillsight.ui.common.Shillings;

/** Whether money is being heard of right now: what a person wants to know first. */
record Hearing(Mark mark, String headline, String detail) {

  /** A shop that is open hears of a payment more often than this. */
  static final Duration LATELY = Duration.ofHours(1);

  /** Even a slow business hears of a payment in this time. */
  static final Duration SILENCE = Duration.ofHours(24);

  static Hearing of(Daraja daraja, Clock clock) {
    if (daraja.tills().isEmpty()) {
      return new Hearing(
          Mark.TODO,
          "No till yet, so no money is heard of.",
          "The list below says how to add one.");
    }
    var last =
        daraja.tills().stream()
            .filter(till -> till.lastCallbackAt() != null)
            .max(Comparator.comparing(till -> Objects.requireNonNull(till.lastCallbackAt())));
    return last.map(till -> heard(daraja, till, clock))
        .orElseGet(
            () ->
                new Hearing(
                    Mark.TODO,
                    "No money is heard of yet.",
                    "Safaricom has not called this address yet. The list below says what is"
                        + " missing."));
  }

  private static Hearing heard(Daraja daraja, Daraja.Heard till, Clock clock) {
    var at = Objects.requireNonNull(till.lastCallbackAt());
    var age = Duration.between(at, clock.now());
    var last =
        "The last callback came "
            + (age.compareTo(LATELY) < 0 ? clock.ago(at) : when(at, clock))
            + ", from "
            + name(till)
            + ". ";
    if (daraja.spool().waiting() > 0) {
      return new Hearing(
          Mark.WARN,
          "Money is heard, and waits on disk for the database.",
          last
              + "Every payment is kept and answered; the figures follow once the database is back.");
    }
    if (age.compareTo(LATELY) < 0) {
      return new Hearing(Mark.DONE, "Money is being heard.", last + volume(daraja));
    }
    var silence = clock.ago(at).replace(" ago", "");
    return new Hearing(
        age.compareTo(SILENCE) < 0 ? Mark.WARN : Mark.FAIL,
        "Nothing heard for " + silence + ".",
        last + "If customers are paying now, pull to find out what did not arrive.");
  }

  private static String when(Instant at, Clock clock) {
    return (clock.day(at).equals(clock.today()) ? "at " : "on ") + clock.brief(at);
  }

  private static String volume(Daraja daraja) {
    var count = daraja.tills().stream().mapToLong(Daraja.Heard::callbacks24h).sum();
    var active = daraja.tills().stream().filter(till -> till.callbacks24h() > 0).count();
    var of = daraja.tills().size();
    return Shillings.count(count)
        + (count == 1 ? " callback" : " callbacks")
        + " in 24 hours, from "
        + (active == of
            ? (of == 1 ? "its till." : "all " + of + " tills.")
            : active + " of " + of + " tills.");
  }

  private static String name(Daraja.Heard till) {
    var name = Names.clean(till.name());
    return name.isBlank() ? "till " + till.till() : name;
  }
}
