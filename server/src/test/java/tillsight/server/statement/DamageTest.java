package tillsight.server.statement;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static tillsight.server.statement.TestReading.MERCHANT_HEADER;
import static tillsight.server.statement.TestReading.PAYBILL;
import static tillsight.server.statement.TestWorkbook.error;
import static tillsight.server.statement.TestWorkbook.formula;
import static tillsight.server.statement.TestWorkbook.inline;
import static tillsight.server.statement.TestWorkbook.number;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tillsight.server.statement.Statement.Complaint;

/** Damaged files and files that are none: refused whole, with line, column and remedy. */
class DamageTest {

  @TempDir Path folder;

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
    assertComplaint(SampleStatement.of("600984").payment("UC20000001", time, "5"), column, problem);
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
  void refusesTextsOfNoReasonableLength() throws IOException {
    var statement =
        SampleStatement.of("600984")
            .in("UC20000001", "01-03-2026 10:00:00", "Pay Bill", "5", "x ".repeat(2_000));

    assertThat(complaints(text(statement.csv(), UTF_8)))
        .extracting(Complaint::problem)
        .allMatch(problem -> problem.contains("is longer than any that M-PESA writes"))
        .isNotEmpty();
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
            found ->
                assertThat(found.toList()).asString().contains("3, column Receipt No. is a number"),
            found ->
                assertThat(found.toList()).asString().contains("Completion Time is a time without"),
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
    assertThat(TestReading.of(text("Short Code,600984\n" + header, UTF_8)).facts().format())
        .as("a business's, with few columns")
        .isEqualTo(Format.ORGANISATION);
  }

  @Test
  void namesTheRemedyForAnUnknownShortCode() throws IOException {
    var file = text(SampleStatement.of("600999").csv(), UTF_8);

    assertThat(refusal(file).detail()).contains("600999", "tillsight apply", "--till");
    assertThat(TestReading.of(file, null, "600984").facts().till()).isEqualTo(PAYBILL);
    assertThat(refusal(file, null, "600998").detail()).contains("600998 is no till known here");
    assertThat(refusal(text(sample().csv(), UTF_8), null, "5120001").detail())
        .contains("is of short code 600984, not of 5120001");
    assertThat(refusal(text(MERCHANT_HEADER, UTF_8)).detail()).contains("does not say which till");
  }

  @Test
  void insistsOnTheFormatThatWasAskedFor() throws IOException {
    var file = text(sample().csv(), UTF_8);

    assertThat(refusal(file, Format.MERCHANT, null).detail()).contains("load it as org-statement");
    assertThat(TestReading.of(file, Format.ORGANISATION, null).lines()).hasSize(2);
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
    Files.write(locked, new byte[70_000], APPEND);
    Files.write(locked, "EncryptedPackage".getBytes(UTF_16LE), APPEND);
    assertThat(refusal(locked).detail()).contains("protected by a password");
    assertThat(refusal(bytes('a', 0, 'b', 0)).detail()).contains("no text that can be read");
    assertThat(refusal(text("\ufeff\u00e9", UTF_8, ISO_8859_1)).detail())
        .contains("says that it is UTF-8 text, and is not");
  }

  private static SampleStatement sample() {
    return SampleStatement.of("600984")
        .payment("UC20000001", "01-03-2026 10:00:00", "1,250.00")
        .charge("UC20000001", "01-03-2026 10:00:00", "30.00")
        .raw("UC20000002", "01-03-2026 11:00:00", "", "", "Failed", "5.00", "", "", "")
        .totals("1,250.00", "-30.00");
  }

  private static TestWorkbook workbook() {
    return new TestWorkbook().sheet().row("Short Code", "600984").row(SampleStatement.HEADER);
  }

  private static Damaged refusal(Path file) {
    return refusal(file, null, null);
  }

  private static Damaged refusal(Path file, Format format, String till) {
    return catchThrowableOfType(Damaged.class, () -> TestReading.of(file, format, till));
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
    return Files.write(folder.resolve("statement.csv"), text.substring(1).getBytes(rest), APPEND);
  }

  private Path bytes(int... bytes) throws IOException {
    var all = new byte[bytes.length];
    for (var i = 0; i < bytes.length; i++) {
      all[i] = (byte) bytes[i];
    }
    return Files.write(folder.resolve("statement.bin"), all);
  }
}
