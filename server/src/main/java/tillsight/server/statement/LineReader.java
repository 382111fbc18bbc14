package tillsight.server.statement;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tillsight.server.callback.StatementLine;
import tillsight.server.payment.Receipt;
import tillsight.server.statement.Statement.Complaint;

/**
 * Reads the rows below the header. Says of a damaged one which column is wrong, what kind of thing
 * stands there and how to put it right; never what stands there.
 */
final class LineReader {

  private static final int TEXT_CHARS_MAX = 2_000;
  private static final long CENTS_MAX = 99_999_999_999L;
  private static final Duration CLOCK_SKEW = Duration.ofMinutes(15);
  private static final Instant LAUNCH =
      LocalDate.of(2007, 3, 1).atStartOfDay().toInstant(Receipt.EAT);
  private static final Pattern SCIENTIFIC = Pattern.compile("\\d(?:[.,]\\d+)?[eE]\\+?\\d+");
  private static final Pattern HASHES = Pattern.compile("#{2,}");
  private static final Pattern TIME_ONLY = Pattern.compile("\\d{1,3}:\\d{2}(?::\\d{2}|\\.\\d)?");
  private static final Set<String> TOTALS = Set.of("total", "totals", "grandtotal");
  private static final String AGAIN =
      "; export the statement again, and load it without saving it in Excel";

  private final Header header;
  private final Sheet sheet;
  private final String shortCode;
  private final boolean hasBalances;
  private final Instant now;
  private final List<Complaint> complaints = new ArrayList<>();

  /**
   * What a row turned out to be.
   *
   * @param money null for a row without any: failed, cancelled, or of nothing
   */
  record Line(long number, @Nullable StatementLine money) {}

  /**
   * @param hasBalances whether its balances are those that confirmations state too
   */
  LineReader(Header header, Sheet sheet, String shortCode, boolean hasBalances, Instant now) {
    this.header = header;
    this.sheet = sheet;
    this.shortCode = shortCode;
    this.hasBalances = hasBalances;
    this.now = now;
  }

  /** Reads a row; null for totals, and for a damaged one, of which {@link #complaints} tells. */
  @Nullable Line read(SheetRow row) {
    var receipt = header.cell(row, Column.RECEIPT);
    if (header.cell(row, Column.COMPLETED).isBlank() && isTotal(receipt)) {
      return null;
    }
    var before = complaints.size();
    if (sheet.isText()) {
      checkWidth(row);
    }
    var status = status(row);
    var number = receipt(row, receipt);
    var at = time(row);
    var paidIn = cents(row, Column.PAID_IN);
    var withdrawn = cents(row, Column.WITHDRAWN);
    var balance = header.cell(row, Column.BALANCE);
    var balanceCents = balance.isBlank() ? null : cents(row, Column.BALANCE);
    if (paidIn != null && paidIn < 0) {
      complain(row, Column.PAID_IN, "is negative" + AGAIN);
    }
    if (paidIn != null && withdrawn != null && paidIn != 0 && withdrawn != 0) {
      complain(row, Column.WITHDRAWN, "is filled beside Paid In, and only one of the two can be");
    }
    if (complaints.size() > before || at == null || paidIn == null || withdrawn == null) {
      return null;
    }
    var isMoney = status.equals("completed") && (paidIn != 0 || withdrawn != 0);
    return new Line(
        row.line(),
        isMoney
            ? new StatementLine(
                shortCode,
                number,
                at,
                text(row, header.has(Column.REASON) ? Column.REASON : Column.TYPE),
                text(row, Column.DETAILS),
                text(row, Column.OTHER_PARTY),
                text(row, Column.ACCOUNT),
                text(row, Column.LINKED).toUpperCase(Locale.ROOT),
                paidIn,
                Math.abs(withdrawn),
                hasBalances ? balanceCents : null)
            : null);
  }

  /** What was wrong with the rows read so far. */
  List<Complaint> complaints() {
    return complaints;
  }

  private static boolean isTotal(Cell receipt) {
    return receipt.isBlank() || TOTALS.contains(Column.plain(receipt.text()));
  }

  private void checkWidth(SheetRow row) {
    if (row.cells().size() < header.widthMin()) {
      complaints.add(
          new Complaint(
              row.line(),
              "has %d columns where the header has %d, so it is cut off; export the statement again"
                  .formatted(row.width(), header.width())));
    } else if (row.width() > header.width()) {
      complaints.add(
          new Complaint(
              row.line(),
              "has %d columns where the header has %d; amounts with thousands separators and texts with commas must stand in quotation marks"
                  .formatted(row.width(), header.width())));
    }
  }

