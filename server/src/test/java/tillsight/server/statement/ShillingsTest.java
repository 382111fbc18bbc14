package tillsight.server.statement;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShillingsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1,234.50|123450",
        "12,345,678.9|1234567890",
        "-1,200.00|-120000",
        "- 5|-500",
        "(33.10)|-3310",
        "KES 1,000.00|100000",
        "Ksh. 7|700",
        "0.00|0",
        "10.5000|1050"
      })
  void readsWhatPortalsWrite(String text, long cents) {
    assertThat(Shillings.cents(text)).isEqualTo(cents);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1,50",
        "1.234,50",
        "1,2345.00",
        "1.2E+05",
        "######",
        "12.345",
        "ten",
        "--5",
        "1 000"
      })
  void takesNothingElseForAnAmount(String text) {
    assertThat(Shillings.cents(text)).isNull();
  }

  @Test
  void forgivesSpreadsheetsTheirRounding() {
    assertThat(Shillings.cents(new Cell("0.30000000000000004", Cell.Kind.NUMBER))).isEqualTo(30);
    assertThat(Shillings.cents(new Cell("1234.5599999999999", Cell.Kind.NUMBER))).isEqualTo(123456);
    assertThat(Shillings.cents(new Cell("0.305", Cell.Kind.NUMBER))).isNull();
  }

  @Test
  void writesForPeople() {
    assertThat(Shillings.text(123456789)).isEqualTo("KES 1,234,567.89");
    assertThat(Shillings.text(-5)).isEqualTo("KES -0.05");
  }
}
