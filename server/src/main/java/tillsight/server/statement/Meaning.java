package tillsight.server.statement;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tillsight.server.business.Till;
import tillsight.server.callback.StatementLine;
import tillsight.server.callback.StatementPayment;

/**
 * What a row of a statement is to the books, told by its direction, its type and the short code
 * whose account it stands on (daraja.md 3.5 and 8.1).
 */
enum Meaning {
  /** Money that came in, from customers or from organisations whose payment needs a look. */
  PAYMENT,
  /** A payment that went back. */
  REVERSAL,
  CHARGE,
  /** Tills that sweep into their head office, and accounts of one short code among themselves. */
  SETTLEMENT,
  WITHDRAWAL,
  /** Paid to customers, staff or other businesses. */
  PAYOUT,
  OTHER;

  private static final String ORGANISATIONS = "organizationtoorganizationtransfer";

  /** The word used in tables, of what is neither payment nor reversal. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Decides.
   *
   * @param account which account of the short code it is, if the statement says
   */
  static Meaning of(StatementLine line, Till.Kind till, @Nullable String account) {
    var type = plain(line.kind());
    var takesBack = type.contains("reversal") || plain(line.beginning()).contains("reversal");
    var kind = kind(type);
    if (!Preamble.takesPayments(account)) {
      return kind;
    }
    if (line.withdrawnCents() > 0) {
      return takesBack && kind != CHARGE && kind != PAYOUT ? REVERSAL : kind;
    }
    if (takesBack || kind == CHARGE || isBetweenAccounts(type)) {
      return kind;
    }
    if (StatementPayment.isCustomers(line) || till != Till.Kind.HEAD_OFFICE) {
      return PAYMENT;
    }
    return kind;
  }

  private static String plain(String text) {
    return Column.plain(text).replace("organisation", "organization");
  }

  /** What it would be if it were neither payment nor reversal. */
  private static Meaning kind(String type) {
    if (has(type, "charge", "fee", "tariff", "commission")) {
      return CHARGE;
    }
    if (isBetweenAccounts(type) || type.contains(ORGANISATIONS)) {
      return SETTLEMENT;
    }
    if (has(type, "withdraw")) {
      return WITHDRAWAL;
    }
    return has(
            type,
            "businesspayment",
            "businesspaybill",
            "businessbuygoods",
            "salary",
            "promotion",
            "b2c")
        ? PAYOUT
        : OTHER;
  }

  private static boolean isBetweenAccounts(String type) {
    return has(type, "settle", "utilityaccount", "merchantaccount", "workingaccount", "mmfaccount");
  }

  private static boolean has(String type, String... words) {
    return Arrays.stream(words).anyMatch(type::contains);
  }
}
