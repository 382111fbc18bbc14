package tillsight.server.callback;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tillsight.server.payer.PayerEvidence;
import tillsight.server.payment.Flag;

class StatementPaymentTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          254712345678 - JANE DOE | ''                                                | ''   | plain  | 2547 ***** 678 | JANE     | ''
          2547****287 - JANE      | Pay Bill from 2547****287 - JANE Acc. INV 7       | ''   | masked | 2547****287    | JANE     | INV 7
          ''                      | Pay Bill Online from 2547****678 - JOE M Acc. REF | ''   | masked | 2547****678    | JOE      | REF
          ''                      | Merchant Payment from 254721***933 - ANN LEE      | ''   | masked | 254721***933   | ANN      | ''
          JANE DOE                | Pay Bill Acc. X                                   | ACC1 | none   | -              | JANE     | ACC1
          600111 - BANK OF X LTD  | Pay Bill                                          | ''   | none   | -              | BANK OF X LTD | ''
          254712345678            | ''                                                | ''   | plain  | 2547 ***** 678 | ''       | ''
          ''                      | ''                                                | ''   | none   | -              | ''       | ''
          """)
  void tellsWhoPaidForWhat(
      String party,
      String details,
      String account,
      String form,
      String mask,
      String name,
      String paidFor) {
    var said = said(line("Pay Bill", party, details, account));

    assertThat(said.payer().form().word()).isEqualTo(form);
    assertThat(said.payer().mask()).isEqualTo(mask);
    assertThat(said.firstName()).isEqualTo(name);
    assertThat(said.account()).isEqualTo(paidFor);
  }

  @Test
  void joinsWithTheSamePayersConfirmations() {
    var said = said(line("Pay Bill", "254712345678 - JANE DOE", "", ""));

    assertThat(said.payer()).isEqualTo(PayerEvidence.of("254712345678", "JANE"));
  }

  @ParameterizedTest
  @CsvSource({
    "Pay Bill Online, Pay Bill Online",
    "Standing Order Pay Bill, Pay Bill",
    "Pay Utility with OD via STK, Pay Bill",
    "Pay Merchant, Customer Merchant Payment",
    "Organization To Organization Transfer, Organization To Organization Transfer"
  })
  void statesTheTypeThatAConfirmationStates(String type, String stated) {
    assertThat(said(line(type, "", "", "")).transactionType()).isEqualTo(stated);
  }

  @Test
  void flagsWhatIsUnusual() {
    assertThat(said(line("Something New", "", "", "")).flags()).isEqualTo(Flag.UNLISTED_TYPE.bit());
    var line = line("Pay Bill", "", "", "");
    var late =
        new StatementLine(
            line.shortCode(),
            line.receipt(),
            Instant.parse("2026-05-02T07:00:00Z"),
            line.type(),
            "",
            "",
            "",
            "",
            5_00,
            0,
            null);
    assertThat(said(late).flags()).isEqualTo(Flag.RECEIPT_DATE.bit());
  }

  @Test
  void isReadAnewFromWhatWasKept() {
    var line = line("Pay Bill Online", "2547****287 - J\u00c9 \"X\"", "Pay Bill\tAcc. 1", "");

    assertThat(StatementLine.of(line.bytes())).isEqualTo(line);
    assertThat(StatementPayment.ofBody(line.bytes())).isEqualTo(StatementPayment.read(line));
  }

  @Test
  void takesNothingThatLeftForAPayment() {
    var out =
        new StatementLine(
            "600984",
            "UC20000001",
            Instant.parse("2026-03-02T07:00:00Z"),
            "Pay Utility Reversal",
            "",
            "",
            "",
            "UC20000002",
            0,
            5_00,
            null);

    assertThat(StatementPayment.ofBody(out.bytes())).isInstanceOf(Callback.Unreadable.class);
  }

  private static Callback.Confirmation said(StatementLine line) {
    return ((Callback.Paid) StatementPayment.read(line)).confirmation();
  }

  private static StatementLine line(String type, String party, String details, String account) {
    return new StatementLine(
        "600984",
        "UC20000001",
        Instant.parse("2026-03-02T07:00:00Z"),
        type,
        details,
        party,
        account,
        "",
        5_00,
        0,
        1_000_00L);
  }
}
