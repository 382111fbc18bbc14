package tillsight.server.callback;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.constraints.Size;

@PropertyDefaults(tries = 200)
class RedactionTest {

  @Example
  void hidesWhoPaidButForTheFirstName() {
    var body =
        Bodies.edited(
            "UC2AAAAAA1",
            "MSISDN=\"254708374149\"; MiddleName=\"ATIENO\"; LastName=\"ODHIAMBO\";"
                + " InvoiceNumber=\"PETER 0708374149\"; BillRefNumber=\"call +254 708-374-149\"");

    var shown = shown(body);

    assertThat(shown)
        .contains("\"TransID\" : \"UC2AAAAAA1\"", "\"TransAmount\" : \"150.00\"", "WANJIRU")
        .contains("\"BillRefNumber\" : \"call (hidden)\"", "\"MSISDN\" : \"(hidden)\"")
        .contains("\"TransTime\" : \"20260302101714\"")
        .doesNotContain("374149", "374-149", "ATIENO", "ODHIAMBO", "PETER");
  }

  @Example
  void hidesEvenTheFirstNameFromThoseWhoSeeNoCustomers() {
    var body = Bodies.confirmation("UC2AAAAAA1");

    assertThat(new Redaction(false).of("confirmation", body)).doesNotContain("WANJIRU");
    assertThat(new Redaction(false).of("confirmation", cut(body))).doesNotContain("WANJIRU");
    assertThat(new Redaction(false).of("csv", "R,1,2,3,4,JANE,".getBytes(UTF_8)))
        .isEqualTo("(hidden)");
  }

  @Example
  void hidesNumbersInResultsAndPushes() {
    var result =
        """
        {"Result":{"ResultParameters":{"ResultParameter":[
        {"Key":"CreditPartyPublicName","Value":"254708374149 - JANE DOE"},
        {"Key":"Amount","Value":100.50},{"Key":"Other","Value":254708374149}]}}}
        """;
    var push =
        """
        {"Body":{"stkCallback":{"CheckoutRequestID":"ws_CO_02032026120000000708374149",
        "CallbackMetadata":{"Item":[{"Name":"Amount","Value":1.0},
        {"Name":"PhoneNumber","Value":254708374149}]}}}}
        """;

    assertThat(shown(result.getBytes(UTF_8)))
        .contains("100.50")
        .doesNotContain("374149", "JANE", "DOE");
    assertThat(shown(push.getBytes(UTF_8)))
        .contains("1.0", "ws_CO_(hidden)")
        .doesNotContain("374149");
  }

  @Example
  void hidesMasksAndHashes() {
    var hash = "0123456789abcdef".repeat(4);
    assertThat(shown(("{\"a\":\"" + hash + "\",\"b\":\"2547 ***** 126\"}").getBytes(UTF_8)))
        .doesNotContain(hash, "126");
  }

  @Example
  void keepsTheFirstNameOfAStatementsLine() {
    assertThat(
            shown(
                "\"Pay Bill from 2547****678 - JANE WANJIRU DOE Acc. A 1\",\"254708374149 - JANE DOE\""
                    .getBytes(UTF_8)))
        .isEqualTo("\"Pay Bill from (hidden) - JANE Acc. A 1\",\"(hidden) - JANE\"");
  }

  @Example
  void showsWhatIsNoJsonAsPlainText() {
    assertThat(shown(cut(Bodies.edited("UC2AAAAAA1", "MSISDN=\"254708374149\""))))
        .contains("UC2AAAAAA1")
        .doesNotContain("374149");
    assertThat(shown("MSISDN=254708374149&LastName=DOE&TransAmount=5".getBytes(UTF_8)))
        .isEqualTo("MSISDN=(hidden)&LastName=(hidden)&TransAmount=5");
    assertThat(shown("<MSISDN>254708374149</MSISDN><script>".getBytes(UTF_8)))
        .isEqualTo("<MSISDN>(hidden)</MSISDN><script>");
    assertThat(shown("a\u0000b\u202ec\u001b[2J".getBytes(UTF_8)))
        .isEqualTo("a\\u0000b\\u202ec\\u001b[2J");
    assertThat(shown("NJ\u00c9RI".getBytes(ISO_8859_1))).isEqualTo("NJ\ufffdRI");
  }

  @Example
  void showsNoMoreThanAFewKilobytes() {
    assertThat(shown(("{\"a\":\"" + "x".repeat(60_000) + "\"}").getBytes(UTF_8)).length())
        .isLessThanOrEqualTo(Redaction.SHOWN_CHARS_MAX + 2);
    assertThat(shown("\ud83d\ude00".repeat(15_000).getBytes(UTF_8)).length())
        .isLessThanOrEqualTo(Redaction.SHOWN_CHARS_MAX + 2);
  }

  @Property
  void showsAnyBytes(@ForAll @Size(max = 300) byte[] body) {
    var shown = shown(body);

    assertThat(shown.codePoints()).allMatch(c -> c == '\n' || !Character.isISOControl(c));
  }

  private static byte[] cut(byte[] body) {
    return new String(body, UTF_8).replaceFirst("}\\s*$", "").getBytes(UTF_8);
  }

  private static String shown(byte[] body) {
    return new Redaction(true).of("confirmation", body);
  }
}
