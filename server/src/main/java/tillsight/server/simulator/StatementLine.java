package tillsight.server.simulator;

import java.time.Instant;
import java.util.Locale;
import tillsight.server.simulator.Dice.Subject;

/**
 * A movement in the words of the organisation portal.
 *
 * @param reason the portal's reason type
 * @param party who is on the other side
 * @param failed if it is an attempt that moved nothing
 */
record StatementLine(
    Movement movement,
    String receipt,
    String reason,
    String details,
    String party,
    boolean failed) {

  private static final double ATTEMPTS = 0.005;
  private static final int SECONDS_MAX = 9;

  static StatementLine of(Movement movement) {
    var party = party(movement);
    var reason = reason(movement);
    return new StatementLine(
        movement, movement.receipt(), reason, details(movement, reason, party), party, false);
  }

  /** The attempt that went before it, if the payer needed two; it has a receipt of its own. */
  static boolean hadAttempt(Movement movement) {
    return movement.kind() == Movement.Kind.PAYMENT && dice(movement, "attempt").falls(ATTEMPTS);
  }

  StatementLine attempt() {
    var number = new StringBuilder(receipt.substring(3)).reverse();
    return new StatementLine(
        movement, receipt.substring(0, 3) + number, reason, details, party, true);
  }

  String status() {
    if (failed) {
      return dice(movement, "status").falls(0.5) ? "Failed" : "Cancelled";
    }
    return "Completed";
  }

  long paidInCents() {
    return Math.max(0, movement.amountCents());
  }

  long withdrawnCents() {
    return Math.max(0, -movement.amountCents());
  }

  long balanceCents() {
    return failed ? movement.balanceCents() - movement.amountCents() : movement.balanceCents();
  }

  /** M-PESA needs a few seconds. */
  Instant initiated() {
    return movement.at().minusSeconds(dice(movement, "initiated").below(SECONDS_MAX));
  }

  private static String reason(Movement movement) {
    return switch (movement.kind()) {
      case PAYMENT -> reasonOfPayment(movement);
      case REVERSAL -> movement.type() + " by Organization";
      case CHARGE -> movement.type();
      case SETTLEMENT ->
          movement.type().equals(Movement.TO_BANK) ? movement.type() : "Organization Settlement";
    };
  }

  private static String reasonOfPayment(Movement movement) {
    var whim = dice(movement, "reason").share();
    return switch (movement.type()) {
      case SimulatedPayment.PAY_BILL ->
          whim < 0.55
              ? "Pay Utility"
              : whim < 0.95 ? "Pay Bill Online" : "Pay Utility with OD Online";
      case SimulatedPayment.TILL -> whim < 0.6 ? "Merchant Payment Online" : "Pay Merchant";
      default -> movement.type();
    };
  }

  private static String party(Movement movement) {
    var phone = movement.phone();
    var name = movement.name().full().toUpperCase(Locale.ROOT);
    if (!phone.isEmpty()) {
      return "%s****%s - %s".formatted(phone.substring(0, 4), phone.substring(9), name);
    }
    var isSweep = movement.kind() == Movement.Kind.SETTLEMENT && !movement.account().isEmpty();
    return isSweep ? movement.account() + " - " + name : name;
  }

  private static String details(Movement movement, String reason, String party) {
    var account = movement.account();
    return switch (movement.kind()) {
      case PAYMENT ->
          (reason.equals("Pay Utility") ? "Pay Bill" : reason)
              + " from "
              + party
              + (account.isEmpty() ? "" : " Acc. " + account);
      case REVERSAL -> reason + " " + movement.original() + " to " + party;
      case CHARGE -> reason;
      case SETTLEMENT -> reason + (movement.amountCents() < 0 ? " to " : " from ") + party;
    };
  }

  private static Dice dice(Movement movement, String subject) {
    return Dice.of(0, Subject.STATEMENT, movement.receipt() + subject);
  }
}
