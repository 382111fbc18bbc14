package tillsight.server.callback;

import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tillsight.server.access.Seal;
import tillsight.server.business.Business;
import tillsight.server.payer.PayerEvidence;
import tillsight.server.payer.PayerForm;
import tillsight.server.payment.Flag;
import tillsight.server.payment.Receipt;
import tillsight.server.payment.Revenue;

/**
 * Reads a payment out of a transaction that Pull told, so that the ledger holds what a confirmation
 * of the same payment would have left there.
 */
public final class PullPayment {

  /** The source of such payments. */
  public static final String PULL = "pull";

  private static final int NAME_CHARS_MAX = 100;
  private static final Duration CLOCK_SKEW = Duration.ofMinutes(15);
  private static final Duration LATE = Duration.ofDays(1);

  /** Sent where there is no name. */
  private static final String NOBODY = "MPESA";

  private static final Pattern NUMBER_IN_FRONT =
      Pattern.compile("(\\+?[0-9][0-9*xX]{6,14})(?:\\s*-\\s*|\\s+|$)(.*)", Pattern.DOTALL);

  /** A mask that hides the end as well tells nobody from anybody. */
  private static final Pattern HIDES_ALL = Pattern.compile("\\+?[0-9]{0,6}[*xX]+");

  private final Intake intake;

  public PullPayment(Seal seal) {
    this.intake = new Intake(seal);
  }

  /** Where what a short code was pulled for comes from. */
  public static String source(String shortCode) {
    return "pull:" + shortCode;
  }

  /** A transaction, ready to be stored: booked if it is beyond doubt, held if not. */
  public Entry entry(Business business, Instant now, PullLine line) {
    return entry(business, now, line, read(line, now));
  }

  /** A transaction that is held for a person whatever it says. */
  public Entry held(Business business, Instant now, PullLine line, Doubt doubt) {
    return entry(
        business,
        now,
        line,
        switch (read(line, now)) {
          case Callback.Paid(var said) -> new Callback.Doubtful(doubt, draft(said));
          case Callback.Doubtful(var _, var draft) -> new Callback.Doubtful(doubt, draft);
          case Callback other -> other;
        });
  }

  private Entry entry(Business business, Instant now, PullLine line, Callback said) {
    return intake.entry(business, PULL, now, source(line.shortCode()), line.bytes(), said);
  }

  /**
   * Reads a transaction as it is kept.
   *
   * @param till the till that somebody named since; null if nobody did
   */
  static Callback ofBody(byte[] body, Instant now, @Nullable String till) {
    var line = PullLine.of(body);
    return read(till == null ? line : line.at(till), now);
  }

  static Callback read(PullLine line, Instant now) {
    var receipt = line.id();
    if (receipt.isEmpty()) {
      return new Callback.Unreadable("no receipt");
    }
    var payer = payer(line);
    var cents = line.amountCents();
    var paidAt = line.paidAt();
    var till = line.till();
    var doubt = doubt(line, receipt, cents, now);
    if (doubt == null && paidAt != null && till != null) {
      return new Callback.Paid(
          new Callback.Confirmation(
              receipt,
              cents,
              paidAt,
              till,
              type(line),
              account(line),
              payer.name(),
              payer.evidence(),
              null,
              flags(line, receipt, paidAt, payer, now)));
    }
    return new Callback.Doubtful(
        doubt == null ? Doubt.TILL_AMBIGUOUS : doubt,
        new Callback.Draft(
            receipt,
            cents > 0 ? cents : null,
            paidAt,
            till,
            type(line),
            account(line),
            payer.name(),
            payer.evidence(),
            null,
            paidAt == null ? 0 : flags(line, receipt, paidAt, payer, now)));
  }

  private static Callback.Draft draft(Callback.Confirmation said) {
    return new Callback.Draft(
        said.receipt(),
        said.amountCents(),
        said.paidAt(),
        said.shortCode(),
        said.transactionType(),
        said.account(),
        said.firstName(),
        said.payer(),
        said.balanceCents(),
        said.flags());
  }

  private static @Nullable Doubt doubt(PullLine line, String receipt, long cents, Instant now) {
    if (!Receipt.isValid(receipt)) {
      return Doubt.RECEIPT_UNUSUAL;
    }
    if (cents <= 0) {
      return CallbackParser.amountDoubt(line.amount(), cents);
    }
    var paidAt = line.paidAt();
    if (paidAt == null) {
      return line.statedTime().isBlank() ? Doubt.TIME_MISSING : Doubt.TIME_UNREADABLE;
    }
    if (paidAt.isAfter(now.plus(CLOCK_SKEW))) {
      return Doubt.TIME_IN_FUTURE;
    }
    return line.till() == null ? Doubt.TILL_AMBIGUOUS : null;
  }

  /** In the words that a confirmation would use; what is no payment for certain keeps its own. */
  private static String type(PullLine line) {
    if (line.isBuyGoods()) {
      return "Customer Merchant Payment";
    }
    return line.isCustomers() ? "Pay Bill" : Text.clean(line.type());
  }

  /** A settlement that was pulled from a till says by that where it came from. */
  private static String account(PullLine line) {
    var account = Text.clean(line.account());
    var isNamed = !account.isEmpty() || line.shortCode().equals(line.till());
    return line.isSettlement() && !isNamed ? line.shortCode() : account;
  }

  private static int flags(
      PullLine line, String receipt, Instant paidAt, Payer payer, Instant now) {
    var flags = payer.shortened() ? Flag.NAME_SHORTENED.bit() : 0;
    flags |=
        Receipt.isValid(receipt) && !Receipt.fitsDate(receipt, paidAt)
            ? Flag.RECEIPT_DATE.bit()
            : 0;
    flags |= Duration.between(paidAt, now).compareTo(LATE) > 0 ? Flag.LATE.bit() : 0;
    flags |= payer.evidence().form() == PayerForm.OPAQUE ? Flag.OPAQUE_PAYER.bit() : 0;
    return flags | (Revenue.isListed(type(line)) ? 0 : Flag.UNLISTED_TYPE.bit());
  }

  private record Payer(String name, PayerEvidence evidence, boolean shortened) {}

  /** The number may stand in its own field or in front of the name; the first name is enough. */
  private static Payer payer(PullLine line) {
    var sender = Text.clean(line.sender());
    var msisdn = line.msisdn().strip();
    var inFront = NUMBER_IN_FRONT.matcher(sender);
    if (inFront.matches()) {
      msisdn = msisdn.isEmpty() ? inFront.group(1) : msisdn;
      sender = inFront.group(2).strip();
    }
    var name = sender.equalsIgnoreCase(NOBODY) ? "" : first(sender);
    var shortened = name.length() > NAME_CHARS_MAX;
    if (shortened) {
      var points = Math.min(NAME_CHARS_MAX, name.codePointCount(0, name.length()));
      name = name.substring(0, name.offsetByCodePoints(0, points));
    }
    return new Payer(
        name,
        HIDES_ALL.matcher(msisdn).matches() ? PayerEvidence.NONE : PayerEvidence.of(msisdn, name),
        shortened);
  }

  /** The first name, which is all that a confirmation tells. */
  private static String first(String name) {
    var end = name.indexOf(' ');
    return end < 0 ? name : name.substring(0, end);
  }
}
