package tillsight.server.statement;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A statement of the organisation portal, row by row, as text or as a workbook. */
final class SampleStatement {

  static final String[] HEADER = {
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
    "A/C No."
  };

  private final String shortCode;
  private final String account;
  private final List<String[]> rows = new ArrayList<>();
  private String paidIn = "";
  private String withdrawn = "";
  private long balanceCents = 1_000_000_00;

  private SampleStatement(String shortCode, String account) {
    this.shortCode = shortCode;
    this.account = account;
  }

  static SampleStatement of(String shortCode) {
    return new SampleStatement(shortCode, "Utility Account");
  }

  static SampleStatement of(String shortCode, String account) {
    return new SampleStatement(shortCode, account);
  }

  /** A customer's payment to a Paybill. */
  SampleStatement payment(String receipt, String time, String amount) {
    return row(
        receipt,
        time,
        "Pay Bill from 2547****678 - JANE DOE Acc. ACC001",
        amount,
        "",
        "Pay Bill Online",
        "2547****678 - JANE DOE",
        "",
        "ACC001");
  }

  SampleStatement reversal(String receipt, String time, String amount, String original) {
    return row(
        receipt,
        time,
        "Pay Utility Reversal by OPERATOR",
        "",
        "-" + amount,
        "Pay Utility Reversal by OPERATOR",
        "2547****678 - JANE DOE",
        original,
        "");
  }

  SampleStatement charge(String receipt, String time, String amount) {
    return row(
        receipt, time, "Pay Bill Charge", "", "-" + amount, "Pay Bill Charge", "", receipt, "");
  }

  SampleStatement out(String receipt, String time, String type, String amount) {
    return row(receipt, time, type, "", "-" + amount, type, "", "", "");
  }

  SampleStatement in(String receipt, String time, String type, String amount, String other) {
    return row(receipt, time, type + " from " + other, amount, "", type, other, "", "");
  }

  SampleStatement row(
      String receipt,
      String time,
      String details,
      String paidIn,
      String withdrawn,
      String type,
      String other,
      String linked,
      String account) {
    balanceCents += cents(paidIn) - Math.abs(cents(withdrawn));
    return raw(
        receipt,
        time,
        time,
        details,
        "Completed",
        paidIn,
        withdrawn,
        shillings(balanceCents),
        "true",
        type,
        other,
        linked,
        account);
  }

  SampleStatement raw(String... cells) {
    rows.add(cells);
    return this;
  }

  /** Puts totals into the preamble. */
  SampleStatement totals(String paidIn, String withdrawn) {
    this.paidIn = paidIn;
    this.withdrawn = withdrawn;
    return this;
  }

  SampleStatement newestFirst() {
    var turned = List.copyOf(rows).reversed();
    rows.clear();
    rows.addAll(turned);
    return this;
  }

  String csv() {
    return csv(",");
  }

  String csv(String delimiter) {
    var lines = new ArrayList<String[]>();
    lines.add(new String[] {"Organization Name", "ACME STORES"});
    lines.add(new String[] {"Short Code", shortCode});
    lines.add(new String[] {"Account", account});
    lines.add(new String[] {"Time Period:", "From 01-03-2026 00:00:00", "To 02-03-2026 23:59:59"});
    if (!paidIn.isEmpty()) {
      lines.add(new String[] {"Total Paid In", paidIn, "Total Withdrawn", withdrawn});
    }
    lines.add(new String[] {""});
    lines.add(HEADER);
    lines.addAll(rows);
    return lines.stream()
        .map(
            cells ->
                Stream.of(cells)
                    .map(cell -> quoted(cell, delimiter))
                    .collect(Collectors.joining(delimiter)))
        .collect(Collectors.joining("\r\n", "", "\r\n"));
  }

  /** The same as the portal's workbook: labels and values in columns of their own. */
  TestWorkbook workbook() {
    var workbook =
        new TestWorkbook()
            .sheet()
            .row("Account Holder", "ACME STORES")
            .row("Short Code", shortCode)
            .row("Account", account)
            .row("Time Period", null, "From 01-03-2026 00:00:00", null, "To 02-03-2026 23:59:59")
            .row("Operator", "owner", "Date of Report: 03-03-2026 08:00:00")
            .row(
                "Opening Balance",
                "1,000,000.00",
                "Closing Balance",
                shillings(balanceCents),
                "Available Balance",
                shillings(balanceCents),
                "Total Paid In",
                paidIn,
                "Total Withdrawn",
                withdrawn)
            .row(HEADER);
    rows.forEach(workbook::row);
    return workbook;
  }

  /** What a row moves; nothing if its amount is none. */
  private static long cents(String amount) {
    var cents = Shillings.cents(amount);
    return cents == null ? 0 : cents;
  }

  private static String shillings(long cents) {
    return String.format(Locale.ROOT, "%,d.%02d", cents / 100, cents % 100);
  }

  private static String quoted(String cell, String delimiter) {
    return cell.contains(delimiter) || cell.contains("\"")
        ? "\"" + cell.replace("\"", "\"\"") + "\""
        : cell;
  }
}
