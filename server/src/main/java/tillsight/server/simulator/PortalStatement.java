package tillsight.server.simulator;

import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Stream;

/**
 * The statement of an account over a period, as a person downloads it from M-PESA's organisation
 * portal: newest first, with attempts that failed between the lines that count.
 */
public final class PortalStatement {

  private static final DateTimeFormatter DAY_FIRST =
      DateTimeFormatter.ofPattern("dd-MM-yyyy HH:mm:ss");
  private static final DateTimeFormatter YEAR_FIRST =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
  private static final List<String> ORGANISATION_HEADER =
      List.of(
          "Receipt No.",
          "Completion Time",
          "Initiation Time",
          "Details",
          "Transaction Status",
          "Paid In",
          "Withdrawn",
          "Balance",
          "Balance Confirmed",
          "Reason Type",
          "Other Party Info",
          "Linked Transaction ID",
          "A/C No.");
  private static final List<String> MERCHANT_HEADER =
      List.of(
          "Receipt No",
          "Completion Time",
          "Details",
          "Transaction Status",
          "Paid in",
          "Withdrawn",
          "Balance",
          "Transaction Type",
          "Other Party");

  /** Which of the portal's exports it is. */
  public enum Format {
    /** Thirteen columns, the totals above and below them, withdrawn amounts below zero. */
    ORGANISATION,
    /** Nine columns, noughts instead of blanks, withdrawn amounts above zero. */
    MERCHANT
  }

  private final Mpesa mpesa;
  private final String shortCode;
  private final Instant from;
  private final Instant to;
  private final List<Movement> movements;

  private PortalStatement(Mpesa mpesa, String shortCode, Instant from, Instant to) {
    this.mpesa = mpesa;
    this.shortCode = shortCode;
    this.from = from;
    this.to = to;
    movements = mpesa.truth(shortCode, from, to).reversed();
  }

  /** Writes it as CSV. */
  public static void write(
      Mpesa mpesa, String shortCode, Instant from, Instant to, Format format, Appendable out)
      throws IOException {
    for (var rows = rows(mpesa, shortCode, from, to, format).iterator(); rows.hasNext(); ) {
      var separator = "";
      for (var cell : rows.next()) {
        out.append(separator).append(quoted(cell));
        separator = ",";
      }
      out.append("\r\n");
    }
  }

  /** Its rows as a spreadsheet has them, the ones above the header included. */
  public static Stream<List<String>> rows(
      Mpesa mpesa, String shortCode, Instant from, Instant to, Format format) {
    var statement = new PortalStatement(mpesa, shortCode, from, to);
    return switch (format) {
      case ORGANISATION -> statement.organisation();
      case MERCHANT -> statement.merchant();
    };
  }

  private Stream<List<String>> organisation() {
    var above =
        List.of(
            List.of("Account Holder", mpesa.owner(shortCode)),
            List.of("Short Code", shortCode),
            List.of("Account", isTill() ? "Merchant Account" : "Utility Account"),
            List.of("Time Period", "", "From " + dayFirst(from), "", "To " + dayFirst(to)),
            List.of("Operator", "portal operator", "Date of Report: " + dayFirst(to)),
            List.of(
                "Opening Balance",
                Money.grouped(opening()),
                "Closing Balance",
                Money.grouped(closing()),
                "Available Balance",
                Money.grouped(closing()),
                "Total Paid In",
                Money.grouped(paidIn()),
                "Total Withdrawn",
                Money.grouped(-withdrawn())),
            ORGANISATION_HEADER);
    var below =
        List.of("", "", "", "Total", "", Money.grouped(paidIn()), Money.grouped(-withdrawn()));
    return Stream.of(above.stream(), lines().map(this::organisation), Stream.of(below))
        .flatMap(rows -> rows);
  }

  private List<String> organisation(StatementLine line) {
    var movement = line.movement();
    return List.of(
        line.receipt(),
        dayFirst(movement.at()),
        dayFirst(line.initiated()),
        line.details(),
        line.status(),
        line.paidInCents() == 0 ? "" : Money.grouped(line.paidInCents()),
        line.withdrawnCents() == 0 ? "" : Money.grouped(-line.withdrawnCents()),
        Money.grouped(line.balanceCents()),
        line.failed() ? "false" : "true",
        line.reason(),
        line.party(),
        movement.original() == null ? "" : movement.original(),
        isTill() || movement.kind() != Movement.Kind.PAYMENT ? "" : movement.account());
  }

  private Stream<List<String>> merchant() {
    var above =
        List.of(
            List.of("M-PESA FULL STATEMENT - Merchant"),
            List.of("Organization Name", mpesa.owner(shortCode)),
            List.of("Till Number", shortCode),
            List.of("Statement Period", yearFirst(from) + " - " + yearFirst(to)),
            List.of("Opening Balance", Money.shillings(opening())),
            List.of("Closing Balance", Money.shillings(closing())),
            List.of(
                "Total Paid In",
                Money.shillings(paidIn()),
                "Total Withdrawn",
                Money.shillings(withdrawn())),
            List.<String>of(),
            MERCHANT_HEADER);
    return Stream.concat(above.stream(), lines().map(this::merchant));
  }

  private List<String> merchant(StatementLine line) {
    var movement = line.movement();
    return List.of(
        line.receipt(),
        yearFirst(movement.at()),
        line.details(),
        line.status(),
        Money.shillings(line.paidInCents()),
        Money.shillings(line.withdrawnCents()),
        Money.shillings(line.balanceCents()),
        movement.kind() == Movement.Kind.PAYMENT ? movement.type() : line.reason(),
        line.party());
  }

  private Stream<StatementLine> lines() {
    return movements.stream()
        .mapMulti(
            (movement, lines) -> {
              var line = StatementLine.of(movement);
              lines.accept(line);
              if (StatementLine.hadAttempt(movement)) {
                lines.accept(line.attempt());
              }
            });
  }

  private long opening() {
    return closing() - paidIn() + withdrawn();
  }

  private long closing() {
    return movements.isEmpty()
        ? mpesa.balanceBefore(shortCode, to)
        : movements.getFirst().balanceCents();
  }

  private long paidIn() {
    return movements.stream().mapToLong(Movement::amountCents).filter(cents -> cents > 0).sum();
  }

  private long withdrawn() {
    return -movements.stream().mapToLong(Movement::amountCents).filter(cents -> cents < 0).sum();
  }

  private boolean isTill() {
    return mpesa.outlet(shortCode).isTill();
  }

  private static String dayFirst(Instant at) {
    return WallTime.text(at, DAY_FIRST);
  }

  private static String yearFirst(Instant at) {
    return WallTime.text(at, YEAR_FIRST);
  }

  private static String quoted(String cell) {
    var isPlain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return isPlain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }
}