  private String status(SheetRow row) {
    if (!header.has(Column.STATUS)) {
      return "completed";
    }
    var status = Column.plain(text(row, Column.STATUS));
    if (status.isEmpty()) {
      complain(row, Column.STATUS, "is empty; export the statement again");
    }
    return status;
  }

  private String receipt(SheetRow row, Cell cell) {
    var receipt = cell.text().strip().toUpperCase(Locale.ROOT);
    if (cell.isBlank()) {
      complain(row, Column.RECEIPT, "is empty; export the statement again");
    } else if (cell.kind() == Cell.Kind.NUMBER || SCIENTIFIC.matcher(receipt).matches()) {
      complain(row, Column.RECEIPT, "is a number, as Excel makes of some receipts" + AGAIN);
    } else if (cell.kind() != Cell.Kind.TEXT) {
      complain(row, Column.RECEIPT, kind(cell));
    } else if (!Receipt.isValid(receipt)) {
      complain(
          row, Column.RECEIPT, "is no receipt of M-PESA's: 8 to 12 letters and digits" + AGAIN);
    }
    return receipt;
  }

  private @Nullable Instant time(SheetRow row) {
    var cell = header.cell(row, Column.COMPLETED);
    var time = WallTime.of(cell, sheet.epochDays());
    if (time == null) {
      complain(row, Column.COMPLETED, timeProblem(cell));
      return null;
    }
    if (time.at().isBefore(LAUNCH)) {
      complain(row, Column.COMPLETED, "lies before M-PESA existed" + AGAIN);
    } else if (time.at().isAfter(now.plus(CLOCK_SKEW))) {
      complain(row, Column.COMPLETED, "lies in the future; is its day where the month should be?");
    }
    return time.at();
  }

  private static String timeProblem(Cell cell) {
    var text = cell.text().strip();
    if (cell.kind() != Cell.Kind.TEXT) {
      return cell.kind() == Cell.Kind.NUMBER ? "is a number that is no date" + AGAIN : kind(cell);
    }
    if (text.isEmpty()) {
      return "is empty; export the statement again";
    }
    if (TIME_ONLY.matcher(text).matches()) {
      return "is a time without its date, as Excel leaves behind" + AGAIN;
    }
    if (HASHES.matcher(text).matches()) {
      return "is the ###### of a column that was too narrow in Excel" + AGAIN;
    }
    return "is not a date and time such as 31-01-2026 14:05:00, day before month" + AGAIN;
  }

  private @Nullable Long cents(SheetRow row, Column column) {
    var cell = header.cell(row, column);
    if (cell.isBlank()) {
      return 0L;
    }
    var cents = Shillings.cents(cell);
    if (cents == null) {
      complain(row, column, amountProblem(cell));
    } else if (column != Column.BALANCE && Math.abs(cents) > CENTS_MAX) {
      complain(row, column, "is larger than any M-PESA transaction can be" + AGAIN);
      return null;
    }
    return cents;
  }

  private static String amountProblem(Cell cell) {
    var text = cell.text().strip();
    if (cell.kind() != Cell.Kind.TEXT && cell.kind() != Cell.Kind.NUMBER) {
      return kind(cell);
    }
    if (HASHES.matcher(text).matches()) {
      return "is the ###### of a column that was too narrow in Excel" + AGAIN;
    }
    if (SCIENTIFIC.matcher(text).matches()) {
      return "is a number in scientific notation, as Excel shortens it" + AGAIN;
    }
    return "is not an amount such as 1,234.50, with a point before the cents" + AGAIN;
  }

  private String text(SheetRow row, Column column) {
    var cell = header.cell(row, column);
    if (cell.kind() == Cell.Kind.FORMULA || cell.kind() == Cell.Kind.ERROR) {
      complain(row, column, kind(cell));
    } else if (cell.text().length() > TEXT_CHARS_MAX) {
      complain(row, column, "is longer than any that M-PESA writes" + AGAIN);
    }
    return cell.text().strip();
  }

  private static String kind(Cell cell) {
    return cell.kind() == Cell.Kind.FORMULA
        ? "is a formula without a value; put the value in its place (Paste Special > Values)"
        : "is an error of the spreadsheet's" + AGAIN;
  }

  private void complain(SheetRow row, Column column, String problem) {
    complaints.add(new Complaint(row.line(), "column %s %s".formatted(column.title(), problem)));
  }
}
