package tillsight.server.callback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tillsight.server.TestServer;

/** What M-PESA is told when it asks whether a payment may go through. */
class ValidationTest {

  @RegisterExtension
  static final TestServer server =
      new TestServer(Map.of("TILLSIGHT_FIXED_CLOCK", "2026-03-02T12:00:00Z"));

  private static final String VALIDATION = "/c2b/" + TestServer.TOKEN + "/validation";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          known account                  | OrgAccountBalance=""              | 0
          account in lower case          | BillRefNumber="acc001"            | 0
          account padded                 | BillRefNumber="  ACC001 \\t"      | 0
          account with spaces inside     | BillRefNumber="acc 001"           | 0
          account of two words           | BillRefNumber="sample TRANSACTION" | 0
          account of two words, together | BillRefNumber="SampleTransaction" | 0
          unknown account                | BillRefNumber="ACC002"            | C2B00012
          account that starts as one     | BillRefNumber="ACC0011"           | C2B00012
          blank account                  | BillRefNumber=""                  | C2B00012
          missing account                | -BillRefNumber                    | C2B00012
          null account                   | BillRefNumber=null                | C2B00012
          blank account at a till        | BillRefNumber=""; BusinessShortCode="5120001" | 0
          store number                   | BillRefNumber=""; BusinessShortCode="5120009" | 0
          type blank                     | TransactionType=""                | 0
          type missing                   | -TransactionType                  | 0
          blocked payer                  | MSISDN="254700000000"             | C2B00011
          blocked payer from 07          | MSISDN="0700000000"               | C2B00011
          another payer                  | MSISDN="254722000000"             | 0
          payer masked                   | MSISDN="2547 ***** 000"           | 0
          payer missing                  | -MSISDN                           | 0
          minimum                        | TransAmount="1.00"                | 0
          below the minimum              | TransAmount="0.99"                | C2B00013
          maximum                        | TransAmount="250000"              | 0
          above the maximum              | TransAmount="250000.01"           | C2B00013
          missing amount                 | -TransAmount                      | C2B00013
          null amount                    | TransAmount=null                  | C2B00013
          negative amount                | TransAmount="-5"                  | C2B00013
          huge amount                    | TransAmount=1e400                 | C2B00013
          two amounts that disagree      | TransAmount="5.00","TransAmount":"900000" | C2B00013
          missing short code             | -BusinessShortCode                | C2B00015
          unknown short code             | BusinessShortCode="600985"        | C2B00015
          time missing                   | -TransTime                        | 0
          time ahead                     | TransTime="20260302180000"        | 0
          receipt of no known form       | TransID="X"                       | 0
          """)
  void isDecidedByTheRules(String name, String edits, String code) {
    assertThat(ask(Bodies.edited(Bodies.receipt(), edits))).as(name).isEqualTo(answer(code));
  }

  @Test
  void knowsABlockedPayerByTheHash() throws Exception {
    var hash =
        java.util.HexFormat.of()
            .formatHex(
                java.security.MessageDigest.getInstance("SHA-256")
                    .digest("254700000000".getBytes(UTF_8)));

    assertThat(ask(Bodies.edited(Bodies.receipt(), "MSISDN=\"" + hash + "\"")))
        .isEqualTo(answer("C2B00011"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "null", "[]", "{}", "{\"TransID\":", "a=1&b=2", "\u0000"})
  void declinesWhatItCannotRead(String body) {
    assertThat(ask(body.getBytes(UTF_8))).isEqualTo(answer("C2B00016"));
  }

  @Test
  void isNoPayment() {
    var receipt = Bodies.receipt();

    ask(Bodies.confirmation(receipt));
    var confirmed =
        server.post("/c2b/" + TestServer.TOKEN + "/confirmation", Bodies.confirmation(receipt));

    assertThat(confirmed.statusCode()).isEqualTo(200);
    var rows =
        server
            .postgres()
            .pool()
            .query("SELECT outcome FROM callback WHERE receipt = '" + receipt + "'")
            .execute()
            .await();
    assertThat(rows.iterator().next().getString("outcome")).isEqualTo("booked");
  }

  private static String ask(byte[] body) {
    var response = server.post(VALIDATION, body);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.getHeader("Content-Type")).isEqualTo("application/json");
    return response.bodyAsString();
  }

  private static String answer(String code) {
    return "{\"ResultCode\":\"%s\",\"ResultDesc\":\"%s\"}"
        .formatted(code, code.equals("0") ? "Accepted" : "Rejected");
  }
}
