package tillsight.server.callback;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import tillsight.server.access.Seal;
import tillsight.server.business.Business;
import tillsight.server.payer.PayerEvidence;
import tillsight.server.payer.PayerForm;
import tillsight.server.payment.Flag;
import tillsight.server.payment.Receipt;
import tillsight.server.payment.Revenue;

/**
 * Reads a payment out of a row of a portal statement, so that the ledger holds what a confirmation
 * of the same payment would have left there.
 */
public final class StatementPayment {

  /** The source of such payments. */
  public static final String STATEMENT = "statement";

  private static final int NAME_CHARS_MAX = 100;
  private static final int ANY = Pattern.CASE_INSENSITIVE | Pattern.DOTALL;
  private static final Pattern FROM = Pattern.compile("\\bfrom\\s+(.+)$", ANY);
  private static final Pattern ACCOUNT = Pattern.compile("\\s+Acc\\.\\s*(.*)$", ANY);
  private static final Pattern PARTY = Pattern.compile("([+0-9*xX ]{4,24}?)\\s*-\\s*(.*)");

  // Statements name the way as well: standing orders, and payments out of an overdraft.
  private static final Map<String, String> AS_CONFIRMED =
      Map.of(
          "standing order pay bill", "Pay Bill",
          "pay utility with od via stk", "Pay Bill",
          "pay utility with od online", "Pay Bill",
          "pay merchant", "Customer Merchant Payment",
          "pay merchant with od via stk", "Customer Merchant Payment",
          "pay merchant with od online", "Customer Merchant Payment");

  private final Intake intake;

  public StatementPayment(Seal seal) {
    this.intake = new Intake(seal);
  }

  /** A row that paid money in, ready to be stored. */
  public Entry paid(Business business, Instant now, String source, StatementLine line) {
    return intake.entry(business, STATEMENT, now, source, line.bytes(), read(line));
  }

  /** A row that cannot be settled by itself: kept, and held for a person. */
  public Entry held(
      Business business, Instant now, String source, StatementLine line, Doubt doubt) {
    var draft =
        new Callback.Draft(
            line.receipt(),
            line.paidInCents() + line.withdrawnCents(),
            line.at(),
            line.shortCode(),
            line.kind(),
            "",
            "",
            PayerEvidence.NONE,
            null,
            0);
    return intake.entry(
        business, STATEMENT, now, source, line.bytes(), new Callback.Doubtful(doubt, draft));
  }

  /** Whether customers pay in this way; what organisations send needs a look. */
  public static boolean isCustomers(StatementLine line) {
    return Revenue.isCustomers(type(line));
  }

  static Callback read(StatementLine line) {
    if (line.paidInCents() <= 0) {
      return new Callback.Unreadable("no money came in");
    }
    var type = type(line);
    var party = party(line, type);
    var name = Text.clean(party.name());
    var flags = Revenue.isListed(type) ? 0 : Flag.UNLISTED_TYPE.bit();
    flags |= Receipt.fitsDate(line.receipt(), line.at()) ? 0 : Flag.RECEIPT_DATE.bit();
    if (name.length() > NAME_CHARS_MAX) {
      var points = name.codePointCount(0, name.length());
      name = name.substring(0, name.offsetByCodePoints(0, Math.min(NAME_CHARS_MAX, points)));
      flags |= Flag.NAME_SHORTENED.bit();
    }
    return new Callback.Paid(
        new Callback.Confirmation(
            line.receipt(),
            line.paidInCents(),
            line.at(),
            line.shortCode(),
            type,
            account(line),
            name,
            PayerEvidence.of(party.number(), name),
            line.balanceCents(),
            flags));
  }

  /** Reads a row as it is kept. */
  static Callback ofBody(byte[] body) {
    return read(StatementLine.of(body));
  }

  /** The type that a confirmation of it states. */
  private static String type(StatementLine line) {
    var kind = line.kind();
    return AS_CONFIRMED.getOrDefault(kind.toLowerCase(Locale.ROOT), kind);
  }

  /**
   * A payer; the number is empty for organisations, which confirmations name by their name only.
   */
  private record Party(String number, String name) {}

  private static Party party(StatementLine line, String type) {
    var text = line.otherParty().isBlank() ? sender(line.details()) : line.otherParty().strip();
    var parts = PARTY.matcher(text);
    var number = parts.matches() ? parts.group(1).strip() : text;
    var name = parts.matches() ? parts.group(2).strip() : text;
    return switch (PayerEvidence.of(number, "").form()) {
      case PayerForm.PLAIN, PayerForm.MASKED, PayerForm.SHA256 ->
          new Party(number, parts.matches() ? first(name) : "");
      case PayerForm.OPAQUE, PayerForm.NONE -> {
        var isPerson = !parts.matches() && Revenue.isCustomers(type);
        yield new Party("", isPerson ? first(name) : name);
      }
    };
  }

  private static String sender(String details) {
    var from = FROM.matcher(details);
    return from.find() ? ACCOUNT.matcher(from.group(1)).replaceFirst("").strip() : "";
  }

  /** The first name, which is all that a confirmation tells. */
  private static String first(String name) {
    var end = name.indexOf(' ');
    return end < 0 ? name : name.substring(0, end);
  }

  private static String account(StatementLine line) {
    if (!line.account().isBlank()) {
      return Text.clean(line.account());
    }
    var account = ACCOUNT.matcher(line.details());
    return account.find() ? Text.clean(account.group(1)) : "";
  }
}
