package tillsight.ui.common;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShillingsTest {

  @Test
  void writesSumsToTheShillingAndPaymentsToTheCent() {
    assertThat(Shillings.whole(123_456_700)).isEqualTo("KES 1,234,567");
    assertThat(Shillings.exact(150_050)).isEqualTo("KES 1,500.50");
    assertThat(Shillings.exact(150_000)).isEqualTo("KES 1,500");
  }

  @Test
  void shortensForNarrowPlaces() {
    assertThat(Shillings.brief(123_456_700)).isEqualTo("KES 1.23M");
    assertThat(Shillings.brief(4_560_000)).isEqualTo("KES 45.6K");
    assertThat(Shillings.brief(99_900)).isEqualTo("KES 999");
  }

  @Test
  void writesSharesAndMeans() {
    assertThat(Shillings.percent(0.071)).isEqualTo("7.1%");
    assertThat(Shillings.percent(0.785)).isEqualTo("79%");
    assertThat(Shillings.percent(0)).isEqualTo("0%");
    assertThat(Shillings.mean(42.4)).isEqualTo("42");
    assertThat(Shillings.mean(2.75)).isEqualTo("2.8");
  }

  @Test
  void callsNothingWholeThatIsNot() {
    assertThat(Shillings.share(1)).isEqualTo("100%");
    assertThat(Shillings.share(0.99999)).isEqualTo("99.99%");
    assertThat(Shillings.share(0.983)).isEqualTo("98.3%");
    assertThat(Shillings.share(0)).isEqualTo("0%");
  }
}
