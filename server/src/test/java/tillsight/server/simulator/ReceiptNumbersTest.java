package tillsight.server.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

class ReceiptNumbersTest {

  @Test
  void encodesKnownDates() {
    var receipts = new ReceiptNumbers(1);
    assertThat(receipts.ofPayment(LocalDate.of(2023, 11, 21), 0)).startsWith("RKL");
    assertThat(receipts.ofPayment(LocalDate.of(2026, 3, 2), 0)).startsWith("UC2");
    assertThat(receipts.ofPayment(LocalDate.of(2024, 12, 31), 0)).startsWith("SLV");
  }

  @Test
  void numbersOfItsOwnAreUniqueToo() {
    var receipts = new ReceiptNumbers(1);
    var last = LocalDate.of(2026, 3, 2).atTime(23, 59, 59);
    var all = new HashSet<String>();
    for (var number = 69_000; number < 71_000; number++) {
      assertThat(all.add(receipts.ofOwn(last, number))).isTrue();
    }
    assertThat(all).allMatch(receipt -> receipt.matches("UC2[A-Z0-9]{7}"));
    assertThat(all).doesNotContain(receipts.ofMoment(last));
  }
}
