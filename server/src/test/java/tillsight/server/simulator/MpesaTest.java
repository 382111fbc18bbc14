package tillsight.server.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tillsight.server.simulator.Movement.Kind;

/** M-PESA's books: every line, and that the balances join. */
class MpesaTest {

  private static final Instant MIDNIGHT = Instant.parse("2026-03-01T21:00:00Z");
  private static final Instant NOON = MIDNIGHT.plus(Duration.ofHours(12));
  private static final Shop SHOP = new Shop(11, Profile.DEMO);

  @Test
  void balancesOfADaysTradeJoinInEveryAccount() {
    var mpesa = Mpesa.of(SHOP);
    mpesa.replay(SHOP.plan(MIDNIGHT, MIDNIGHT.plus(Duration.ofDays(3))), _ -> true);

    assertChains(mpesa);
    assertThat(kinds(mpesa)).containsExactlyInAnyOrder(Kind.values());
  }

  @Test
  void balancesOfARushWithSilentReversalsAndSettlementsJoin() {
    var mpesa = Mpesa.of(SHOP);
    var told = rush(mpesa, Faults.parse("loss=0.1,reversals=0.02,settlements=0.005", 4), 5_000);

    assertChains(mpesa);
    var movements = all(mpesa);
    assertThat(kinds(mpesa)).containsExactlyInAnyOrder(Kind.values());
    assertThat(movements.stream().filter(m -> m.kind() == Kind.PAYMENT)).hasSize(5_000);
    var announced = movements.stream().filter(Movement::announced).toList();
    assertThat(told.stream().filter(delivery -> !delivery.lost()).map(Delivery::receipt))
        .containsExactlyInAnyOrderElementsOf(announced.stream().map(Movement::receipt).toList());
    for (var delivery : told) {
      assertThat(new String(delivery.body(), UTF_8))
          .contains("\"OrgAccountBalance\":\"" + balanceAfter(mpesa, delivery) + "\"");
    }
  }

  @Test
  void tellsOfNoReversalAndNoChargeButOfWhatReachesAHeadOffice() {
    var mpesa = Mpesa.of(SHOP);
    rush(mpesa, Faults.parse("reversals=0.05,settlements=0.01", 4), 3_000);

    for (var movement : all(mpesa)) {
      assertThat(movement.announced()).isEqualTo(movement.isIncoming());
      assertThat(movement.original() != null).isEqualTo(movement.kind() == Kind.REVERSAL);
    }
    assertThat(mpesa.truth("5270010", Instant.MIN, Instant.MAX))
        .isNotEmpty()
        .allMatch(movement -> movement.kind() == Kind.SETTLEMENT && movement.amountCents() > 0);
  }

  @Test
  void isTheSameForASeed() {
    var faults = Faults.parse("duplicates,loss,tamper,reversals,settlements", 4);
    var one = Mpesa.of(SHOP);
    var other = Mpesa.of(new Shop(11, Profile.DEMO));

    var told = rush(one, faults, 2_000);
    var again = rush(other, faults, 2_000);

    assertThat(truth(one)).isEqualTo(truth(other));
    assertThat(told).extracting(Delivery::body).containsExactlyElementsOf(bodies(again));
  }

  @Test
  void knowsTheDayLikeTheShopsOwnCallbacks() {
    var to = MIDNIGHT.plus(Duration.ofDays(1));
    var mpesa = Mpesa.of(SHOP);
    mpesa.replay(SHOP.plan(MIDNIGHT, to), _ -> true);

    assertThat(all(mpesa).stream().filter(Movement::isIncoming).map(Movement::payment))
        .containsExactlyInAnyOrderElementsOf(SHOP.between(MIDNIGHT, to).toList());
  }

  @Test
  void putsWhatComesUnplannedInItsPlace() {
    var mpesa = Mpesa.of(SHOP);
    var journal = new ArrayList<Movement>();
    mpesa.onUnplanned(journal::add);
    mpesa.replay(SHOP.plan(MIDNIGHT, NOON), _ -> true);

    var passer = mpesa.pay(SHOP.passerBy(NOON), _ -> true);
    mpesa.replay(SHOP.plan(NOON, NOON.plus(Duration.ofHours(3))), _ -> true);

    assertThat(journal).containsExactly(passer);
    assertChains(mpesa);
  }

  @Test
  void datesNothingBeforeTheLineAboveIt() {
    var mpesa = Mpesa.of(SHOP);
    var payment = SHOP.passerBy(NOON);
    var first = mpesa.pay(payment, _ -> true);

    var late = mpesa.pay(payment.at(NOON.minusSeconds(5)).withReceipt(""), _ -> true);

    assertThat(late.at()).isEqualTo(first.at());
    assertThat(late.receipt()).matches("UC2[0-9A-Z]{7}").isNotEqualTo(first.receipt());
    assertChains(mpesa);
  }

