package tillsight.server.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import tillsight.server.reconciliation.TrueLedger.Event;
import tillsight.server.reconciliation.TrueLedger.Form;

/** What balances tell, and what they must not. */
class BalanceChainTest {

  @Provide
  Arbitrary<List<Event>> ledgers() {
    return TrueLedger.events(1, 60);
  }

  @Property(tries = 2_000)
  void findsNothingInALedgerThatIsWhole(
      @ForAll("ledgers") List<Event> events, @ForAll Random random) {
    var steps = new ArrayList<>(TrueLedger.steps(events));
    Collections.shuffle(steps, random);

    assertThat(BalanceChain.of(steps)).allMatch(ChainLink::holds);
  }

  @Property(tries = 2_000)
  void findsEachMissingPaymentOnce(
      @ForAll("ledgers") List<Event> events, @ForAll @IntRange(max = 59) int which) {
    var steps = new ArrayList<>(TrueLedger.steps(events));
    Assume.that(which > 0 && which < steps.size() - 1 && events.get(which).form() == Form.PAYMENT);
    var lost = steps.remove(which);

    assertThat(BalanceChain.of(steps).stream().filter(link -> !link.holds()))
        .singleElement()
        .satisfies(link -> assertThat(link.restCents()).isEqualTo(lost.amountCents()));
  }

  @Property(tries = 2_000)
  void findsEachHiddenReversalOnce(
      @ForAll("ledgers") List<Event> events, @ForAll @IntRange(max = 59) int which) {
    Assume.that(which > 0 && which < events.size());
    Assume.that(events.subList(0, which).stream().anyMatch(e -> e.form() == Form.PAYMENT));
    var paid = events.stream().filter(e -> e.form() == Form.PAYMENT).findFirst().orElseThrow();
    var hidden = new ArrayList<>(events);
    // Far enough from its neighbours: within one second nobody can tell which of two went back.
    hidden.add(which, new Event(600, Form.REVERSAL, paid.cents(), 0));
    hidden.set(which + 1, spaced(hidden.get(which + 1)));
    var steps = new ArrayList<>(TrueLedger.steps(hidden));
    steps.remove(which);

    assertThat(BalanceChain.of(steps).stream().filter(link -> !link.holds()))
        .singleElement()
        .satisfies(link -> assertThat(link.restCents()).isEqualTo(-paid.cents()));
  }

  private static Event spaced(Event event) {
    return new Event(600, event.form(), event.cents(), event.jitterSeconds());
  }
}
