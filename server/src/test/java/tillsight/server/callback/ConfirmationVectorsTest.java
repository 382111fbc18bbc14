package tillsight.server.callback;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tillsight.server.TestServer;
import tillsight.server.payment.Flag;

/**
 * What production might send beyond the payload corpus, decided by the same documents: each body
 * goes to a real server, and the ledger or the quarantine says what became of it.
 */
class ConfirmationVectorsTest {

  @RegisterExtension
  static final TestServer server =
      new TestServer(Map.of("TILLSIGHT_FIXED_CLOCK", "2026-03-02T12:00:00Z"));

  private static final String NUMBER = "254708374149";
  private static final String HASH = "0123456789abcdef".repeat(4);

  // What is changed in a good Paybill confirmation, and what becomes of it.
  private static final String FIELDS =
      """
      payer masked with spaces       | MSISDN="2547 ***** 126"                   | booked, payer_kind=masked
      payer masked as statements do  | MSISDN="254721***933"                     | booked, payer_kind=masked
      payer masked from 07           | MSISDN="0708***149"                       | booked, payer_kind=masked
      payer plain                    | MSISDN="254708374149"                     | booked, payer_kind=plain
      payer plain as JSON number     | MSISDN=254708374149                       | booked, payer_kind=plain
      payer plain from 07            | MSISDN="0708374149"                       | booked, payer_kind=plain
      payer plain from +254          | MSISDN="+254708374149"                    | booked, payer_kind=plain
      payer plain with spaces        | MSISDN=" +254 708 374 149 "               | booked, payer_kind=plain
      payer plain with dashes        | MSISDN="0708-374-149"                     | booked, payer_kind=plain
      payer without a prefix         | MSISDN="708374149"                        | booked, payer_kind=plain
      payer in the 0110 series       | MSISDN="254110374149"                     | booked, payer_kind=plain
      payer hashed                   | MSISDN="%1$s"                             | booked, payer_kind=sha256, flags=
      payer hashed in upper case     | MSISDN="%2$s"                             | booked, payer_kind=sha256, flags=
      payer of seven digits          | MSISDN="8374149"                          | booked, payer_kind=opaque, flags=opaque-payer
      payer of letters               | MSISDN="AIRTEL MONEY"                     | booked, payer_kind=opaque
      payer of another country       | MSISDN="255708374149"                     | booked, payer_kind=opaque
      payer blank                    | MSISDN="   "                              | booked, payer_kind=none, payer_id=null
      payer an object                | MSISDN={"a":["b"]}                        | booked, payer_kind=none
      payer with control characters  | MSISDN="2547\\u0000\\ud800"               | booked, payer_kind=opaque
      type Buy Goods at the till     | TransactionType="Buy Goods"; BusinessShortCode="5120001"; BillRefNumber="" | booked, revenue=yes, account=
      type of a merchant payment     | TransactionType="Customer Merchant Payment"; BusinessShortCode="5120001" | booked, revenue=yes
      type missing                   | -TransactionType                          | booked, revenue=yes, transaction_type=
      type null                      | TransactionType=null                      | booked, revenue=yes
      type in lower case             | TransactionType="pay bill"                | booked, revenue=yes, flags=
      type with odd spelling         | TransactionType="  PAY_BILL "             | booked, revenue=yes, flags=
      type run together              | TransactionType="CustomerPayBillOnline"   | booked, revenue=yes, flags=
      type of an organisation        | TransactionType="organization to organization TRANSFER" | booked, revenue=review, flags=
      type unheard of                | TransactionType="Salary Payment"          | booked, revenue=review, flags=unlisted-type
      type a number                  | TransactionType=7                         | booked, revenue=yes
      names null                     | FirstName=null; MiddleName=null; LastName=null | booked, first_name=
      names missing                  | -FirstName; -MiddleName; -LastName        | booked, first_name=
      name a number                  | FirstName=42                              | booked, first_name=42
      name with lone surrogates      | FirstName="W\\ud83d AN\\ude00JI"          | booked, first_name=W ANJI
      name of invisible letters      | FirstName="\\u200b\\u202e\\ufeff"         | booked, first_name=
      fields nobody knows            | Extra={"a":[1,{"b":null}]}; Other=[]; Third=1e999 | booked, flags=
      another spelling               | -ThirdPartyTransID; ThirdPartyTransId="99" | booked
      balance null                   | OrgAccountBalance=null                    | booked, balance_cents=null
      balance missing                | -OrgAccountBalance                        | booked, balance_cents=null
      balance garbage                | OrgAccountBalance="n/a"                   | booked, balance_cents=null
      balance negative               | OrgAccountBalance="-12.50"                | booked, balance_cents=-1250
      balance huge                   | OrgAccountBalance="99999999999999999999"  | booked, balance_cents=null
      balance an object              | OrgAccountBalance={}                      | booked, balance_cents=null
      account a phone number         | BillRefNumber="0708374149"                | booked, account=2547 ***** 149
      account a JSON number          | BillRefNumber=12345                       | booked, account=12345
      account null                   | BillRefNumber=null                        | booked, account=
      account missing                | -BillRefNumber                            | booked, account=
      account in another alphabet    | BillRefNumber="Дом №5 \\ud83c\\udfe0"     | booked, account=Дом №5 \ud83c\udfe0
      account of white space         | BillRefNumber=" \\t\\n "                  | booked, account=
      account that injects           | BillRefNumber="');DROP TABLE payment;--"  | booked, account=');DROP TABLE payment;--
      last second of the day         | TransTime="20260301235959"                | booked, paid_at=2026-03-01T20:59:59Z
      first second of the day        | TransTime="20260302000000"                | booked, paid_at=2026-03-01T21:00:00Z
      time with white space          | TransTime=" 20260302101714\\n"            | booked, paid_at=2026-03-02T07:17:14Z
      fourteen minutes ahead         | TransTime="20260302151400"                | booked, paid_at=2026-03-02T12:14:00Z
      fifteen minutes ahead          | TransTime="20260302151500"                | booked, paid_at=2026-03-02T12:15:00Z
      more than fifteen              | TransTime="20260302151501"                | quarantined, reason=time-in-future
      three hours ahead              | TransTime="20260302180000"                | quarantined, reason=time-in-future
      year 9999                      | TransTime="99991231235959"                | quarantined, reason=time-in-future
      year 0                         | TransTime="00000101000000"                | quarantined, reason=time-too-early
      day before M-PESA              | TransTime="20070228235959"                | quarantined, reason=time-too-early
      a year late                    | TransTime="20250302101714"                | booked, flags=receipt-date late
      time null                      | TransTime=null                            | quarantined, reason=time-missing
      time empty                     | TransTime=""                              | quarantined, reason=time-missing
      time in ISO form               | TransTime="2026-03-02T10:17:14"           | quarantined, reason=time-unreadable
      time with blanks inside        | TransTime="20260302 101714"               | quarantined, reason=time-unreadable
      time with a leap second        | TransTime="20260302235960"                | quarantined, reason=time-unreadable
      time at 24 o'clock             | TransTime="20260301240000"                | quarantined, reason=time-unreadable
      time on 29 February 2025       | TransTime="20250229101714"                | quarantined, reason=time-unreadable
      time on day zero               | TransTime="20260300101714"                | quarantined, reason=time-unreadable
      time with a minus              | TransTime="-2026030210171"                | quarantined, reason=time-unreadable
      time in Arabic digits          | TransTime="٢٠٢٦٠٣٠٢١٠١٧١٤"                | quarantined, reason=time-unreadable
      time an array                  | TransTime=["20260302101714"]              | quarantined, reason=time-missing
      amount whole                   | TransAmount="150"                         | booked, amount_cents=15000
      amount with one decimal        | TransAmount="150.5"                       | booked, amount_cents=15050
      amount a JSON number           | TransAmount=150.25                        | booked, amount_cents=15025
      amount with leading zeros      | TransAmount="000150.00"                   | booked, amount_cents=15000
      amount above the ceiling       | TransAmount="250000.01"                   | booked, amount_cents=25000001
      amount null                    | TransAmount=null                          | quarantined, reason=amount-missing, amount_cents=null
      amount empty                   | TransAmount=""                            | quarantined, reason=amount-missing
      amount blank                   | TransAmount="  "                          | quarantined, reason=amount-missing
      amount with thousands          | TransAmount="1,500.00"                    | quarantined, reason=amount-unreadable, amount_cents=null
      amount in hex                  | TransAmount="0x96"                        | quarantined, reason=amount-unreadable
      amount a boolean               | TransAmount=true                          | quarantined, reason=amount-unreadable
      amount an array                | TransAmount=[150]                         | quarantined
      amount an object               | TransAmount={"amount":150}                | quarantined
      amount with a plus             | TransAmount="+150"                        | quarantined, reason=amount-unreadable
      amount without shillings       | TransAmount=".5"                          | quarantined, reason=amount-unreadable
      amount without cents           | TransAmount="5."                          | quarantined, reason=amount-unreadable
      amount of a point              | TransAmount="."                           | quarantined, reason=amount-unreadable
      amount with a Unicode minus    | TransAmount="\\u2212150"                  | quarantined, reason=amount-unreadable
      amount with blanks inside      | TransAmount="1 500"                       | quarantined, reason=amount-unreadable
      amount infinite                | TransAmount="Infinity"                    | quarantined, reason=amount-unreadable
      amount minus nothing           | TransAmount="-0"                          | quarantined, reason=amount-not-positive
      amount of half a cent          | TransAmount="0.001"                       | quarantined, reason=amount-unreadable
      amount of no cent              | TransAmount="0.00"                        | quarantined, reason=amount-not-positive
      amount of one cent             | TransAmount="0.01"                        | booked, amount_cents=1
      short code null                | BusinessShortCode=null                    | quarantined, reason=short-code-missing
      short code missing             | -BusinessShortCode                        | quarantined, reason=short-code-missing
      short code blank               | BusinessShortCode=" "                     | quarantined, reason=short-code-missing
      short code a JSON number       | BusinessShortCode=600984                  | booked
      short code padded              | BusinessShortCode=" 600984 "              | booked
      short code of letters          | BusinessShortCode="ABCDEF"                | quarantined, reason=short-code-unknown, till=ABCDEF
      short code with a zero before  | BusinessShortCode="0600984"               | quarantined, reason=short-code-unknown
      short code of the head office  | BusinessShortCode="5120000"; TransactionType="Organization To Organization Transfer" | booked, revenue=review
      head office, no word of a type | BusinessShortCode="5120000"; TransactionType="" | booked, revenue=review
      head office, by a customer     | BusinessShortCode="5120000"; TransactionType="Customer Merchant Payment" | booked, revenue=yes
      head office, swept by its till | BusinessShortCode="5120000"; BillRefNumber="5120001"; TransactionType="Organization To Organization Transfer" | booked, revenue=no
      head office, customer names it | BusinessShortCode="5120000"; BillRefNumber="5120001"; TransactionType="Customer Merchant Payment" | booked, revenue=yes
      head office, from another till | BusinessShortCode="5120000"; BillRefNumber="600984"; TransactionType="Organization To Organization Transfer" | booked, revenue=review
      a settlement row               | TransactionType="merchant-to-organization-settlement" | booked, revenue=no, flags=
      store number                   | BusinessShortCode="5120009"; TransactionType="Buy Goods" | booked, revenue=yes
      receipt null                   | TransID=null                              | rejected
      receipt of white space         | TransID=" \\t "                           | rejected
      receipt of invisible letters   | TransID="\\u200b\\u0000"                  | rejected
      receipt a boolean              | TransID=true                              | rejected
      receipt an object              | TransID={"id":"UC2AAAAAA1"}               | rejected
      receipt an array               | TransID=["UC2AAAAAA2"]                    | rejected
      receipt that injects           | TransID="X' OR '1'='1"                    | quarantined, reason=receipt-unusual
      receipt of seven characters    | TransID="UC2AAA3"                         | quarantined, reason=receipt-unusual
      receipt of thirteen            | TransID="UC2AAAAAAAAA4"                   | quarantined, reason=receipt-unusual
      receipt of twelve              | TransID="UC2AAAAAAAA5"                    | booked, receipt=UC2AAAAAAAA5
      receipt of eight               | TransID="UC2AAAA6"                        | booked, receipt=UC2AAAA6
      receipt in lower case          | TransID="uc2aaaaaa7"                      | booked, receipt=UC2AAAAAA7
      receipt padded                 | TransID="\\t UC2AAAAAA8 \\n"              | booked, receipt=UC2AAAAAA8
      receipt with a hidden letter   | TransID="UC2AAA\\u200bAAA9"               | quarantined, reason=receipt-unusual
      receipt with a dotless i       | TransID="UC2AAAAAı1"                      | quarantined, reason=receipt-unusual
      receipt with a Cyrillic letter | TransID="UС2AAAAAA1"                      | quarantined, reason=receipt-unusual
      receipt of another day         | TransID="UA1AAAAA10"                      | booked, flags=receipt-date
      receipt of no date             | TransID="0000000000"                      | booked, flags=
      """
          .formatted(HASH, HASH.toUpperCase(java.util.Locale.ROOT));

