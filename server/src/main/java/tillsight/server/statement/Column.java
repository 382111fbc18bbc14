package tillsight.server.statement;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the columns of statements tell, each known by the names that portals give it. */
enum Column {
  RECEIPT("Receipt No.", "receiptno", "receiptnumber", "receipt"),
  COMPLETED("Completion Time", "completiontime"),
  INITIATED("Initiation Time", "initiationtime"),
  DETAILS("Details", "details"),
  STATUS("Transaction Status", "transactionstatus", "status"),
  PAID_IN("Paid In", "paidin"),
  WITHDRAWN("Withdrawn", "withdrawn"),
  BALANCE("Balance", "balance"),
  CONFIRMED("Balance Confirmed", "balanceconfirmed"),
  REASON("Reason Type", "reasontype"),
  TYPE("Transaction Type", "transactiontype"),
  OTHER_PARTY("Other Party Info", "otherpartyinfo", "otherparty"),
  LINKED("Linked Transaction ID", "linkedtransactionid"),
  ACCOUNT("A/C No.", "acno", "accountno", "accountnumber");

  private final String title;
  private final List<String> names;

  Column(String title, String... names) {
    this.title = title;
    this.names = List.of(names);
  }

  /** The name that people know it by. */
  String title() {
    return title;
  }

  static @Nullable Column of(String name) {
    var plain = plain(name);
    for (var column : values()) {
      if (column.names.contains(plain)) {
        return column;
      }
    }
    return null;
  }

  /** Letters and digits only: portals differ in case, points and spaces. */
  static String plain(String name) {
    var plain = new StringBuilder(name.length());
    for (var i = 0; i < name.length(); i++) {
      if (Character.isLetterOrDigit(name.charAt(i))) {
        plain.append(name.charAt(i));
      }
    }
    return plain.toString().toLowerCase(Locale.ROOT);
  }
}
