package tillsight.server.reconciliation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import tillsight.server.reconciliation.AccountStep.Kind;

/** Accounts as they really were, for tests that then forget or hide something of them. */
final class TrueLedger {

  static final Instant START = Instant.parse("2026-03-02T05:00:00Z");

  /**
   * Something that happened: how long after the last, what, how much, and how exact its time is.
   */
  record Event(int gapSeconds, Form form, long cents, int jitterSeconds) {}

  /** What is told of it. */
  enum Form {
    PAYMENT,
    BLANK,
    RECOVERED,
    REVERSAL,
    WITHDRAWAL,
    WITHDRAWAL_WITH_BALANCE
  }

  static Arbitrary<List<Event>> events(int sizeMin, int sizeMax) {
    var gap =
        Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(4, Arbitraries.just(0)),
            net.jqwik.api.Tuple.of(4, Arbitraries.integers().between(1, 20)),
            net.jqwik.api.Tuple.of(4, Arbitraries.integers().between(21, 900)));
    var form =
        Arbitraries.frequency(
            net.jqwik.api.Tuple.of(40, Form.PAYMENT),
            net.jqwik.api.Tuple.of(3, Form.BLANK),
            net.jqwik.api.Tuple.of(3, Form.RECOVERED),
            net.jqwik.api.Tuple.of(2, Form.REVERSAL),
            net.jqwik.api.Tuple.of(1, Form.WITHDRAWAL),
            net.jqwik.api.Tuple.of(1, Form.WITHDRAWAL_WITH_BALANCE));
    var cents = Arbitraries.integers().between(10, 3_000).map(shillings -> shillings * 100L);
    var jitter = Arbitraries.frequency(net.jqwik.api.Tuple.of(6, 0), net.jqwik.api.Tuple.of(1, 3));
    return Combinators.combine(gap, form, cents, jitter)
        .as(Event::new)
        .list()
        .ofMinSize(sizeMin)
        .ofMaxSize(sizeMax)
        .map(TrueLedger::framed);
  }

  /** Between two payments that are far from the rest: what is at the edge has no neighbour. */
  private static List<Event> framed(List<Event> events) {
    var framed = new ArrayList<Event>();
    framed.add(new Event(0, Form.PAYMENT, 5_000, 0));
    framed.add(new Event(600, events.getFirst().form(), events.getFirst().cents(), 0));
    framed.addAll(events.subList(1, events.size()));
    framed.add(new Event(600, Form.PAYMENT, 7_000, 0));
    return framed;
  }

  /** What is told of an account on which this happened. */
  static List<AccountStep> steps(List<Event> events) {
    var steps = new ArrayList<AccountStep>();
    var at = START;
    var balance = 10_000_000L;
    for (var i = 0; i < events.size(); i++) {
      var event = events.get(i);
      at = at.plusSeconds(event.gapSeconds());
      var out = event.form().ordinal() >= Form.REVERSAL.ordinal();
      var amount = out ? -event.cents() : event.cents();
      balance += amount;
      var stated =
          event.form() == Form.PAYMENT || event.form() == Form.WITHDRAWAL_WITH_BALANCE
              ? Long.valueOf(balance)
              : null;
      var kind =
          switch (event.form()) {
            case PAYMENT, BLANK -> Kind.PAYMENT;
            case RECOVERED -> Kind.RECOVERED;
            case REVERSAL -> Kind.REVERSAL;
            case WITHDRAWAL, WITHDRAWAL_WITH_BALANCE -> Kind.MOVEMENT;
          };
      var told = at.plusSeconds(2 + event.jitterSeconds());
      steps.add(
          new AccountStep(
              "UC2%07d".formatted(i),
              kind,
              at.plusSeconds(event.jitterSeconds()),
              amount,
              stated,
              told));
    }
    return steps;
  }

  private TrueLedger() {}
}