  @Test
  void givesAPaymentBackOnceAndOnlyWithMoneyThatIsThere() {
    var mpesa = Mpesa.of(SHOP);
    var paid = mpesa.pay(SHOP.passerBy(NOON), _ -> true);
    var more = mpesa.balanceCents(paid.shortCode()) + 100;

    assertThat(mpesa.reverse(paid, more, NOON)).isEmpty();
    var reversal = mpesa.reverse(paid, paid.amountCents(), NOON.plusSeconds(9)).orElseThrow();

    assertThat(reversal.original()).isEqualTo(paid.receipt());
    assertThat(reversal.amountCents()).isEqualTo(-paid.amountCents());
    assertThat(mpesa.isReversed(paid.receipt())).isTrue();
    assertThat(mpesa.reverse(paid, paid.amountCents(), NOON)).isEmpty();
    assertThat(mpesa.find(reversal.receipt())).contains(reversal);
  }

  @Test
  void writesTheTruthWithoutPeople() {
    var mpesa = Mpesa.of(SHOP);
    var paid = mpesa.pay(SHOP.passerBy(NOON), _ -> false);
    mpesa.reverse(paid, paid.amountCents(), NOON);

    var lines = all(mpesa).stream().map(Movement::truth).toList();
    assertThat(lines.getFirst())
        .isEqualTo(
            "{\"receipt\":\"%s\",\"shortCode\":\"%s\",\"amountCents\":%d,\"paidAt\":\"2026-03-02T09:00:00Z\",\"kind\":\"payment\",\"announced\":false}"
                .formatted(paid.receipt(), paid.shortCode(), paid.amountCents()));
    assertThat(lines.getLast()).contains("\"kind\":\"reversal\",\"original\":\"" + paid.receipt());
    assertThat(lines.toString()).doesNotContain(paid.phone(), paid.name().last());
  }

  @Test
  void forgetsTheOldestBeyondItsLimit() {
    var mpesa = new Mpesa(11, Profile.DEMO, 500);
    mpesa.replay(SHOP.plan(MIDNIGHT, NOON.plus(Duration.ofHours(4))), _ -> true);

    assertThat(all(mpesa)).hasSizeBetween(400, 500);
    assertChains(mpesa);
  }

  @Test
  void keepsAHundredThousandPaymentsInLittleMemory() {
    var mpesa = Mpesa.of(SHOP);
    var before = used();
    mpesa.replay(SHOP.rush(NOON, 300).limit(100_000).map(Planned.Payment::new), _ -> true);

    assertThat(used() - before).isLessThan(60_000_000);
    assertThat(mpesa.truth(null, Instant.MIN, Instant.MAX)).hasSize(100_000);
  }

  @Test
  void knowsOnlyItsOwnShortCodes() {
    var mpesa = Mpesa.of(SHOP);
    assertThat(mpesa.truth("600999", Instant.MIN, Instant.MAX)).isEmpty();
    assertThatThrownBy(() -> mpesa.balanceCents("600999")).hasMessageContaining("600999");
    mpesa.open(Profile.of("Other", List.of(new Outlet("600999", Outlet.Kind.PAYBILL, null, null))));
    assertThat(mpesa.balanceCents("600999")).isPositive();
    assertThat(mpesa.owner("600999")).isEqualTo("OTHER");
  }

  /** Each line's balance is the one above it and its own amount, and time never goes back. */
  static void assertChains(Mpesa mpesa) {
    for (var code : mpesa.shortCodes()) {
      var lines = mpesa.truth(code, Instant.MIN, Instant.MAX);
      for (var i = 1; i < lines.size(); i++) {
        var above = lines.get(i - 1);
        var line = lines.get(i);
        assertThat(line.balanceCents()).isEqualTo(above.balanceCents() + line.amountCents());
        assertThat(line.at()).isAfterOrEqualTo(above.at());
      }
      if (!lines.isEmpty()) {
        assertThat(lines.getLast().balanceCents()).isEqualTo(mpesa.balanceCents(code));
      }
    }
  }

  private static List<Delivery> rush(Mpesa mpesa, Faults faults, int payments) {
    var agenda =
        new Agenda(
            SHOP.rush(NOON, 50).limit(payments).map(Planned.Payment::new),
            mpesa,
            faults.withLateMax(Duration.ofSeconds(20)),
            PayerMix.DEFAULT);
    var told = new ArrayList<Delivery>();
    while (!agenda.isDone()) {
      var now = agenda.next();
      agenda.until(now);
      for (var next = agenda.arrived(now); next != null; next = agenda.arrived(now)) {
        told.add(next);
      }
    }
    return told;
  }

  private static List<Movement> all(Mpesa mpesa) {
    return mpesa.truth(null, Instant.MIN, Instant.MAX);
  }

  private static List<String> truth(Mpesa mpesa) {
    return all(mpesa).stream().map(Movement::truth).toList();
  }

  private static List<byte[]> bodies(List<Delivery> deliveries) {
    return deliveries.stream().map(Delivery::body).toList();
  }

  private static Set<Kind> kinds(Mpesa mpesa) {
    var kinds = new HashSet<Kind>();
    all(mpesa).forEach(movement -> kinds.add(movement.kind()));
    return kinds;
  }

  private static String balanceAfter(Mpesa mpesa, Delivery delivery) {
    var code = delivery.payment().shortCode();
    return mpesa.truth(code, Instant.MIN, Instant.MAX).stream()
        .filter(movement -> movement.receipt().equals(delivery.receipt()))
        .map(movement -> Money.shillings(movement.balanceCents()))
        .findFirst()
        .orElseThrow();
  }

  private static long used() {
    for (var i = 0; i < 3; i++) {
      System.gc();
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
