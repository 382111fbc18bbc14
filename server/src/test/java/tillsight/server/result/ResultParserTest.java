package tillsight.server.result;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import tillsight.server.callback.Doubt;
import tillsight.server.payment.Receipt;

/** What holds of the parser whatever comes in: anything in, a {@link ResultMessage} out. */
@PropertyDefaults(tries = 200)
class ResultParserTest {

  private static final List<String> KEYS =
      List.of(
          "OriginalTransactionID",
          "Amount",
          "TransCompletedTime",
          "ReceiptNo",
          "TransactionStatus",
          "FinalisedTime",
          "AccountBalance",
          "BOCompletedTime",
          "CreditPartyName",
          "DebitPartyName");

  @Property
  void readsAnyBytes(@ForAll @Size(max = 200) byte[] body, @ForAll boolean timeout) {
    assertTotal(body, timeout);
  }

  @Property
  void readsAnyText(@ForAll String text) {
    assertTotal(text.getBytes(UTF_8), false);
  }

  @Property
  void readsAnyJsonInTheResult(@ForAll("json") String json) {
    assertTotal(("{\"Result\":" + json + "}").getBytes(UTF_8), false);
    assertTotal(
        ("{\"Result\":{\"OriginatorConversationID\":\"a\",\"ResultCode\":0,\"ResultParameters\":"
                + json
                + "}}")
            .getBytes(UTF_8),
        false);
  }

  @Property
  void readsAnyValueOfAnyParameter(
      @ForAll("key") String key,
      @ForAll("json") String value,
      @ForAll("key") String other,
      @ForAll("json") String more) {
    assertTotal(
        Answers.of("a", "0", "UC2REV0001", key + "=" + value, other + "=" + more).getBytes(UTF_8),
        false);
  }

  @Property
  void readsAGoodAnswerThatWasDamaged(
      @ForAll @IntRange(max = 400) int at, @ForAll @Size(max = 4) byte[] with) {
    var body = Answers.reversal("a", "UC2REV0001", "UC2PAY0001", "100").getBytes(UTF_8);
    System.arraycopy(with, 0, body, Math.min(at, body.length - with.length), with.length);
    assertTotal(body, false);
  }

  @Example
  void readsReversals() {
    assertThat(says(Answers.reversal("a", "UC2REV0001", "uc2pay0001 ", "50.0")))
        .isEqualTo(
            new Result.Reversal(
                "UC2REV0001", "UC2PAY0001", 50_00L, Instant.parse("2026-03-02T11:30:00Z")));
    assertThat(says(Answers.reversal("a", "UC2REV0001", "UC2PAY0001", "\"1000.5\"")))
        .extracting("amountCents")
        .isEqualTo(1000_50L);
  }

  @Example
  void readsWhatIsMissingAsMissing() {
    assertThat(says(Answers.of("a", "0", "UC2REV0001", "OriginalTransactionID=\"UC2PAY0001\"")))
        .isEqualTo(new Result.Reversal("UC2REV0001", "UC2PAY0001", null, null));
    assertThat(
            says(
                """
                {"Result":{"ResultCode":0,"TransactionID":"UC2REV0001","ResultParameters":
                {"ResultParameter":[{"Key":"OriginalTransactionID","Value":"UC2PAY0001"},
                {"Key":"Amount"},{"Key":"TransCompletedTime","Value":null}]}}}
                """))
        .isEqualTo(new Result.Reversal("UC2REV0001", "UC2PAY0001", null, null));
  }

