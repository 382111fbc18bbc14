package tillsight.server.statement;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static tillsight.server.statement.TestWorkbook.error;
import static tillsight.server.statement.TestWorkbook.formula;
import static tillsight.server.statement.TestWorkbook.inline;
import static tillsight.server.statement.TestWorkbook.number;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tillsight.server.business.Business;
import tillsight.server.business.Till;
import tillsight.server.business.ValidationRules;
import tillsight.server.callback.StatementLine;
import tillsight.server.statement.Statement.Complaint;

/** What is read out of files: good ones of every make, and damaged ones. */
class ReadingTest {

  private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");
  private static final Till PAYBILL =
      new Till(1, 1, "600984", Till.Kind.PAYBILL, "Office", null, null);
  private static final Till COUNTER =
      new Till(2, 1, "5120001", Till.Kind.BUY_GOODS, "Counter 1", "5120000", "5120009");
  private static final Business ACME =
      new Business(
          1,
          "Acme",
          ZoneId.of("Africa/Nairobi"),
          new byte[32],
          ValidationRules.NONE,
          List.of(),
          List.of(PAYBILL, COUNTER),
          Map.of("600984", PAYBILL, "5120001", COUNTER, "5120009", COUNTER));
  private static final String MERCHANT_HEADER =
      "Receipt No,Completion Time,Details,Transaction Status,Paid in,Withdrawn,Balance,Transaction"
          + " Type,Other Party\n";

  @TempDir Path folder;

  @Test
  void readsTheOrganisationPortalsText() throws IOException {
    var read = read(text(sample().csv(), UTF_8));

    assertThat(read.facts().format()).isEqualTo(Format.ORGANISATION);
    assertThat(read.facts().till()).isEqualTo(PAYBILL);
    assertThat(read.facts().preamble())
        .isEqualTo(
            new Preamble(
                "600984",
                "utility",
                Instant.parse("2026-02-28T21:00:00Z"),
                Instant.parse("2026-03-02T21:00:00Z"),
                null,
                null,
                1_250_00L,
                30_00L,
                false,
                true));
    assertThat(read.facts().totalsMatch()).isTrue();
    assertSample(read);
  }

  @Test
  void readsTheOrganisationPortalsWorkbook() throws IOException {
    var read = read(sample().workbook().write(folder.resolve("a.xlsx")));

    assertThat(read.facts().preamble())
        .isEqualTo(
            new Preamble(
                "600984",
                "utility",
                Instant.parse("2026-02-28T21:00:00Z"),
                Instant.parse("2026-03-02T21:00:00Z"),
                1_000_000_00L,
                1_001_220_00L,
                1_250_00L,
                30_00L,
                false,
                true));
    assertThat(read.facts().totalsMatch()).isTrue();
    assertSample(read);
  }

  private static SampleStatement sample() {
    return SampleStatement.of("600984")
        .payment("UC20000001", "01-03-2026 10:00:00", "1,250.00")
        .charge("UC20000001", "01-03-2026 10:00:00", "30.00")
        .raw("UC20000002", "01-03-2026 11:00:00", "", "", "Failed", "5.00", "", "", "")
        .totals("1,250.00", "-30.00");
  }

  private static void assertSample(Read read) {
    assertThat(read.facts().rows()).isEqualTo(3);
    assertThat(read.lines())
        .containsExactly(
            new StatementLine(
                "600984",
                "UC20000001",
                Instant.parse("2026-03-01T07:00:00Z"),
                "Pay Bill Online",
                "Pay Bill from 2547****678 - JANE DOE Acc. ACC001",
                "2547****678 - JANE DOE",
                "ACC001",
                "",
                1_250_00,
                0,
                1_001_250_00L),
            new StatementLine(
                "600984",
                "UC20000001",
                Instant.parse("2026-03-01T07:00:00Z"),
                "Pay Bill Charge",
                "Pay Bill Charge",
                "",
                "",
                "UC20000001",
                0,
                30_00,
                1_001_220_00L));
  }

