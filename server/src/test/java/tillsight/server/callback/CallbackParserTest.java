package tillsight.server.callback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import tillsight.server.business.Business;
import tillsight.server.business.Till;
import tillsight.server.business.ValidationRules;
import tillsight.server.payer.PayerForm;
import tillsight.server.payment.Receipt;

/** What holds of the parser whatever comes in: anything in, a {@link Callback} out. */
@PropertyDefaults(tries = 200)
class CallbackParserTest {

  private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");
  private static final byte[] GOOD = Bodies.confirmation("UC2AAAAAA1");
  private static final Business BUSINESS = business();

  @Property
  void readsAnyBytes(@ForAll @Size(max = 200) byte[] body) {
    assertTotal(body);
  }

  @Property
  void readsAnyText(@ForAll String text) {
    assertTotal(text.getBytes(UTF_8));
  }

  @Property
  void readsAnyJson(@ForAll("json") String json) {
    assertTotal(json.getBytes(UTF_8));
  }

  @Property
  void readsAnyValueInAnyField(@ForAll("field") String field, @ForAll("json") String value) {
    assertTotal(Bodies.edited("UC2AAAAAA1", field + "=" + value.replace("; ", ";")));
  }

  @Property
  void readsAnyValueInAnStkResult(
      @ForAll("json") String amount, @ForAll("json") String receipt, @ForAll("json") String time) {
    var body =
        """
        {"Body":{"stkCallback":{"CheckoutRequestID":"ws_CO_1","ResultCode":0,"CallbackMetadata":{
          "Item":[{"Name":"Amount","Value":%s},{"Name":"MpesaReceiptNumber","Value":%s},
          {"Name":"TransactionDate","Value":%s}]}}}}
        """
            .formatted(amount, receipt, time);

    assertTotal(body.getBytes(UTF_8));
  }

  @Property
  void readsAGoodBodyThatWasDamaged(
      @ForAll @IntRange(max = 300) int at,
      @ForAll @Size(max = 4) byte[] with,
      @ForAll boolean cut) {
    var position = Math.min(at, GOOD.length);
    var rest =
        cut
            ? new byte[0]
            : Arrays.copyOfRange(GOOD, Math.min(position + 1, GOOD.length), GOOD.length);
    var body = new byte[position + with.length + rest.length];
    System.arraycopy(GOOD, 0, body, 0, position);
    System.arraycopy(with, 0, body, position, with.length);
    System.arraycopy(rest, 0, body, position + with.length, rest.length);

    assertTotal(body);
  }

  @Property
  void readsWhatIsGoodExactly(
      @ForAll("receipt") String receipt,
      @ForAll @LongRange(min = 1, max = 999_999_999_99L) long cents,
      @ForAll("time") Instant paidAt,
      @ForAll("payer") Payer payer,
      @ForAll("word") String account) {
    var amount = "\"%d.%02d\"".formatted(cents / 100, cents % 100);
    var time = TIME.format(LocalDateTime.ofInstant(paidAt, ZoneOffset.ofHours(3)));
    var edits =
        "TransAmount=%s; TransTime=\"%s\"; MSISDN=\"%s\"; BillRefNumber=\"%s\""
            .formatted(amount, time, payer.text(), account);

    var callback = CallbackParser.parse(Bodies.edited(receipt, edits), NOW);

    assertThat(callback).isInstanceOf(Callback.Paid.class);
    var said = ((Callback.Paid) callback).confirmation();
    assertThat(said.receipt()).isEqualTo(receipt);
    assertThat(said.amountCents()).isEqualTo(cents);
    assertThat(said.paidAt()).isEqualTo(paidAt);
    assertThat(said.shortCode()).isEqualTo("600984");
    assertThat(said.account()).isEqualTo(account);
    assertThat(said.payer().form()).isEqualTo(payer.form());
  }

  @Property
  void readsTheSameHoweverItIsWritten(
      @ForAll @LongRange(min = 1, max = 99_999_999L) long shillings,
      @ForAll("space") String space) {
    var amounts =
        Set.of(
            "\"%d\"".formatted(shillings),
            "%d".formatted(shillings),
            "\"%d.0\"".formatted(shillings),
            "%d.00".formatted(shillings),
            "\"%s%d.00%s\"".formatted(space, shillings, space));
    var receipts = Set.of("UC2AAAAAA1", "uc2aaaaaa1", space + "UC2aaaaaa1" + space);

    var read =
        amounts.stream()
            .flatMap(
                amount ->
                    receipts.stream()
                        .map(
                            receipt ->
                                CallbackParser.parse(
                                    Bodies.edited(receipt, "TransAmount=" + amount), NOW)))
            .collect(Collectors.toSet());

    assertThat(read).hasSize(1);
  }

  @Property
  void cleansAnyText(@ForAll String text) {
    var clean = Text.clean(text);

    assertThat(clean.codePoints())
        .noneMatch(
            c ->
                switch (Character.getType(c)) {
                  case Character.CONTROL,
                      Character.FORMAT,
                      Character.SURROGATE,
                      Character.LINE_SEPARATOR,
                      Character.PARAGRAPH_SEPARATOR ->
                      true;
                  default -> false;
                });
    assertThat(clean).isEqualTo(clean.strip());
    // What a table can hold comes back as it went in.
    assertThat(new String(clean.getBytes(UTF_8), UTF_8)).isEqualTo(clean);
    assertThat(Text.clean(clean)).isEqualTo(clean);
  }

