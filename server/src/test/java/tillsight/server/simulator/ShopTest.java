package tillsight.server.simulator;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ShopTest {

  private static final Instant TO = Instant.parse("2026-08-20T09:30:15Z");
  private static final Instant FROM = TO.minus(Duration.ofDays(180));

  private static Shop shop;
  private static List<SimulatedPayment> history;

  @BeforeAll
  static void trade() {
    shop = new Shop(7, Profile.DEMO);
    history = shop.between(FROM, TO).toList();
  }

  @Test
  void isOfTheSizeOfABusyBusiness() {
    assertThat(history).hasSizeBetween(180_000, 225_000);
    var visits = customers().collect(groupingBy(SimulatedPayment::phone, counting()));
    assertThat(visits).hasSizeBetween(9_000, 12_000);
    var repeat = visits.values().stream().filter(count -> count > 1).count();
    assertThat((double) repeat / visits.size()).isBetween(0.45, 0.75);
    assertThat(visits.values()).anyMatch(count -> count > 150);
  }

  @Test
  void isTheSameForASeed() {
    var day = Duration.ofDays(1);
    assertThat(new Shop(7, Profile.DEMO).between(TO.minus(day), TO).toList())
        .isEqualTo(shop.between(TO.minus(day), TO).toList());
    assertThat(new Shop(8, Profile.DEMO).between(TO.minus(day), TO).toList())
        .isNotEqualTo(shop.between(TO.minus(day), TO).toList());
  }

  @Test
  void anyPartEqualsThePartOfTheWhole() {
    var cut = Instant.parse("2026-06-03T14:22:07Z");
    var end = cut.plus(Duration.ofHours(40));
    var expected =
        history.stream()
            .filter(payment -> !payment.paidAt().isBefore(cut) && payment.paidAt().isBefore(end))
            .toList();
    assertThat(expected).isNotEmpty();
    assertThat(new Shop(7, Profile.DEMO).between(cut, end).toList()).isEqualTo(expected);
    assertThat(shop.between(cut, cut)).isEmpty();
  }

  @Test
  void comesInOrderOfTimeAndOnlyWhenRead() {
    assertThat(history).isSortedAccordingTo((a, b) -> a.paidAt().compareTo(b.paidAt()));
    var endless = shop.between(FROM, FROM.plus(Duration.ofDays(3_000))).iterator();
    assertThat(endless.next()).isEqualTo(history.getFirst());
  }

  @Test
  void receiptsAreUniqueAndEncodeTheirDate() {
    var receipts = new HashSet<String>();
    for (var payment : history) {
      assertThat(receipts.add(payment.receipt())).isTrue();
      assertDated(payment.receipt(), payment.paidAt());
    }
    shop.reversals(FROM, TO)
        .forEach(
            reversal -> {
              assertThat(receipts.add(reversal.receipt())).isTrue();
              assertDated(reversal.receipt(), reversal.at());
            });
    shop.rush(TO.minusSeconds(3), 100_000)
        .limit(300_000)
        .forEach(payment -> assertThat(receipts.add(payment.receipt())).isTrue());
  }

  @Test
  void payersAreValidAndAmountsWholeShillings() {
    assertThat(customers())
        .allMatch(payment -> payment.phone().matches("254[17]\\d{8}"))
        .allMatch(payment -> payment.amountCents() % 100 == 0)
        .allMatch(payment -> payment.amountCents() >= 10_00)
        .allMatch(payment -> payment.amountCents() <= 250_000_00);
  }

  @Test
  void paybillPaymentsNameAnAccountAndTillPaymentsNone() {
    assertThat(customers())
        .allMatch(
            payment -> payment.account().isEmpty() == payment.type().equals(SimulatedPayment.TILL));
  }

  @Test
  void tradeFollowsTheWeek() {
    var cbd = perDay("5270011", OffsetDateTime::getDayOfWeek);
    assertThat(cbd.get(DayOfWeek.SUNDAY)).isLessThan(cbd.get(DayOfWeek.FRIDAY) / 2);
    var karen = perDay("5270041", OffsetDateTime::getDayOfWeek);
    assertThat(karen.get(DayOfWeek.SATURDAY)).isGreaterThan(karen.get(DayOfWeek.TUESDAY) * 5 / 4);
  }

  @Test
  void tradeFollowsTheDay() {
    var hours = perDay("5270011", OffsetDateTime::getHour);
    assertThat(hours.get(12)).isGreaterThan(hours.get(9) * 3 / 2);
    assertThat(hours.get(17)).isGreaterThan(hours.get(15) * 5 / 4);
    assertThat(hours).doesNotContainKeys(0, 1, 2, 3, 4, 5, 23);
  }

  @Test
  void tradeRisesWithThePayday() {
    var days = customers().collect(groupingBy(payment -> local(payment).toLocalDate(), counting()));
    var rich = mean(days, day -> day >= 28 || day <= 3);
    var poor = mean(days, day -> day >= 17 && day <= 25);
    assertThat(rich / poor).isBetween(1.3, 1.75);
  }

  @Test
  void aFewPaymentsAreGivenBackLater() {
    var reversals = shop.reversals(FROM, TO).toList();
    assertThat((double) reversals.size() / history.size()).isCloseTo(0.003, within(0.0008));
    var paid = new HashMap<String, SimulatedPayment>();
    shop.between(FROM.minus(Duration.ofDays(5)), TO).forEach(p -> paid.put(p.receipt(), p));
    for (var reversal : reversals) {
      var original = paid.get(reversal.originalReceipt());
      assertThat(reversal.amountCents()).isEqualTo(original.amountCents());
      assertThat(reversal.shortCode()).isEqualTo(original.shortCode());
      assertThat(Duration.between(original.paidAt(), reversal.at()))
          .isBetween(Duration.ofMinutes(4), Duration.ofDays(4));
    }
    var later = new Shop(7, Profile.DEMO).reversals(TO.minus(Duration.ofDays(9)), TO).toList();
    assertThat(reversals.subList(reversals.size() - later.size(), reversals.size()))
        .isEqualTo(later);
  }

  @Test
  void balancesOfATillAreAChain() {
    var day = LocalDate.of(2026, 7, 1).atStartOfDay().toInstant(WallTime.NAIROBI);
    var end = day.plus(Duration.ofDays(1));
    var till =
        shop.between(day, end).filter(payment -> payment.shortCode().equals("5270011")).toList();
    var reversed = shop.reversals(day, end).filter(r -> r.shortCode().equals("5270011")).toList();
    var balance = till.getFirst().balanceCents() - till.getFirst().amountCents();
    var floor = balance;
    var last = day;
    for (var payment : till) {
      for (var reversal : reversed) {
        var between = !reversal.at().isBefore(last) && reversal.at().isBefore(payment.paidAt());
        balance -= between ? reversal.amountCents() : 0;
      }
      last = payment.paidAt();
      balance += payment.amountCents();
      assertThat(payment.balanceCents()).isEqualTo(balance);
    }
    var sweep =
        shop.between(day, end).filter(p -> p.account().equals("5270011")).findFirst().orElseThrow();
    var swept = Math.round((balance - floor) * (1 - Mpesa.CHARGE / 1e4));
    assertThat(sweep.shortCode()).isEqualTo("5270010");
    assertThat(sweep.phone()).isEmpty();
    assertThat(sweep.amountCents()).isCloseTo(swept, within(1L));
  }

  @Test
  void rushesAtAnEvenPace() {
    var second = shop.rush(TO, 500).limit(1_500).toList();
    assertThat(second).allMatch(p -> p.paidAt().truncatedTo(ChronoUnit.SECONDS).equals(p.paidAt()));
    assertThat(second.getLast().paidAt()).isEqualTo(TO.plusSeconds(2));
    assertThat(shop.rush(TO, 500).limit(1_500).toList()).isEqualTo(second);
    assertThatThrownBy(() -> shop.rush(TO, 0)).hasMessageContaining("above 0");
  }

  @Test
  void tradesAtWhateverTillsThereAre() {
    var week = Duration.ofDays(7);
    var tills =
        List.of(
            new Outlet("600111", Outlet.Kind.HEAD_OFFICE, null, null),
            new Outlet("5111111", Outlet.Kind.BUY_GOODS, "Thika Road", "600111"),
            new Outlet("5111112", Outlet.Kind.BUY_GOODS, "Ngara", null));
    var small = new Shop(1, Profile.of("Small", tills).withPaymentsADay(100));
    assertThat(small.between(TO.minus(week), TO).toList())
        .hasSizeBetween(400, 1_000)
        .allMatch(p -> List.of("600111", "5111111", "5111112").contains(p.shortCode()));

    var paybill = List.of(new Outlet("600222", Outlet.Kind.PAYBILL, null, null));
    var online = new Shop(1, Profile.of("Online", paybill).withPaymentsADay(100));
    assertThat(online.between(TO.minus(week), TO).filter(SimulatedPayment::isCustomers))
        .isNotEmpty()
        .allMatch(payment -> !payment.account().isEmpty());

    assertThatThrownBy(() -> Profile.of("Empty", List.of())).hasMessageContaining("configure");
  }

  @Test
  void nothingIsPaidBeforeTheOpening() {
    var opened = LocalDate.of(2026, 8, 1);
    var young = new Shop(3, Profile.DEMO.withOpened(opened));
    var first = young.between(FROM, TO).findFirst().orElseThrow();
    assertThat(local(first).toLocalDate()).isEqualTo(opened);
  }

  @Test
  void sixMonthsWithTheirBodiesTakeSeconds() {
    var start = System.nanoTime();
    var bytes =
        new Shop(9, Profile.DEMO)
            .between(FROM, TO)
            .mapToLong(p -> ConfirmationBody.of(p, PayerMix.DEFAULT.form(p)).length)
            .sum();
    assertThat(bytes).isPositive();
    // About one second on two idle cores; the margin is for a build on a busy machine.
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(40));
  }

  private static Stream<SimulatedPayment> customers() {
    return history.stream().filter(SimulatedPayment::isCustomers);
  }

  private static OffsetDateTime local(SimulatedPayment payment) {
    return payment.paidAt().atOffset(WallTime.NAIROBI);
  }

  private static <K> Map<K, Long> perDay(String till, Function<OffsetDateTime, K> key) {
    return customers()
        .filter(payment -> payment.shortCode().equals(till))
        .collect(groupingBy(payment -> key.apply(local(payment)), counting()));
  }

  private static double mean(Map<LocalDate, Long> days, IntPredicate dayOfMonth) {
    return days.entrySet().stream()
        .filter(day -> dayOfMonth.test(day.getKey().getDayOfMonth()))
        .mapToLong(Map.Entry::getValue)
        .average()
        .orElseThrow();
  }

  private static void assertDated(String receipt, Instant at) {
    var date = at.atOffset(WallTime.NAIROBI);
    assertThat(receipt).matches("[A-Z0-9]{10}");
    assertThat(receipt.charAt(0)).isEqualTo((char) ('A' + date.getYear() - 2006));
    assertThat(receipt.charAt(1)).isEqualTo((char) ('A' + date.getMonthValue() - 1));
    assertThat(Character.digit(receipt.charAt(2), 36)).isEqualTo(date.getDayOfMonth());
  }
}
