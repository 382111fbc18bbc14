package tillsight.ui.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tillsight.ui.client.Payment;

class PaymentExportTest {

  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+254", "-2", "@SUM(A1)", "\t=1", "\r=1", " =1", "\u202e=1"})
  void neverLetsASpreadsheetTakeANameForAFormula(String name) {
    assertThat(PaymentExport.cell(name)).startsWith("\"'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock = "Amina|Amina\na,b|\"a,b\"\nsay \"hi\"|\"say \"\"hi\"\"\"")
  void quotesWhatWouldBreakALine(String text, String cell) {
    assertThat(PaymentExport.cell(text)).isEqualTo(cell);
  }

  @Test
  void writesTimesInTheBusinesssZoneAndMoneyInShillings() {
    var payment =
        new Payment(
            "UC2QX7K1ZP",
            Instant.parse("2026-03-02T11:02:47Z"),
            null,
            125_050,
            "5120001",
            "Counter 1",
            "buy-goods",
            null,
            "2547 ***** 126",
            "masked",
            "Wanjiku",
            null,
            "callback",
            "yes",
            0);

    assertThat(PaymentExport.line(payment, ZoneId.of("Africa/Nairobi")))
        .isEqualTo(
            "UC2QX7K1ZP,2026-03-02T14:02:47+03:00,5120001,Counter 1,buy-goods,2547 ***** 126,"
                + "Wanjiku,,1250.50,0.00,yes,callback\r\n");
  }
}
