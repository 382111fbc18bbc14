package tillsight.server.simulator;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One payment as M-PESA knows it, before anybody is told.
 *
 * @param phone 12 digits; empty for an organisation
 * @param invoice what organisations' transfers say in InvoiceNumber; otherwise empty
 * @param balanceCents balance of the receiving account after it; null if M-PESA leaves it blank
 */
public record SimulatedPayment(
    Instant paidAt,
    String receipt,
    String shortCode,
    long amountCents,
    String type,
    String account,
    String invoice,
    String phone,
    PersonName name,
    @Nullable Long balanceCents) {

  public static final String PAY_BILL = "Pay Bill";
  public static final String TILL = "Customer Merchant Payment";
  public static final String ORGANISATION = "Organization To Organization Transfer";
  public static final String OVERDRAFT = "OD Payment Transfer";

  /** If a customer paid, so that it is takings beyond doubt. */
  public boolean isCustomers() {
    return type.equals(PAY_BILL) || type.equals(TILL);
  }

  SimulatedPayment withBalance(long cents) {
    return new SimulatedPayment(
        paidAt, receipt, shortCode, amountCents, type, account, invoice, phone, name, cents);
  }

  SimulatedPayment withReceipt(String text) {
    return new SimulatedPayment(
        paidAt, text, shortCode, amountCents, type, account, invoice, phone, name, balanceCents);
  }

  /** The same at another time. */
  public SimulatedPayment at(Instant moment) {
    return new SimulatedPayment(
        moment, receipt, shortCode, amountCents, type, account, invoice, phone, name, balanceCents);
  }

  /** The same with another amount. */
  public SimulatedPayment withAmount(long cents) {
    return new SimulatedPayment(
        paidAt, receipt, shortCode, cents, type, account, invoice, phone, name, balanceCents);
  }

  /** Leaves out who paid. */
  @Override
  public String toString() {
    return receipt + " " + shortCode + " " + amountCents + " " + paidAt;
  }
}
