package tillsight.server.statement;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static tillsight.server.statement.TestReading.COUNTER;
import static tillsight.server.statement.TestReading.MERCHANT_HEADER;
import static tillsight.server.statement.TestReading.PAYBILL;
import static tillsight.server.statement.TestWorkbook.formula;
import static tillsight.server.statement.TestWorkbook.inline;
import static tillsight.server.statement.TestWorkbook.number;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tillsight.server.callback.StatementLine;

/** What is read out of good files of every make. */
class ReadingTest {

  @TempDir Path folder;

  @Test
  void readsTheOrganisationPortalsText() throws IOException {
    var read = TestReading.of(text(sample().csv(), UTF_8));

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
    var read = TestReading.of(sample().workbook().write(folder.resolve("a.xlsx")));

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

  private static void assertSample(TestReading read) {
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
        TestReading.of(
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
    assertSample(TestReading.of(text(sample().csv(delimiter), UTF_8)));
  }

  @Test
  void findsTheEncoding() throws IOException {
    var csv = sample().csv().replace("JANE DOE", "NJ\u00c9RI\u2019S");
    var windows = Charset.forName("windows-1252");

    for (var read :
        List.of(
            TestReading.of(text(csv, UTF_8)),
            TestReading.of(text("\ufeff" + csv, UTF_8)),
            TestReading.of(text("\ufeff" + csv, UTF_16LE)),
            TestReading.of(text("\ufeff" + csv, UTF_16BE)),
            TestReading.of(text(csv, windows)))) {
      assertThat(read.lines().getFirst().otherParty()).isEqualTo("2547****678 - NJ\u00c9RI\u2019S");
    }
  }

  @Test
  void findsColumnsByNameInAnyOrderAndCase() throws IOException {
    var read =
        TestReading.of(
            text(
                "\ufeffShort Code: 600984\nRECEIPT NO, Paid in ,notes,WITHDRAWN,completion"
                    + " time,Details\n uc20000001 ,5,x,,01-03-2026 10:00,Pay Bill from 2547****678 -"
                    + " JANE DOE Acc. 7\n",
                UTF_8));

    assertThat(read.lines())
        .extracting(StatementLine::receipt, StatementLine::paidInCents, StatementLine::kind)
        .containsExactly(tuple("UC20000001", 5_00L, "Pay Bill"));
  }

  @Test
  void passesOverTotalsAndEmptyRows() throws IOException {
    var csv =
        sample().csv()
            + ",,,,,,,,,,,,\r\n\r\n,,,,,\"1,250.00\",-30.00,,,,,,\r\nTotal,,,,,\"1,250.00\",-30.00,,,,,,\r\n";

    assertSample(TestReading.of(text(csv, UTF_8)));
  }

  @Test
  void readsNumbersDatesAndFormulasOfWorkbooks() throws IOException {
    var read =
        TestReading.of(
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
        TestReading.of(
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

    assertThat(TestReading.of(workbook.write(folder.resolve("second.xlsx"))).lines()).hasSize(1);
  }

  @Test
  void keepsFormulasInQuotesThatOnlyKeepAText() throws IOException {
    var statement =
        SampleStatement.of("600984")
            .payment("=\"UC20000001\"", "=\"01-03-2026 10:00:00\"", "=\"5.00\"");

    assertThat(TestReading.of(text(statement.csv(), UTF_8)).lines())
        .extracting(StatementLine::receipt)
        .containsExactly("UC20000001");
  }

  private static TestWorkbook workbook() {
    return new TestWorkbook().sheet().row("Short Code", "600984").row(SampleStatement.HEADER);
  }

  private Path text(String text, Charset charset) throws IOException {
    return Files.write(folder.resolve("statement.csv"), text.getBytes(charset));
  }
}