  @Test
  void readsAMerchantsStatement() throws IOException {
    var read =
        read(
            text(
                "M-PESA FULL STATEMENT - Merchant\nTill Number,5120001\nStatement Period,\"01-03-2026 -"
                    + " 02-03-2026\"\n\n\n\n\n\n"
                    + MERCHANT_HEADER
                    + "UC20000001,2026-03-01 10:00:00,Merchant Payment Online from 254721***933 -"
                    + " JANE,Completed,100.00,0.00,100.00,Customer Merchant Payment,254721***933 -"
                    + " JANE\nUC20000002,2026-03-01"
                    + " 10:00:01,OD,Completed,0.00,-100.00,0.00,OD Payment Transfer,\n",
                UTF_8));

    assertThat(read.facts().format()).isEqualTo(Format.MERCHANT);
    assertThat(read.facts().till()).isEqualTo(COUNTER);
    assertThat(read.facts().preamble().to()).hasToString("2026-03-02T21:00:00Z");
    assertThat(read.facts().totalsMatch()).isNull();
    assertThat(read.lines())
        .extracting(line -> line.type() + " " + line.paidInCents() + " " + line.withdrawnCents())
        .containsExactly("Customer Merchant Payment 10000 0", "OD Payment Transfer 0 10000");
  }

  @ParameterizedTest
  @ValueSource(strings = {",", ";", "\t"})
  void findsTheDelimiter(String delimiter) throws IOException {
    assertSample(read(text(sample().csv(delimiter), UTF_8)));
  }

  @Test
  void findsTheEncoding() throws IOException {
    var csv = sample().csv().replace("JANE DOE", "NJ\u00c9RI\u2019S");
    var windows = Charset.forName("windows-1252");

    for (var read :
        List.of(
            read(text(csv, UTF_8)),
            read(text("\ufeff" + csv, UTF_8)),
            read(text("\ufeff" + csv, UTF_16LE)),
            read(text("\ufeff" + csv, UTF_16BE)),
            read(text(csv, windows)))) {
      assertThat(read.lines().getFirst().otherParty()).isEqualTo("2547****678 - NJ\u00c9RI\u2019S");
    }
  }

