package tillsight.server.daraja;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tillsight.server.daraja.DarajaRefusal.Why;

class PullAnswerTest {

  @ParameterizedTest
  @CsvSource({
    "300_pull_nested_one_known_one_missed.json, ROWS, UC2C81E728 UC2MISSED1",
    "301_pull_flat_list.json, ROWS, UC2MISSED1",
    "302_pull_two_inner_lists.json, ROWS, UC2PULLA01 UC2PULLA02",
    "303_pull_1001_empty_nested.json, NOTHING, ''",
    "304_pull_1001_string_transaction.json, NOTHING, ''",
    "305_pull_1001_unregistered_shortcode.json, UNREGISTERED, ''",
    "307_pull_z_suffix_is_nairobi_time.json, ROWS, UC2C81E728 UC2PULLZ01",
    "308_pull_z_suffix_is_utc.json, ROWS, UC2C81E728 UC2PULLU01",
    "310_pull_zoneless_time.json, ROWS, UC2PULLL01",
    "312_pull_sender_placeholder.json, ROWS, UC2PULLS01",
    "313_pull_settlement_row_not_revenue.json, ROWS, UC2PULLT01",
    "314_pull_same_page_again.json, ROWS, UC2C81E728 UC2MISSED1",
    "315_pull_amount_conflicts_with_confirmation.json, ROWS, UC2C81E728",
    "318_pull_documented_sample_receipt.json, ROWS, yzlyrEsRG1",
  })
  void readsThePagesOfTheCorpus(String file, PullPage.Kind kind, String receipts) {
    var page = page(PullAnswer.parse(vector(file)));

    assertThat(page.kind()).isEqualTo(kind);
    assertThat(String.join(" ", page.rows().stream().map(PullRow::receipt).toList()))
        .isEqualTo(receipts);
  }

  @ParameterizedTest
  @CsvSource({
    "324_pull_error_spike_arrest.json, SPIKE_ARREST",
    "325_pull_html_gateway_error.json, UNAVAILABLE",
  })
  void takesTheErrorsOfTheCorpusForErrors(String file, Why why) {
    assertThat(refusal(PullAnswer.parse(vector(file))))
        .satisfies(refusal -> assertThat(refusal.why()).isEqualTo(why))
        .satisfies(refusal -> assertThat(refusal.why().retryHelps()).isTrue());
  }

  @Test
  void readsTheRegistrationOfTheCorpus() {
    var body = Buffer.buffer(vector("319_pull_register_ok_spaced_keys.json"));

    assertThat(PullTransactions.registered(new Answer(200, body, null)).state())
        .isEqualTo(Registered.State.REGISTERED);
  }

  @Test
  void keepsEveryValueAsItWasSent() {
    var rows =
        page(parse(
                """
                    {"ResponseCode": 1000, "Response": [[
                      {"transactionId": " UC2 ", "trxDate": null, "msisdn": 254708374149,
                       "sender": "Jane  Doe", "transactiontype": "c2b-pay-bill-debit",
                       "billreference": 007, "amount": 2697.10, "organizationname": "X"},
                      {"Transaction Id": "UC3", "amount": 1e2, "billreference": 0.10},
                      {}, {"sender": null}
                    ]]}
                    """
                    .replace("007", "\"007\"")))
            .rows();

    assertThat(rows)
        .containsExactly(
            new PullRow(
                " UC2 ", "", "254708374149", "Jane  Doe", "c2b-pay-bill-debit", "007", "2697.10"),
            new PullRow("UC3", "", "", "", "", "0.10", "1e2"));
    assertThat(rows.toString()).doesNotContain("254708374149", "Jane");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'ResponseCode':'1000','Response':[]}",
        "{'ResponseCode':'1000','Response':[[],[]]}",
        "{'Response Code':'1001','Response Message':'Null'}",
        "{'ResponseCode':'1001','Response':null}",
        "{'RequestID':'x','ResponseCode':'500','ResponseMessage':'Failed to retrieve transactions'}",
        "{'errorCode':'500','errorMessage':'Failed to retrieve transactions'}",
        "{'Response':[[]]}",
        "[[]]",
      })
  void readsThatThereIsNothing(String body) {
    assertThat(page(parse(body)).kind()).isEqualTo(PullPage.Kind.NOTHING);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[[{'transactionId':'A'}]]",
        "[{'transactionId':'A'}]",
        "{'Response':{'transactionId':'A'}}",
        "{'Response':[[[{'transactionId':'A'}]]]}",
        "{'Transaction':'[[{\\'transactionId\\':\\'A\\'}]]'}",
        "{'ResponseCode':'1001','Response':[[{'TransactionID':'A'}]]}",
      })
  void findsRowsInWhateverTheyAreWrapped(String body) {
    assertThat(page(parse(body)).rows()).extracting(PullRow::receipt).containsExactly("A");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "'x'",
        "3",
        "{}",
        "{",
        "{'Response':[[{'transactionId':'A'}",
        "{'Response':[[{'transactionId':'A'}]]}{}",
        "{'errorCode':'401.001','errorMessage':'Invalid token'}",
        "{'errorCode':'400.001','Response':[[{'transactionId':'A'}]]}",
        "{'ResponseCode':'9','Response':[[]]}",
        "{'fault':{'faultstring':'x'}}",
        "<!doctype html>",
        "\u0000\u0001",
      })
  void takesNothingElseForAnAnswer(String body) {
    assertThat(refusal(parse(body)).getMessage()).isNotBlank();
  }

  @Test
  void survivesDeepNesting() {
    assertThat(refusal(parse("{'Response':" + "[".repeat(10_000)))).isNotNull();
  }

  @Test
  void shortensAndCleansTheMessage() {
    var page = page(parse("{'ResponseCode':'1001','ResponseMessage':'None for 254708374149'}"));

    assertThat(page.message()).isEqualTo("None for 2547 ***** 149");
  }

  private static PullPage page(PullAnswer answer) {
    return ((PullAnswer.Told) answer).page();
  }

  private static DarajaRefusal refusal(PullAnswer answer) {
    return ((PullAnswer.Failed) answer).refusal();
  }

  private static PullAnswer parse(String singleQuoted) {
    return PullAnswer.parse(singleQuoted.replace('\'', '"').getBytes(UTF_8));
  }

  private static byte[] vector(String name) {
    try (var file = PullAnswerTest.class.getResourceAsStream("/payloads/" + name)) {
      return Objects.requireNonNull(file, name).readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