  static Stream<Arguments> fields() {
    return FIELDS
        .lines()
        .map(line -> line.split("\\|", 3))
        .map(cells -> Arguments.of(cells[0].strip(), cells[1].strip(), cells[2].strip()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("fields")
  void decidesByTheFields(String name, String edits, String expected) {
    send(Bodies.edited(Bodies.receipt(), edits), expected);
  }

  /** A body that is more, less or other than one JSON object in UTF-8. */
  private record Shape(String name, String expected, Function<String, byte[]> body) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Shape shape(String name, String expected, Function<String, byte[]> body) {
    return new Shape(name, expected, body);
  }

  private static Shape text(String name, String expected, Function<String, String> edit) {
    return new Shape(name, expected, receipt -> edit.apply(good(receipt)).getBytes(UTF_8));
  }

  static Stream<Shape> shapes() {
    return Stream.of(
        text("UTF-8 with a byte order mark", "booked", body -> "\ufeff" + body),
        shape("UTF-16 with a mark", "quarantined, reason=not-utf8", r -> good(r).getBytes(UTF_16)),
        shape("UTF-16, little", "quarantined, reason=not-utf8", r -> good(r).getBytes(UTF_16LE)),
        shape("UTF-16, big", "quarantined, reason=not-utf8", r -> good(r).getBytes(UTF_16BE)),
        shape(
            "a broken sequence",
            "quarantined, reason=not-utf8",
            r -> good(r).replace("WANJIRU", "NJ\u00c9RI").getBytes(ISO_8859_1)),
        text("single quotes", "rejected", body -> body.replace('"', '\'')),
        text("a block comment", "rejected", body -> "/* hello */" + body),
        text("a line comment", "rejected", body -> body.replace("{\n", "{ // hello\n")),
        text("unquoted names", "rejected", body -> body.replaceAll("\"(\\w+)\":", "$1:")),
        text("NUL before it", "rejected", body -> "\u0000" + body),
        text("NUL after it", "rejected", body -> body + "\u0000"),
        text("raw NUL in a name", "rejected", body -> body.replace("WANJIRU", "WAN\u0000JIRU")),
        text("raw line break in a name", "rejected", body -> body.replace("WANJIRU", "W\nA")),
        text("white space around it", "booked", body -> "\r\n\t " + body + "\r\n\t "),
        text("all on one line", "booked", body -> body.replaceAll("\\s*\n\\s*", "")),
        text("junk after it", "rejected", body -> body + "x"),
        text("half of it", "rejected", body -> body.substring(0, body.length() / 2)),
        text("in an array", "rejected", body -> "[" + body + "]"),
        text("an escape that is none", "rejected", body -> body.replace("WANJIRU", "W\\x41")),
        text("a name escaped", "booked", body -> body.replace("TransID", "Trans\\u0049D")),
        shape("nested 64 deep", "booked", receipt -> Bodies.nested(receipt, 64)),
        shape("nested 65 deep", "rejected", receipt -> Bodies.nested(receipt, 65)),
        shape("nested 10,000 deep", "rejected", receipt -> Bodies.nested(receipt, 10_000)),
        text("10,000 brackets", "rejected", body -> "[".repeat(10_000)),
        text(
            "a key twice with equal values",
            "booked, amount_cents=15000",
            body -> body.replace("{\n", "{\n\"TransAmount\": \"150.00\",")),
        text(
            "a key twice, first null",
            "quarantined, reason=field-twice",
            body -> body.replace("{\n", "{\n\"TransAmount\": null,")),
        text(
            "a key twice, then null",
            "quarantined, reason=field-twice",
            body -> body.replace("\n}", ",\"TransAmount\": null}")),
        text(
            "two receipts",
            "quarantined, reason=field-twice",
            body -> body.replace("{\n", "{\n\"TransID\": \"UC2ZZZZZZ1\",")),
        shape("compressed", "rejected", receipt -> gzip(Bodies.confirmation(receipt))),
        shape("as long as allowed", "booked", receipt -> padded(receipt, 64 * 1024)),
        shape("one byte longer", "too long", receipt -> padded(receipt, 64 * 1024 + 1)));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void decidesByTheShape(Shape shape) {
    var body = shape.body().apply(Bodies.receipt());
    if (shape.expected().equals("too long")) {
      assertThat(server.post(CONFIRMATION, body).statusCode()).isEqualTo(413);
    } else {
      send(body, shape.expected());
    }
  }

  static Stream<Arguments> repeats() {
    return Stream.of(
        Arguments.of("the same bytes", "", "duplicate"),
        Arguments.of("other words about the payer", "MSISDN=\"%s\"".formatted(NUMBER), "duplicate"),
        Arguments.of("other names", "FirstName=\"OTIENO\"; BillRefNumber=\"X\"", "duplicate"),
        Arguments.of("the amount written otherwise", "TransAmount=150", "duplicate"),
        Arguments.of("another amount", "TransAmount=\"151.00\"", "quarantined, reason=conflict"),
        Arguments.of("a cent more", "TransAmount=\"150.01\"", "quarantined, reason=conflict"),
        Arguments.of("another till", "BusinessShortCode=\"5120001\"", "quarantined"),
        Arguments.of("another second", "TransTime=\"20260302101715\"", "quarantined"),
        Arguments.of("nobody's till", "BusinessShortCode=\"999999\"", "quarantined"),
        Arguments.of("no amount", "-TransAmount", "quarantined, reason=amount-missing"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("repeats")
  void keepsTheFirst(String name, String edits, String expected) {
    var receipt = Bodies.receipt();
    send(Bodies.confirmation(receipt), "booked");

    send(Bodies.edited(receipt, edits), expected);
    send(
        Bodies.edited(receipt, edits + "; TransID=\" " + receipt.toLowerCase(Locale.ROOT) + "\""),
        expected);
    send(good(receipt).replace("\n", "\r\n\r\n").getBytes(UTF_8), "duplicate");

    assertThat(payment(receipt).getString("amount_cents")).isEqualTo("15000");
    assertThat(payment(receipt).getString("first_name")).isEqualTo("WANJIRU");
  }

  @Test
  void booksOnceWhatWasHeldFirst() {
    var receipt = Bodies.receipt();
    send(Bodies.edited(receipt, "-TransAmount"), "quarantined, reason=amount-missing");
    send(Bodies.confirmation(receipt), "booked");
    send(Bodies.confirmation(receipt), "duplicate");
  }

  private static final String CONFIRMATION = "/c2b/" + TestServer.TOKEN + "/confirmation";

  /** What arrived last, and what was made of it. */
  private static final String LAST =
      """
      SELECT c.outcome, coalesce(to_jsonb(p), to_jsonb(q), '{}')::text AS facts
      FROM callback c LEFT JOIN payment p ON p.callback_id = c.id LEFT JOIN quarantine q USING (id)
      ORDER BY c.ctid DESC LIMIT 1
      """;

  private static void send(byte[] body, String expected) {
    var words = expected.split(", ");
    var rejected = words[0].equals("rejected");

    var response = server.post(CONFIRMATION, body);

    assertThat(response.statusCode()).isEqualTo(rejected ? 400 : 200);
    if (!rejected) {
      assertThat(response.bodyAsString())
          .isEqualTo("{\"ResultCode\":0,\"ResultDesc\":\"Success\"}");
    }
    var last = server.postgres().pool().query(LAST).execute().await().iterator().next();
    var facts = new JsonObject(last.getString("facts"));
    assertThat(last.getString("outcome")).as(facts.encode()).isEqualTo(words[0]);
    for (var word : List.of(words).subList(1, words.length)) {
      var parts = word.split("=", 2);
      assertThat(fact(facts, parts[0])).as(parts[0]).isEqualTo(parts[1]);
    }
  }

  private static String fact(JsonObject facts, String name) {
    return switch (name) {
      case "flags" -> String.join(" ", Flag.words(facts.getInteger(name)));
      case "paid_at" -> OffsetDateTime.parse(facts.getString(name)).toInstant().toString();
      default -> Objects.toString(facts.getValue(name));
    };
  }

  private static JsonObject payment(String receipt) {
    return new JsonObject(
        server
            .postgres()
            .pool()
            .preparedQuery(
                "SELECT to_jsonb(p)::text AS facts FROM payment p WHERE receipt = '"
                    + receipt
                    + "'")
            .execute()
            .await()
            .iterator()
            .next()
            .getString("facts"));
  }

  private static String good(String receipt) {
    return new String(Bodies.confirmation(receipt), UTF_8);
  }

  private static byte[] padded(String receipt, int bytes) {
    var body = good(receipt);
    return (body + " ".repeat(bytes - body.length())).getBytes(UTF_8);
  }

  private static byte[] gzip(byte[] body) {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new GZIPOutputStream(bytes)) {
      zip.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