  @Test
  void findsColumnsByNameInAnyOrderAndCase() throws IOException {
    var read =
        read(
            text(
                "\ufeffShort Code: 600984\nRECEIPT NO, Paid in ,notes,WITHDRAWN,completion"
                    + " time,Details\n uc20000001 ,5,x,,01-03-2026 10:00,Pay Bill from 2547****678 -"
                    + " JANE DOE Acc. 7\n",
                UTF_8));

    assertThat(read.lines())
        .extracting(StatementLine::receipt, StatementLine::paidInCents, StatementLine::kind)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("UC20000001", 5_00L, "Pay Bill"));
  }

  @Test
  void passesOverTotalsAndEmptyRows() throws IOException {
    var csv =
        sample().csv()
            + ",,,,,,,,,,,,\r\n\r\n,,,,,\"1,250.00\",-30.00,,,,,,\r\nTotal,,,,,\"1,250.00\",-30.00,,,,,,\r\n";

    assertSample(read(text(csv, UTF_8)));
  }

  @Test
  void readsNumbersDatesAndFormulasOfWorkbooks() throws IOException {
    var read =
        read(
            workbook()
                .cells(
                    inline("UC20000001"),
                    number("46082.416666666664"),
                    null,
                    inline("Pay Bill"),
                    formula("\"Com\"&\"pleted\"", "str", "Completed"),
                    formula("A1*2", "", "1250.5"),
                    null,
                    number("1.0000005E6"))
                .write(folder.resolve("numbers.xlsx")));

    var line = read.lines().getFirst();
    assertThat(line.at()).hasToString("2026-03-01T07:00:00Z");
    assertThat(line.paidInCents()).isEqualTo(1_250_50);
    assertThat(line.balanceCents()).isEqualTo(1_000_000_50);
  }

  @Test
  void countsDaysFrom1904WhereTheWorkbookDoes() throws IOException {
    var read =
        read(
            workbook()
                .from1904()
                .cells(
                    inline("UC20000001"),
                    number("44620.416666666664"),
                    null,
                    inline("Pay Bill"),
                    inline("Completed"),
                    number("5"))
                .write(folder.resolve("1904.xlsx")));

    assertThat(read.lines().getFirst().at()).hasToString("2026-03-01T07:00:00Z");
  }

  @Test
  void takesTheFirstSheetWithAHeader() throws IOException {
    var workbook = new TestWorkbook().sheet().row("Notes").row("Nothing here");
    workbook.sheet().row("Short Code", "600984").row(SampleStatement.HEADER);
    workbook.row("UC20000001", "01-03-2026 10:00:00", "", "Pay Bill", "Completed", "5");

    assertThat(read(workbook.write(folder.resolve("second.xlsx"))).lines()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          15:50               | Completion Time | is a time without its date
          ######              | Completion Time | is the ###### of a column
          31/12/2027 10:00:00 | Completion Time | lies in the future
          02-13-2026 10:00:00 | Completion Time | is not a date and time such as 31-01-2026
          01-01-2001 10:00:00 | Completion Time | lies before M-PESA existed
          ''                  | Completion Time | is empty
          =NOW()              | Completion Time | is a formula without a value
          """)
  void namesWhatIsWrongWithATime(String time, String column, String problem) throws IOException {
    assertComplaint(
        SampleStatement.of("600984").payment("UC20000001", time, "5"), column, problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1.2E+05       | is a number in scientific notation
          ######        | is the ###### of a column
          1.234,50      | is not an amount such as 1,234.50
          12,50         | is not an amount such as 1,234.50
          -5.00         | is negative
          1000000000.00 | is larger than any M-PESA transaction
          =SUM(A1:A2)   | is a formula without a value
          """)
  void namesWhatIsWrongWithAnAmount(String amount, String problem) throws IOException {
    var statement =
        SampleStatement.of("600984")
            .raw(
                "UC20000001",
                "01-03-2026 10:00:00",
                "",
                "Pay Bill",
                "Completed",
                amount,
                "",
                "",
                "",
                "Pay Bill",
                "",
                "",
                "");

    assertComplaint(statement, "Paid In", problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1.23E+12     | is a number, as Excel makes
          UC2          | is no receipt of M-PESA's
          UC2000-001   | is no receipt of M-PESA's
          ''           | is empty
          """)
  void namesWhatIsWrongWithAReceipt(String receipt, String problem) throws IOException {
    assertComplaint(
        SampleStatement.of("600984").payment(receipt, "01-03-2026 10:00:00", "5"),
        "Receipt No.",
        problem);
  }

  @Test
  void keepsFormulasInQuotesThatOnlyKeepAText() throws IOException {
    var statement =
        SampleStatement.of("600984")
            .payment("=\"UC20000001\"", "=\"01-03-2026 10:00:00\"", "=\"5.00\"");

    assertThat(read(text(statement.csv(), UTF_8)).lines())
        .extracting(StatementLine::receipt)
        .containsExactly("UC20000001");
  }

  @Test
  void namesEachDamagedCellOfAWorkbook() throws IOException {
    var file =
        workbook()
            .cells(
                number("1230000000"),
                inline("15:50"),
                null,
                error(),
                inline("Completed"),
                formula("1/0", "e", "#DIV/0!"),
                formula("B1", "", null))
            .write(folder.resolve("damaged.xlsx"));

    assertThat(complaints(file))
        .extracting(Complaint::line, Complaint::problem)
        .satisfiesExactly(
            found -> assertThat(found.toList()).asString().contains("3, column Receipt No. is a number"),
            found -> assertThat(found.toList()).asString().contains("Completion Time is a time without"),
            found -> assertThat(found.toList()).asString().contains("Paid In is an error"),
            found -> assertThat(found.toList()).asString().contains("Withdrawn is a formula"));
  }

  @Test
  void namesLinesThatAreCutOffOrHaveTooMuch() throws IOException {
    var csv =
        sample().csv()
            + "UC20000003,01-03-2026 10:00:00,,Pay Bill,Comp\r\n"
            + "UC20000004,01-03-2026 10:00:00,,Pay Bill,Completed,1,250.00,,5,true,Pay Bill,,,ACC\r\n";

    assertThat(complaints(text(csv, UTF_8)))
        .anySatisfy(
            found -> {
              assertThat(found.line()).isEqualTo(11);
              assertThat(found.problem()).startsWith("has 5 columns where the header has 13");
            })
        .anySatisfy(
            found -> {
              assertThat(found.line()).isEqualTo(12);
              assertThat(found.problem()).contains("must stand in quotation marks");
            });
  }

  @Test
  void tellsTheFirstHundredComplaints() throws IOException {
    var statement = SampleStatement.of("600984");
    for (var i = 0; i < 500; i++) {
      statement.payment("UC2%07d".formatted(i), "15:50", "5");
    }
    var refusal = refusal(text(statement.csv(), UTF_8));

    assertThat(refusal.complaints()).hasSize(100);
    assertThat(refusal.detail()).contains("first 100");
  }

  @Test
  void neverQuotesWhatStandsInAFile() throws IOException {
    var statement =
        SampleStatement.of("600984")
            .payment("254712345678", "254712345678", "254712345678x")
            .csv()
            .replace("Completed", "");

    var refusal = refusal(text(statement, UTF_8));

    assertThat(refusal.complaints()).isNotEmpty();
    assertThat(refusal + " " + refusal.complaints()).doesNotContain("254712345678");
  }

  @Test
  void namesBothTotalsWhenRowsAreMissing() throws IOException {
    var file = text(sample().totals("1,300.00", "30.00").csv(), UTF_8);

    assertThat(refusal(file).detail())
        .contains("KES 1,250.00 paid in and KES 30.00", "KES 1,300.00 and KES 30.00");
  }

  @Test
  void explainsAPersonsStatement() throws IOException {
    var header =
        "Receipt No.,Completion Time,Details,Transaction Status,Paid In,Withdrawn,Balance\n";

    for (var top : List.of("", "Customer Name,JANE DOE\nMobile Number,254712345678\n")) {
      assertThat(refusal(text(top + header, UTF_8)).detail())
          .contains("statement of a person's phone", "organisation portal");
    }
    assertThat(
            read(text("Short Code,600984\n" + header, UTF_8)).facts().format())
        .as("a business's, with few columns")
        .isEqualTo(Format.ORGANISATION);
  }

  @Test
  void namesTheRemedyForAnUnknownShortCode() throws IOException {
    var file = text(SampleStatement.of("600999").csv(), UTF_8);

    assertThat(refusal(file).detail()).contains("600999", "tillsight apply", "--till");
    assertThat(read(file, null, "600984").facts().till()).isEqualTo(PAYBILL);
    assertThat(refusal(file, null, "600998").detail()).contains("600998 is no till known here");
    assertThat(refusal(text(sample().csv(), UTF_8), null, "5120001").detail())
        .contains("is of short code 600984, not of 5120001");
    assertThat(refusal(text(MERCHANT_HEADER, UTF_8)).detail()).contains("does not say which till");
  }

  @Test
  void insistsOnTheFormatThatWasAskedFor() throws IOException {
    var file = text(sample().csv(), UTF_8);

    assertThat(refusal(file, Format.MERCHANT, null).detail()).contains("load it as org-statement");
    assertThat(read(file, Format.ORGANISATION, null).lines()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                                                 | is empty
          'hello'                                                            | No header was found
          'Receipt No.,Completion Time,Details,Paid In\n'                    | does not name the column Withdrawn
          'Receipt No.,Completion Time,Details,Paid In,Withdrawn,Details\n'  | names the column Details twice
          '%PDF-1.7'                                                         | is a PDF
          '<html><table>'                                                    | is a web page
          'Receipt No.,Completion Time,Reason Type,Paid In,Withdrawn\nUC2\n"UC3,,,\n' | quotation mark
          """)
  void explainsOtherFiles(String content, String detail) throws IOException {
    var top = content.startsWith("Receipt") ? "Till,600984\n" : "";

    assertThat(refusal(text(top + content.replace("\\n", "\n"), UTF_8)).detail()).contains(detail);
  }

  @Test
  void explainsBinaryFiles() throws IOException {
    assertThat(refusal(bytes(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1)).detail())
        .contains("old Excel file (.xls)", "save it as XLSX or CSV");
    var locked = folder.resolve("locked.xlsx");
    Files.write(locked, new byte[] {(byte) 0xd0, (byte) 0xcf, 0x11, (byte) 0xe0});
    Files.write(
        locked, new byte[70_000], java.nio.file.StandardOpenOption.APPEND);
    Files.write(
        locked, "EncryptedPackage".getBytes(UTF_16LE), java.nio.file.StandardOpenOption.APPEND);
    assertThat(refusal(locked).detail()).contains("protected by a password");
    assertThat(refusal(bytes('a', 0, 'b', 0)).detail()).contains("no text that can be read");
    assertThat(refusal(text("\ufeff\u00e9", UTF_8, ISO_8859_1)).detail())
        .contains("says that it is UTF-8 text, and is not");
  }

  private static TestWorkbook workbook() {
    return new TestWorkbook().sheet().row("Short Code", "600984").row(SampleStatement.HEADER);
  }

  private record Read(Facts facts, List<StatementLine> lines) {}

  private static Read read(Path file) throws IOException {
    return read(file, null, null);
  }

  private static Read read(Path path, Format format, String till) throws IOException {
    var file = StatementFile.open(path);
    Facts facts;
    try (var reading = Reading.open(file, format, till, List.of(ACME), NOW)) {
      facts = reading.check(() -> false);
    }
    Reading.requireTotals(facts);
    var lines = new ArrayList<StatementLine>();
    try (var reading = Reading.open(file, format, till, List.of(ACME), NOW)) {
      reading.forEach(
          line -> {
            if (line.money() != null) {
              lines.add(line.money());
            }
          });
    }
    return new Read(facts, lines);
  }

  private static Damaged refusal(Path file) {
    return refusal(file, null, null);
  }

  private static Damaged refusal(Path file, Format format, String till) {
    return catchThrowableOfType(Damaged.class, () -> read(file, format, till));
  }

  private static List<Complaint> complaints(Path file) {
    return refusal(file).complaints();
  }

  private void assertComplaint(SampleStatement statement, String column, String problem)
      throws IOException {
    assertThat(complaints(text(statement.csv(), UTF_8)))
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.line()).isEqualTo(7);
              assertThat(found.problem()).startsWith("column " + column + " " + problem);
            });
  }

  private Path text(String text, Charset charset) throws IOException {
    return Files.write(folder.resolve("statement.csv"), text.getBytes(charset));
  }

  /** A mark in one encoding before text in another. */
  private Path text(String text, Charset mark, Charset rest) throws IOException {
    Files.write(folder.resolve("statement.csv"), text.substring(0, 1).getBytes(mark));
    return Files.write(
        folder.resolve("statement.csv"),
        text.substring(1).getBytes(rest),
        java.nio.file.StandardOpenOption.APPEND);
  }

  private Path bytes(int... bytes) throws IOException {
    var all = new byte[bytes.length];
    for (var i = 0; i < bytes.length; i++) {
      all[i] = (byte) bytes[i];
    }
    return Files.write(folder.resolve("statement.bin"), all);
  }
}