  @Example
  void holdsReversalsThatCannotBeBelieved() {
    assertThat(says(Answers.reversal("a", "UC2REV0001", "UC2PAY0001", "-5")))
        .isEqualTo(unclear(Doubt.AMOUNT_NOT_POSITIVE));
    assertThat(says(Answers.reversal("a", "UC2REV0001", "UC2PAY0001", "\"1,000\"")))
        .isEqualTo(unclear(Doubt.AMOUNT_UNREADABLE));
    assertThat(says(Answers.reversal("a", "UC2REV0001", "UC2PAY0001", "1e3")))
        .isEqualTo(unclear(Doubt.AMOUNT_UNREADABLE));
    assertThat(says(Answers.reversal("a", "<b>1</b>", "UC2PAY0001", "5")))
        .extracting("doubt")
        .isEqualTo(Doubt.RECEIPT_UNUSUAL);
    assertThat(says(Answers.reversal("a", "UC2PAY0001", "UC2PAY0001", "5")))
        .extracting("doubt")
        .isEqualTo(Doubt.RECEIPT_UNUSUAL);
    assertThat(
            says(
                Answers.of(
                    "a",
                    "0",
                    "UC2REV0001",
                    "OriginalTransactionID=\"UC2PAY0001\"",
                    "Amount=5",
                    "Amount=6")))
        .extracting("doubt")
        .isEqualTo(Doubt.FIELD_TWICE);
    assertThat(
            says(
                Answers.of(
                    "a",
                    "0",
                    "UC2REV0001",
                    "OriginalTransactionID=\"UC2PAY0001\"",
                    "TransCompletedTime=20261302101010")))
        .extracting("doubt")
        .isEqualTo(Doubt.TIME_UNREADABLE);
  }

  @Example
  void readsAStatusWhoseCreditPartyIsCalledTheDebitParty() {
    assertThat(says(Answers.status("a", "UC2PAY0001", "Completed", "\"150.00\"", "Pay Bill")))
        .isEqualTo(
            new Result.Status(
                "UC2PAY0001",
                null,
                "Completed",
                "Pay Bill",
                150_00L,
                Instant.parse("2026-03-02T07:17:14Z"),
                "600984"));
  }

  @Example
  void takesOneParameterInThePlaceOfAList() {
    assertThat(
            says(
                """
                {"Result":{"ResultCode":"0","ResultParameters":{"ResultParameter":
                {"Key":"Receipt No","Value":"UC2PAY0001"}}}}
                """))
        .extracting("receipt")
        .isEqualTo("UC2PAY0001");
  }

  @Example
  void readsBalancesInCents() {
    var said =
        (Result.Balance)
            says(
                Answers.of(
                    "a",
                    "0",
                    "",
                    "AccountBalance=\"Working Account|KES|481000.00|481000.00|0.00|0.008&Utility"
                        + " Account|KES|228037.5|228037.50|0.00|0.00&Charges Paid"
                        + " Account|KES|-1540.00|-1540.00|0.00|0.00\"",
                    "BOCompletedTime=\"20260302235959\""));

    assertThat(said.accounts())
        .containsExactly(
            new Account("Working Account", 481000_00, 481000_00),
            new Account("Utility Account", 228037_50, 228037_50),
            new Account("Charges Paid Account", -1540_00, -1540_00));
    assertThat(said.unreadable()).isZero();
    assertThat(said.at()).isEqualTo("2026-03-02T20:59:59Z");
  }

  @Example
  void countsBalancesThatMakeNoSense() {
    for (var entry :
        List.of(
            "Utility Account|KES|12.00",
            "Utility Account|KES|x|y|z|w",
            "Utility Account|USD|1.00|1.00|0.00|0.00",
            "Utility Account|KES|1.008|1.00|0.00|0.00",
            "|KES|1.00|1.00|0.00|0.00",
            "<b>|KES|1.00|1.00|0.00|0.00",
            "Good|KES|9.00|9.00|0.00|0.00")) {
      var said = AccountBalances.parse("Good|KES|1.00|1.00|0.00|0.00&" + entry);

      assertThat(said.accounts()).containsExactly(new Account("Good", 1_00, 1_00));
      assertThat(said.unreadable()).as(entry).isOne();
    }
  }

  @Example
  void trustsTheCodeAndFlagsTheText() {
    var refused =
        parse(
            """
            {"Result":{"ResultCode":"21","ResultDesc":"The service request is processed \
            successfully.","OriginatorConversationID":"a","TransactionID":"UC2REV0001",\
            "ResultParameters":{"ResultParameter":[{"Key":"OriginalTransactionID",\
            "Value":"UC2PAY0001"},{"Key":"Amount","Value":5}]}}}
            """);

    assertThat(refused.contradictory()).isTrue();
    assertThat(refused.says()).isInstanceOf(Result.Failed.class);
    assertThat(refused.says()).extracting("receipt").isEqualTo("UC2PAY0001");
    assertThat(parse(Answers.reversal("a", "UC2REV0001", "UC2PAY0001", "5")).contradictory())
        .isFalse();
  }

