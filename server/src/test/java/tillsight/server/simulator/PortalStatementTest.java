package tillsight.server.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tillsight.server.simulator.PortalStatement.Format;

/** Statements against the books that they are made from. */
class PortalStatementTest {

  private static final Instant FROM = Instant.parse("2026-03-01T21:00:00Z");
  private static final Instant TO = FROM.plus(Duration.ofDays(7));
  private static final int HEADER = 6;
  private static Mpesa mpesa;

  @BeforeAll
  static void trade() {
    var shop = new Shop(11, Profile.DEMO);
    mpesa = Mpesa.of(shop);
    mpesa.replay(shop.plan(FROM, TO), _ -> true);
  }

  @Test
  void theOrganisationsExportHoldsWhatMovedAndItsTotals() throws IOException {
    for (var code : List.of("600731", "5270011", "5270010")) {
      var rows = rows(code, Format.ORGANISATION);
      var truth = mpesa.truth(code, FROM, TO);
      var above = rows.get(HEADER - 1);
      var completed = completed(rows, HEADER);

      assertThat(rows.get(HEADER)).hasSize(13).startsWith("Receipt No.", "Completion Time");
      assertThat(completed).hasSameSizeAs(truth);
      assertThat(sum(completed, 5)).isEqualTo(sum(truth, m -> Math.max(0, m.amountCents())));
      assertThat(sum(completed, 6)).isEqualTo(sum(truth, m -> Math.min(0, m.amountCents())));
      assertThat(cents(above.get(7))).isEqualTo(sum(completed, 5));
      assertThat(cents(above.get(9))).isEqualTo(sum(completed, 6));
      assertThat(cents(above.get(1)) + sum(completed, 5) + sum(completed, 6))
          .isEqualTo(cents(above.get(3)));
      assertThat(rows.getLast()).startsWith("", "", "", "Total").endsWith(above.get(9));
      assertThat(cents(rows.getLast().get(5))).isEqualTo(sum(completed, 5));
    }
  }

  @Test
  void linesStandNewestFirstWithBalancesThatJoin() throws IOException {
    var completed = completed(rows("5270011", Format.ORGANISATION), HEADER);
    var truth = mpesa.truth("5270011", FROM, TO).reversed();
    for (var i = 0; i < truth.size(); i++) {
      assertThat(completed.get(i).getFirst()).isEqualTo(truth.get(i).receipt());
      assertThat(cents(completed.get(i).get(7))).isEqualTo(truth.get(i).balanceCents());
    }
    assertThat(completed.getLast().get(1)).matches("0[12]-03-2026 \\d\\d:\\d\\d:\\d\\d");
  }

  @Test
  void namesReversalsChargesAndSettlements() throws IOException {
    var rows =
        completed(rows("5270011", Format.ORGANISATION), HEADER).stream()
            .collect(Collectors.groupingBy(row -> row.get(9)));
    assertThat(rows.get("Pay Merchant Charge")).hasSize(7).allMatch(row -> cents(row.get(6)) < 0);
    assertThat(rows.get("Organization Settlement"))
        .hasSize(7)
        .allMatch(row -> row.get(10).startsWith("5270010 - MAMA NJERI"));
    var paybill = completed(rows("600731", Format.ORGANISATION), HEADER);
    var reversal =
        paybill.stream().filter(row -> row.get(9).startsWith("Pay Utility Reversal")).toList();
    assertThat(reversal)
        .isNotEmpty()
        .allMatch(row -> row.get(3).startsWith("Pay Utility Reversal by"))
        .allMatch(row -> mpesa.find(row.get(11)).isPresent() || row.get(11).length() == 10);
    assertThat(paybill.stream().filter(row -> row.get(9).startsWith("Pay Bill Online")))
        .isNotEmpty()
        .allMatch(
            row -> row.get(3).matches("Pay Bill Online from 254\\d\\*{4}\\d{3} - .+ Acc\\. .+"))
        .allMatch(row -> !row.get(12).isEmpty());
  }

  @Test
  void holdsAttemptsThatMovedNothing() throws IOException {
    var attempts =
        rows("600731", Format.ORGANISATION).stream()
            .skip(HEADER + 1)
            .filter(row -> row.size() > 8 && row.get(8).equals("false"))
            .toList();
    assertThat(attempts)
        .isNotEmpty()
        .allMatch(row -> List.of("Failed", "Cancelled").contains(row.get(4)))
        .allMatch(row -> mpesa.find(row.getFirst()).isEmpty());
  }

  @Test
  void theMerchantsExportHoldsTheSame() throws IOException {
    var rows = rows("5270011", Format.MERCHANT);
    var completed = completed(rows, 8);
    var truth = mpesa.truth("5270011", FROM, TO);

    assertThat(rows.getFirst()).containsExactly("M-PESA FULL STATEMENT - Merchant");
    assertThat(rows.get(8)).hasSize(9).startsWith("Receipt No").endsWith("Other Party");
    assertThat(sum(completed, 4)).isEqualTo(sum(truth, m -> Math.max(0, m.amountCents())));
    assertThat(sum(completed, 5)).isEqualTo(-sum(truth, m -> Math.min(0, m.amountCents())));
    assertThat(completed)
        .allMatch(row -> row.get(1).matches("2026-03-\\d\\d \\d\\d:\\d\\d:\\d\\d"))
        .allMatch(row -> row.get(4).equals("0.00") != row.get(5).equals("0.00"))
        .anyMatch(row -> row.get(7).equals("Customer Merchant Payment"));
  }

  @Test
  void isTheSameEachTimeAndEmptyWhenNothingMoved() throws IOException {
    assertThat(text("600731", TO, Format.ORGANISATION))
        .isEqualTo(text("600731", TO, Format.ORGANISATION))
        .contains("\r\n");
    assertThat(PortalStatement.rows(mpesa, "600731", FROM, FROM, Format.ORGANISATION)).hasSize(8);
  }

  private static List<List<String>> completed(List<List<String>> rows, int header) {
    var status = rows.get(header).indexOf("Transaction Status");
    return rows.stream()
        .skip(header + 1)
        .filter(row -> row.size() > status && row.get(status).equals("Completed"))
        .toList();
  }

  private static List<List<String>> rows(String code, Format format) throws IOException {
    try (var csv =
        CsvReader.builder()
            .skipEmptyLines(false)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .ofCsvRecord(text(code, TO, format))) {
      return csv.stream().map(row -> List.copyOf(row.getFields())).toList();
    }
  }

  private static String text(String code, Instant to, Format format) throws IOException {
    var out = new StringBuilder();
    PortalStatement.write(mpesa, code, FROM, to, format, out);
    return out.toString();
  }

  private static long sum(List<List<String>> rows, int column) {
    return rows.stream().mapToLong(row -> cents(row.get(column))).sum();
  }

  private static long sum(List<Movement> movements, ToLongFunction<Movement> cents) {
    return movements.stream().mapToLong(cents).sum();
  }

  private static long cents(String amount) {
    return amount.isEmpty()
        ? 0
        : new BigDecimal(amount.replace(",", "")).movePointRight(2).longValueExact();
  }
}