  @Property
  void readsAnyAmount(@ForAll("amount") String text) {
    var cents = CallbackParser.amount(text);

    if (cents >= 0) {
      assertThat(new java.math.BigDecimal(text.strip()).movePointRight(2))
          .isEqualByComparingTo(java.math.BigDecimal.valueOf(cents));
    }
  }

  private static void assertTotal(byte[] body) {
    var callback = CallbackParser.parse(body, NOW);

    switch (callback) {
      case Callback.Paid(var said) -> {
        assertThat(Receipt.isValid(said.receipt())).isTrue();
        assertThat(said.amountCents()).isPositive();
        assertThat(said.paidAt()).isBefore(NOW.plusSeconds(15 * 60 + 1));
        assertThat(said.shortCode()).isNotBlank();
      }
      case Callback.Doubtful(var doubt, var draft) -> {
        assertThat(doubt.sentence()).isNotBlank();
        assertThat(draft.receipt()).isNotBlank();
      }
      case Callback.Declined _ -> fail("a confirmation declines nothing");
      case Callback.Unreadable(var why) -> assertThat(why).isNotBlank();
    }
    assertThat(callback).isEqualTo(CallbackParser.parse(body, NOW));
    assertThat(StkParser.parse(body, NOW, "600984")).isNotNull();
    assertThat(Validation.of(BUSINESS, body, NOW).answer()).contains("ResultCode");
  }

  /** A payer as Daraja writes them, and what that form is worth. */
  record Payer(String text, PayerForm form) {}

  @Provide
  Arbitrary<Payer> payer() {
    var digits = Arbitraries.strings().numeric().ofLength(8);
    return Arbitraries.oneOf(
        digits.map(d -> new Payer("2547" + d, PayerForm.PLAIN)),
        digits.map(d -> new Payer("2541" + d, PayerForm.PLAIN)),
        digits.map(d -> new Payer("07" + d, PayerForm.PLAIN)),
        digits.map(d -> new Payer("+2547" + d, PayerForm.PLAIN)),
        digits.map(d -> new Payer("2547 ***** " + d.substring(5), PayerForm.MASKED)),
        digits.map(d -> new Payer("25470****" + d.substring(5), PayerForm.MASKED)),
        Arbitraries.strings()
            .withChars("0123456789abcdefABCDEF")
            .ofLength(64)
            .map(hex -> new Payer(hex, PayerForm.SHA256)),
        Arbitraries.of("", " ").map(blank -> new Payer(blank, PayerForm.NONE)),
        Arbitraries.strings()
            .withChars("ghijklmnopqr")
            .ofMinLength(1)
            .map(letters -> new Payer(letters, PayerForm.OPAQUE)));
  }

  @Provide
  Arbitrary<String> receipt() {
    return Arbitraries.strings()
        .withCharRange('A', 'Z')
        .withCharRange('0', '9')
        .ofMinLength(8)
        .ofMaxLength(12);
  }

  @Provide
  Arbitrary<Instant> time() {
    return Arbitraries.longs()
        .between(Instant.parse("2007-03-01T00:00:00Z").getEpochSecond(), NOW.getEpochSecond() + 900)
        .map(Instant::ofEpochSecond);
  }

  @Provide
  Arbitrary<String> word() {
    return Arbitraries.strings().alpha().numeric().withChars('-', '/', '#').ofMaxLength(80);
  }

  @Provide
  Arbitrary<String> space() {
    return Arbitraries.of("", " ", "  ", "\\t", "\\n", "\\r\\n ");
  }

  @Provide
  Arbitrary<String> amount() {
    return Arbitraries.strings().withChars("0123456789.,-+eExX \u0661\uff11").ofMaxLength(14);
  }

  @Provide
  Arbitrary<String> field() {
    return Arbitraries.of(Bodies.fields("", "").keySet());
  }

  @Provide
  Arbitrary<String> json() {
    var text = Arbitraries.strings().ofMaxLength(20).map(CallbackParserTest::quoted);
    var number =
        Arbitraries.oneOf(
            Arbitraries.longs().map(String::valueOf),
            Arbitraries.doubles().map(String::valueOf),
            Arbitraries.of("1e999", "-0", "1E-400", "20260302101714", "9".repeat(400)));
    var leaf = Arbitraries.oneOf(text, number, Arbitraries.of("true", "false", "null", "\"\""));
    return Arbitraries.lazyOf(
        () -> leaf,
        () -> leaf,
        () -> json().list().ofMaxSize(3).map(items -> "[" + String.join(",", items) + "]"),
        () ->
            Combinators.combine(field(), json(), field(), json())
                .as(
                    (a, x, b, y) ->
                        "{\"%s\":".formatted(a) + x + ",\"%s\":".formatted(b) + y + "}"));
  }

  private static String quoted(String text) {
    var json = new StringBuilder("\"");
    text.chars().forEach(c -> json.append("\\u%04x".formatted(c)));
    return json.append('"').toString();
  }

  private static Business business() {
    var till = new Till(1, null, "600984", Till.Kind.PAYBILL, "Counter", null, null);
    return new Business(
        1,
        "Acme",
        ZoneOffset.ofHours(3),
        new byte[32],
        new ValidationRules(
            Set.of("ACC001"),
            1_00,
            250_000_00,
            Set.of(new UUID(1, 1)),
            ValidationRules.OnFailure.ACCEPT),
        java.util.List.of(),
        java.util.List.of(till),
        new LinkedHashMap<>(Map.of("600984", till)));
  }
}
