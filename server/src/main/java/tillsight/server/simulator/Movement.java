package tillsight.server.simulator;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A line of an account at M-PESA: money that came or went, and what was left.
 *
 * @param receipt the two sides of a settlement and its charge share one
 * @param amountCents below zero for money that left
 * @param type what M-PESA calls it
 * @param phone of who paid, 12 digits; empty for an organisation
 * @param name of who paid or was paid
 * @param original receipt of the payment that was given back
 * @param announced if a callback about it was sent, whatever became of it on the receiving side
 */
public record Movement(
    Kind kind,
    String receipt,
    String shortCode,
    long amountCents,
    Instant at,
    long balanceCents,
    String type,
    String account,
    String invoice,
    String phone,
    PersonName name,
    @Nullable String original,
    boolean announced) {

  public static final String TO_BANK = "Withdraw Funds to Bank";
  public static final String TILL_CHARGE = "Pay Merchant Charge";
  public static final String PAYBILL_CHARGE = "Pay Bill Charge";
  public static final String TILL_REVERSAL = "Pay Merchant Reversal";
  public static final String PAYBILL_REVERSAL = "Pay Utility Reversal";

  /** Why money moved. */
  public enum Kind {
    PAYMENT,
    /** Takings on their way: out of a till, into its head office, or to a bank. */
    SETTLEMENT,
    REVERSAL,
    CHARGE;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Movement of(Kind kind, SimulatedPayment payment, long balanceCents, boolean announced) {
    return new Movement(
        kind,
        payment.receipt(),
        payment.shortCode(),
        payment.amountCents(),
        payment.paidAt(),
        balanceCents,
        payment.type(),
        payment.account(),
        payment.invoice(),
        payment.phone(),
        payment.name(),
        null,
        announced);
  }

  /** If money came in, so that a callback may tell of it. */
  public boolean isIncoming() {
    return kind == Kind.PAYMENT || (kind == Kind.SETTLEMENT && amountCents > 0);
  }

  /** What came in, as callbacks tell it. */
  public SimulatedPayment payment() {
    return new SimulatedPayment(
        at, receipt, shortCode, amountCents, type, account, invoice, phone, name, balanceCents);
  }

  /** A line of JSON for comparison; without who paid. */
  public String truth() {
    return "{\"receipt\":\"%s\",\"shortCode\":\"%s\",\"amountCents\":%d,\"paidAt\":\"%s\",\"kind\":\"%s\",%s\"announced\":%s}"
        .formatted(
            receipt,
            shortCode,
            amountCents,
            at,
            kind.word(),
            original == null ? "" : "\"original\":\"" + original + "\",",
            announced);
  }

  /** Leaves out who paid. */
  @Override
  public String toString() {
    return truth();
  }
}
