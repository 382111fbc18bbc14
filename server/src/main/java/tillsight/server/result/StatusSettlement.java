package tillsight.server.result;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tillsight.server.callback.Doubt;
import tillsight.server.payment.Receipt;
import tillsight.server.payment.Shillings;
import tillsight.server.request.DarajaRequest;

/** What follows when Safaricom tells what it knows of a receipt. */
final class StatusSettlement {

  /** Clocks of Safaricom's own parts differ by seconds. */
  private static final Duration CLOCK_SKEW = Duration.ofMinutes(2);

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMMM uuuu 'at' HH:mm:ss", Locale.ENGLISH);

  static Settlement of(Result.Status said, Facts facts, boolean vouched) {
    if (said.original() != null && said.receipt() != null && said.completed()) {
      return end(
          ReversalSettlement.of(
              new Result.Reversal(said.receipt(), said.original(), said.amountCents(), said.at()),
              facts,
              vouched),
          said,
          facts);
    }
    var payment = facts.payment();
    var settled = Settlement.NOTHING.about(payment == null ? null : payment.receipt());
    for (var open : facts.open()) {
      settled = settled.telling(open.id(), evidence(said, open));
    }
    var hold = payment == null ? null : finding(said, payment);
    return end(hold == null ? settled : settled.holding(hold), said, facts);
  }

  /** What it means for a payment that is booked. */
  private static Settlement.@Nullable Hold finding(Result.Status said, Facts.Booked payment) {
    if (said.reversed()) {
      return payment.reversedCents() > 0
          ? null
          : FailureSettlement.hold(Doubt.REVERSAL_UNDATED, payment, payment.rest());
    }
    var differs =
        said.failed()
            || (said.completed()
                && !differences(said, payment.amountCents(), payment.paidAt(), payment.shortCodes())
                    .isEmpty());
    return differs
        ? new Settlement.Hold(
            Doubt.STATUS_DIFFERS,
            record(said)
                + " The ledger has "
                + Shillings.of(payment.amountCents())
                + ". "
                + Remedies.of(Doubt.STATUS_DIFFERS),
            payment.receipt(),
            payment.till(),
            said.amountCents(),
            said.at())
        : null;
  }

  /** What it proves or disproves of a quarantined callback. */
  private static String evidence(Result.Status said, Facts.Open open) {
    if (said.failed()) {
      return record(said) + " No money arrived.";
    }
    if (said.reversed()) {
      return record(said) + " It was given back.";
    }
    if (!said.completed()) {
      return record(said) + " It is not finished; ask again later.";
    }
    var differences = differences(said, open.amountCents(), open.paidAt(), open.shortCodes());
    if (!differences.isEmpty()) {
      return record(said)
          + " This callback says otherwise: "
          + String.join(", ", differences)
          + ".";
    }
    return record(said)
        + (open.amountCents() == null
            ? " This callback does not say enough to be compared."
            : " That is what this callback says.");
  }

  /**
   * In what it contradicts somebody who says this; what either does not say contradicts nothing.
   */
  private static List<String> differences(
      Result.Status said,
      @Nullable Long amountCents,
      @Nullable Instant paidAt,
      List<String> shortCodes) {
    var differences = new ArrayList<String>();
    if (said.amountCents() != null
        && amountCents != null
        && !said.amountCents().equals(amountCents)) {
      differences.add("another amount");
    }
    if (said.at() != null
        && paidAt != null
        && Duration.between(said.at(), paidAt).abs().compareTo(CLOCK_SKEW) > 0) {
      differences.add("another time");
    }
    if (said.shortCode() != null
        && !shortCodes.isEmpty()
        && !shortCodes.contains(said.shortCode())) {
      differences.add("another till");
    }
    return differences;
  }

  private static String record(Result.Status said) {
    var record = new StringBuilder("Safaricom's record");
    if (said.amountCents() != null) {
      record.append(": ").append(Shillings.of(said.amountCents()));
    }
    record
        .append(said.amountCents() == null ? ": " : ", ")
        .append(said.state().isEmpty() ? "state not told" : said.state().toLowerCase(Locale.ROOT));
    if (said.at() != null) {
      record.append(" on ").append(TIME.format(said.at().atOffset(Receipt.EAT)));
    }
    if (said.shortCode() != null) {
      record.append(", received by ").append(said.shortCode());
    }
    return record.append('.').toString();
  }

  private static Settlement end(Settlement settled, Result.Status said, Facts facts) {
    return facts.asked() == null
        ? settled
        : settled.ending(new DarajaRequest.End(DarajaRequest.State.DONE, "0", record(said)));
  }

  private StatusSettlement() {}
}