  @Example
  void readsCodesOfAnyForm() {
    assertThat(says(Answers.of("a", "\"000\"", "", "ReceiptNo=\"UC2PAY0001\"")))
        .isInstanceOf(Result.Status.class);
    assertThat(says(Answers.of("a", "0.0", "", "ReceiptNo=\"UC2PAY0001\"")))
        .isInstanceOf(Result.Status.class);
    assertThat(says(Answers.of("a", "\"R000001\"", ""))).extracting("code").isEqualTo("R000001");
    assertThat(says(Answers.of("a", "2032", ""))).extracting("code").isEqualTo("2032");
    assertThat(says(Answers.of("a", "null", ""))).isEqualTo(Result.Unclear.NOTHING);
    assertThat(says(Answers.of("a", "{}", ""))).isEqualTo(Result.Unclear.NOTHING);
    assertThat(((Result.Failed) says(Answers.of("a", "4711", ""))).remedy()).contains("apisupport");
  }

  @Example
  void readsNamesThatAreNotUtf8() {
    var body =
        Answers.reversal("a", "UC2REV0001", "UC2PAY0001", "5")
            .replace("JANE", "JOS\u00c9")
            .getBytes(ISO_8859_1);

    assertThat(ResultParser.parse(body, false).says()).isInstanceOf(Result.Reversal.class);
  }

  @Example
  void holdsWhatSaysSomethingTwice() {
    assertThat(
            says(
                """
                {"Result":{"ResultCode":0,"ResultCode":1,"TransactionID":"UC2REV0001"}}
                """))
        .isInstanceOf(Result.Failed.class);
    assertThat(
            says(
                """
                {"Result":{"ResultCode":1,"ResultCode":0,"TransactionID":"UC2REV0001"}}
                """))
        .extracting("doubt")
        .isEqualTo(Doubt.FIELD_TWICE);
  }

  @Provide
  Arbitrary<String> key() {
    return Arbitraries.of(KEYS);
  }

  @Provide
  Arbitrary<String> json() {
    var text = Arbitraries.strings().ofMaxLength(40).map(ResultParserTest::quoted);
    var number =
        Arbitraries.oneOf(
            Arbitraries.longs().map(String::valueOf),
            Arbitraries.bigDecimals().map(String::valueOf),
            Arbitraries.of("1e400", "-0", "0.00", "99999999999999999999999"));
    var leaf =
        Arbitraries.oneOf(
            text,
            number,
            Arbitraries.of(
                "null",
                "true",
                "\"UC2PAY0001\"",
                "\"20260302101010\"",
                "\"A|KES|1|1|1|1&&|\"",
                "[]",
                "{}"));
    return Arbitraries.lazyOf(
        () -> leaf,
        () -> leaf,
        () -> json().list().ofMaxSize(3).map(items -> "[" + String.join(",", items) + "]"),
        () -> json().map(value -> "{\"ResultParameter\":" + value + "}"),
        () -> json().map(value -> "{\"Key\":\"Amount\",\"Value\":" + value + "}"));
  }

  private static String quoted(String text) {
    return new JsonArray().add(text).encode().replaceAll("^\\[|]$", "");
  }

  private static Result.Unclear unclear(Doubt doubt) {
    return new Result.Unclear(doubt, "UC2PAY0001", null, Instant.parse("2026-03-02T11:30:00Z"));
  }

  private static Result says(String body) {
    return parse(body).says();
  }

  private static ResultMessage parse(String body) {
    return ResultParser.parse(body.getBytes(UTF_8), false);
  }

  private static void assertTotal(byte[] body, boolean timeout) {
    var message = ResultParser.parse(body, timeout);
    if (message.says() instanceof Result.Reversal said) {
      assertThat(Receipt.isValid(said.receipt())).isTrue();
      assertThat(Receipt.isValid(said.original())).isTrue();
      assertThat(said.receipt()).isNotEqualTo(said.original());
      assertThat(said.amountCents() == null || said.amountCents() > 0).isTrue();
    }
    assertThat(message.code().length()).isLessThanOrEqualTo(80);
  }
}
