package tillsight.server.statement;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tillsight.server.business.Till;
import tillsight.server.callback.StatementLine;

class MeaningTest {

  /**
   * Every type that is known from statements (daraja.md 8), in both directions where it matters.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Pay Utility                                        | in  | PAYBILL     | PAYMENT
          Pay Bill Online                                    | in  | PAYBILL     | PAYMENT
          Standing Order Pay Bill                            | in  | PAYBILL     | PAYMENT
          Pay Utility with OD via STK                        | in  | PAYBILL     | PAYMENT
          Pay Utility with OD Online                         | in  | PAYBILL     | PAYMENT
          Customer Buy Goods Online                          | in  | BUY_GOODS   | PAYMENT
          Pay Merchant                                       | in  | BUY_GOODS   | PAYMENT
          Merchant Payment                                   | in  | BUY_GOODS   | PAYMENT
          Merchant Payment Online                            | in  | BUY_GOODS   | PAYMENT
          Customer Merchant Payment                          | in  | BUY_GOODS   | PAYMENT
          Customer Merchant Payment                          | in  | HEAD_OFFICE | PAYMENT
          Organization To Organization Transfer              | in  | PAYBILL     | PAYMENT
          Organization To Organization Transfer              | in  | HEAD_OFFICE | SETTLEMENT
          Organisation To Organisation Transfer              | out | BUY_GOODS   | SETTLEMENT
          Something New                                      | in  | PAYBILL     | PAYMENT
          Something New                                      | in  | HEAD_OFFICE | OTHER
          Something New                                      | out | PAYBILL     | OTHER
          Pay Bill Charge                                    | out | PAYBILL     | CHARGE
          Business Pay Bill Charge                           | out | PAYBILL     | CHARGE
          Pay Bill Charge                                    | in  | PAYBILL     | CHARGE
          Business Payment to Customer                       | out | PAYBILL     | PAYOUT
          Business Payment Reversal                          | in  | PAYBILL     | PAYOUT
          Utility Account to Organization Settlement Account | out | PAYBILL     | SETTLEMENT
          Organization Settlement Account to Utility Account | in  | PAYBILL     | SETTLEMENT
          Organization Settlement                            | out | PAYBILL     | SETTLEMENT
          Real Time Settlement                               | out | BUY_GOODS   | SETTLEMENT
          Withdraw Funds to Bank                             | out | HEAD_OFFICE | WITHDRAWAL
          Withdrawal Charge                                  | out | HEAD_OFFICE | CHARGE
          OD Payment Transfer                                | out | BUY_GOODS   | OTHER
          Pay Utility Reversal by JOHN CHARGES               | out | PAYBILL     | REVERSAL
          Pay Merchant Reversal by OPERATOR                  | out | BUY_GOODS   | REVERSAL
          """)
  void tellsWhatARowIs(String type, String direction, Till.Kind till, Meaning meaning) {
    assertThat(Meaning.of(line(type, type, direction), till, "utility")).isEqualTo(meaning);
    assertThat(Meaning.of(line("", type + " from 2547***123 - FEE", direction), till, null))
        .as("by its details alone")
        .isEqualTo(meaning);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Utility Account to Working Account | in  | SETTLEMENT
          Withdraw Funds to Bank             | out | WITHDRAWAL
          Pay Utility                        | in  | OTHER
          Pay Utility Reversal by X          | out | OTHER
          """)
  void findsNoPaymentsOnOtherAccounts(String type, String direction, Meaning meaning) {
    var line = line(type, type, direction);

    assertThat(Meaning.of(line, Till.Kind.PAYBILL, "working")).isEqualTo(meaning);
  }

  @ParameterizedTest
  @CsvSource({
    "Pay Utility, Pay Utility Reversal by OPERATOR",
    "'', Pay Merchant Reversal by OPERATOR"
  })
  void findsReversalsByTheirDetails(String type, String details) {
    assertThat(Meaning.of(line(type, details, "out"), Till.Kind.PAYBILL, null))
        .isEqualTo(Meaning.REVERSAL);
  }

  private static StatementLine line(String type, String details, String direction) {
    var in = direction.equals("in") ? 5_00 : 0;
    return new StatementLine(
        "600984",
        "UC20000001",
        Instant.parse("2026-03-02T07:00:00Z"),
        type,
        details,
        "",
        "",
        "",
        in,
        5_00 - in,
        null);
  }
}
