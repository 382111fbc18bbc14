package tillsight.server.simulator;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PayerMixTest {

  private static final List<SimulatedPayment> PAYMENTS =
      new Shop(1, Profile.DEMO)
          .rush(Instant.parse("2026-03-02T12:00:00Z"), 1_000)
          .limit(40_000)
          .toList();

  @Test
  void writesAPayerAsMpesaDoes() {
    assertThat(PayerForm.PLAIN.of("254708374149")).isEqualTo("254708374149");
    assertThat(PayerForm.MASKED.of("254708374149")).isEqualTo("2547 ***** 149");
    assertThat(PayerForm.SHA256.of("254722000000"))
        .isEqualTo("8556a495c390f3ba95d2bdf6d06436f2fd09f516531f0a7cd9591c60812fa46d");
    assertThat(PayerForm.SHA256.of("")).isEmpty();
  }

  @Test
  void keepsToTheSharesWhenDrawnByPayment() {
    var mix = PayerMix.DEFAULT.drawnByPayment();
    var counts = PAYMENTS.stream().collect(groupingBy(mix::form, counting()));
    assertThat(counts.get(PayerForm.PLAIN) / 40_000.0).isCloseTo(0.15, within(0.01));
    assertThat(counts.get(PayerForm.MASKED) / 40_000.0).isCloseTo(0.45, within(0.01));
    assertThat(counts.get(PayerForm.SHA256) / 40_000.0).isCloseTo(0.40, within(0.01));
  }

  @Test
  void aTillMostlyKeepsToOneForm() {
    for (var outlet : Profile.DEMO.outlets()) {
      var forms =
          PAYMENTS.stream()
              .filter(payment -> payment.shortCode().equals(outlet.code()))
              .collect(groupingBy(PayerMix.DEFAULT::form, counting()));
      var all = forms.values().stream().mapToLong(Long::longValue).sum();
      assertThat(forms.values()).anyMatch(count -> count > 0.88 * all);
    }
  }

  @Test
  void canBeOfOneFormOnly() {
    assertThat(PAYMENTS).allMatch(p -> PayerMix.only(PayerForm.MASKED).form(p) == PayerForm.MASKED);
  }

  @Test
  void sharesMustAddUp() {
    assertThatThrownBy(() -> new PayerMix(0.5, 0.5, 0.5, 0)).hasMessageContaining("add up to 1");
  }
}
