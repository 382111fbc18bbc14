package tillsight.server.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultsTest {

  private static final List<SimulatedPayment> PAYMENTS =
      new Shop(1, Profile.DEMO)
          .between(Instant.parse("2026-03-02T00:00:00Z"), Instant.parse("2026-03-20T00:00:00Z"))
          .toList();

  @Test
  void withoutFaultsEachComesOnceAndSoon() {
    var deliveries = deliveries(Faults.NONE);
    assertThat(deliveries).hasSameSizeAs(PAYMENTS).noneMatch(Delivery::lost);
    for (var delivery : deliveries) {
      assertThat(Duration.between(delivery.payment().paidAt(), delivery.at()))
          .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(3));
    }
  }

  @Test
  void repeatsDelaysAndLosesInTheGivenShares() {
    var deliveries = deliveries(Faults.parse("duplicates=0.05, reorder=0.2, loss=0.1", 3));
    var size = (double) PAYMENTS.size();
    var lost = deliveries.stream().filter(Delivery::lost).count();
    var repeats = deliveries.stream().filter(Delivery::repeat).count();
    var late =
        deliveries.stream()
            .filter(delivery -> !delivery.repeat())
            .filter(d -> d.at().isAfter(d.payment().paidAt().plusSeconds(4)))
            .count();
    assertThat(lost / size).isCloseTo(0.1, within(0.01));
    assertThat(repeats / (size - lost)).isCloseTo(0.05, within(0.01));
    assertThat(late / size).isCloseTo(0.2, within(0.015));
    assertThat(deliveries).hasSize(PAYMENTS.size() + (int) repeats);
  }

  @Test
  void deliversInOrderOfArrivalAndRepeatsTheSameBytes() {
    var deliveries = deliveries(Faults.parse("duplicates,reorder,loss", 3));
    assertThat(deliveries).isSortedAccordingTo((a, b) -> a.at().compareTo(b.at()));
    assertThat(deliveries.stream().map(delivery -> delivery.payment().paidAt()).toList())
        .isNotEqualTo(deliveries.stream().map(d -> d.payment().paidAt()).sorted().toList());
    var bodies = new HashMap<String, byte[]>();
    for (var delivery : deliveries) {
      var first = bodies.putIfAbsent(delivery.receipt(), delivery.body());
      assertThat(first != null).isEqualTo(delivery.repeat());
      assertThat(first == null || first == delivery.body()).isTrue();
    }
  }

  @Test
  void aBurstHoldsBackWhatComesAndThenBringsAllOfItInOrder() {
    var plain = deliveries(Faults.NONE.withSeed(3));
    var burst = deliveries(Faults.parse("burst=0.25", 3));

    var held =
        burst.stream()
            .filter(d -> d.at().isAfter(d.payment().paidAt().plusSeconds(3)))
            .collect(groupingBy(d -> d.at().truncatedTo(ChronoUnit.SECONDS)));
    assertThat(burst).noneMatch(Delivery::lost);
    assertThat(receipts(burst)).containsExactlyElementsOf(receipts(plain));
    var all = held.values().stream().mapToLong(List::size).sum();
    assertThat(all / (double) PAYMENTS.size()).isCloseTo(0.25, within(0.05));
    assertThat(held.values()).anyMatch(together -> together.size() > 4);
  }

  @Test
  void anOutageLosesWhatComesMeanwhile() {
    var deliveries = deliveries(Faults.parse("outage=0.25,duplicates", 3));

    var lost = deliveries.stream().filter(Delivery::lost).toList();
    assertThat(lost.size() / (double) PAYMENTS.size()).isCloseTo(0.25, within(0.05));
    // Twenty minutes have five dark ones in a row.
    var spans = lost.stream().map(d -> d.at().getEpochSecond() / 1200).distinct().count();
    assertThat(spans).isLessThan(PAYMENTS.size() / 10);
    assertThat(lost).extracting(Delivery::receipt).doesNotHaveDuplicates();
  }

  @Test
  void tampersWithTheAmountOfASecondBodyOnly() {
    var deliveries = deliveries(Faults.parse("tamper=0.1,loss=0.5,reorder", 3));

    var tampered = deliveries.stream().filter(Delivery::tampered).toList();
    assertThat(tampered.size() / (double) PAYMENTS.size()).isCloseTo(0.05, within(0.01));
    for (var second : tampered) {
      var first =
          deliveries.stream()
              .filter(d -> d.receipt().equals(second.receipt()) && !d.tampered())
              .findFirst()
              .orElseThrow();
      assertThat(first.lost()).isFalse();
      assertThat(second.at()).isAfter(first.at());
      assertThat(amount(second)).isNotEqualTo(amount(first));
      assertThat(text(second).replace(amount(second), amount(first))).isEqualTo(text(first));
    }
  }

  @Test
  void isTheSameForASeed() {
    var faults = Faults.parse("duplicates,reorder,loss,burst,outage,tamper", 5);
    assertThat(texts(faults)).isEqualTo(texts(faults));
    assertThat(texts(faults)).isNotEqualTo(texts(Faults.parse("duplicates,reorder,loss", 6)));
  }

  @Test
  void saysWhatIsWrongWithAList() {
    assertThat(Faults.parse("none", 0)).isEqualTo(Faults.NONE);
    assertThat(Faults.parse("", 0)).isEqualTo(Faults.NONE);
    assertThatThrownBy(() -> Faults.parse("dupes", 0))
        .hasMessageStartingWith("there is no fault 'dupes'; write")
        .hasMessageContaining("burst, outage, tamper");
    assertThatThrownBy(() -> Faults.parse("loss=lots", 0)).hasMessageContaining("from 0 to 1");
    assertThatThrownBy(() -> Faults.parse("loss=1.5", 0)).hasMessageContaining("from 0 to 1");
    assertThatThrownBy(() -> Faults.parse("loss=NaN", 0)).hasMessageContaining("from 0 to 1");
  }

  private static List<String> receipts(List<Delivery> deliveries) {
    return deliveries.stream().map(Delivery::receipt).toList();
  }

  private static String text(Delivery delivery) {
    return new String(delivery.body(), UTF_8);
  }

  private static String amount(Delivery delivery) {
    return text(delivery).replaceFirst(".*(\"TransAmount\":\"[^\"]*\").*", "$1");
  }

  private static List<String> texts(Faults faults) {
    return deliveries(faults).stream().map(Delivery::toString).toList();
  }

  private static List<Delivery> deliveries(Faults faults) {
    var deliveries = new ArrayList<Delivery>();
    faults.deliveries(PAYMENTS.stream(), PayerMix.DEFAULT).forEachRemaining(deliveries::add);
    return deliveries;
  }
}
