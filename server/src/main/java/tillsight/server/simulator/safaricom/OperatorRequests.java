package tillsight.server.simulator.safaricom;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import tillsight.server.simulator.Money;
import tillsight.server.simulator.Movement;
import tillsight.server.simulator.Mpesa;
import tillsight.server.simulator.Outlet;
import tillsight.server.simulator.SimulatedPayment;
import tillsight.server.simulator.WallTime;
import tillsight.server.simulator.safaricom.Result.Parameter;

/** What operators may ask for: the status of a transaction, balances, and to give money back. */
final class OperatorRequests {

  private static final int CONVERSATIONS_MAX = 10_000;

  private final Mpesa mpesa;
  private final Operators operators;
  private final InstantSource clock;
  // Receipts of reversals, by the conversations in which they were asked for.
  private final Map<String, String> reversals =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > CONVERSATIONS_MAX;
        }
      };

  OperatorRequests(Mpesa mpesa, Operators operators, InstantSource clock) {
    this.mpesa = mpesa;
    this.operators = operators;
    this.clock = clock;
  }

  Answer status(DarajaApp app, Fields fields) {
    var conversation = operators.open(fields, "TransactionStatusQuery");
    var shortCode = fields.shortCode("PartyA", app);
    fields.oneOf("IdentifierType", "1", "2", "4");
    var receipt = fields.optional("TransactionID");
    var asked = receipt == null ? reversals.get(conversationAskedFor(fields)) : receipt;
    return operators.later(
        app,
        fields,
        conversation,
        () ->
            mpesa
                .find(asked == null ? "" : asked)
                .filter(movement -> movement.shortCode().equals(shortCode))
                .map(movement -> status(movement, conversation))
                .orElseGet(() -> refused("2032", "The transaction could not be found.")));
  }

  Answer balance(DarajaApp app, Fields fields) {
    var conversation = operators.open(fields, "AccountBalance");
    var shortCode = fields.shortCode("PartyA", app);
    fields.oneOf("IdentifierType", "2", "4");
    return operators.later(app, fields, conversation, () -> balance(shortCode));
  }

  Answer reversal(DarajaApp app, Fields fields) {
    var conversation = operators.open(fields, "TransactionReversal");
    var receipt = fields.text("TransactionID");
    var cents = fields.cents("Amount");
    var shortCode = fields.shortCode("ReceiverParty", app);
    // Safaricom's own spelling.
    fields.oneOf("RecieverIdentifierType", "11");
    return operators.later(
        app, fields, conversation, () -> reverse(receipt, cents, shortCode, conversation));
  }

  /** The field has two names in Safaricom's own pages. */
  private static String conversationAskedFor(Fields fields) {
    var conversation = fields.optional("OriginalConversationID");
    var other = fields.optional("OriginatorConversationID");
    if (conversation == null && other == null) {
      throw fields.invalid("TransactionID");
    }
    return conversation == null ? String.valueOf(other) : conversation;
  }

  private Result status(Movement movement, Conversation conversation) {
    var isIncoming = movement.amountCents() > 0;
    var customer = party(movement);
    var organisation = movement.shortCode() + " - " + mpesa.owner(movement.shortCode());
    return Result.done(
        mpesa.receiptAt(clock.instant()),
        new Parameter("DebitPartyName", isIncoming ? customer : organisation),
        new Parameter("CreditPartyName", isIncoming ? organisation : customer),
        new Parameter("OriginatorConversationID", conversation.originatorId()),
        new Parameter("InitiatedTime", WallTime.digits(movement.at())),
        new Parameter("FinalisedTime", WallTime.digits(movement.at())),
        new Parameter("DebitAccountType", "MMF Account For Customer"),
        new Parameter("DebitPartyCharges", ""),
        new Parameter("TransactionReason", ""),
        new Parameter("ReasonType", reason(movement)),
        new Parameter(
            "TransactionStatus", mpesa.isReversed(movement.receipt()) ? "Cancelled" : "Completed"),
        new Parameter("Amount", shillings(Math.abs(movement.amountCents()))),
        new Parameter("ConversationID", conversation.id()),
        new Parameter("ReceiptNo", movement.receipt()));
  }

  private static String reason(Movement movement) {
    return switch (movement.type()) {
      case SimulatedPayment.PAY_BILL -> "Pay Bill Online";
      case SimulatedPayment.TILL -> "Merchant Payment Online";
      default -> movement.type();
    };
  }

  private Result balance(String shortCode) {
    var now = clock.instant();
    var accounts =
        "Working Account|KES|0.00|0.00|0.00|0.00&Float Account|KES|0.00|0.00|0.00|0.00&"
            + account(shortCode)
            + "&Charges Paid Account|KES|0.00|0.00|0.00|0.00"
            + "&Organization Settlement Account|KES|0.00|0.00|0.00|0.00";
    return Result.done(
        mpesa.receiptAt(now),
        new Parameter("AccountBalance", accounts),
        new Parameter("BOCompletedTime", WallTime.digits(now)));
  }

  private Result reverse(String receipt, long cents, String shortCode, Conversation conversation) {
    var now = clock.instant();
    var payment =
        mpesa
            .find(receipt)
            .filter(found -> found.kind() == Movement.Kind.PAYMENT)
            .filter(found -> found.shortCode().equals(shortCode))
            .filter(found -> cents <= found.amountCents());
    if (payment.isEmpty()) {
      return refused("R000002", "The original transaction is invalid.");
    }
    if (mpesa.isReversed(receipt)) {
      return refused("R000001", "The transaction has already been reversed.");
    }
    return mpesa
        .reverse(payment.get(), cents, now)
        .map(reversal -> reversed(reversal, conversation))
        .orElseGet(() -> refused("1", "The balance is insufficient for the transaction."));
  }

  private Result reversed(Movement reversal, Conversation conversation) {
    reversals.put(conversation.originatorId(), reversal.receipt());
    reversals.put(conversation.id(), reversal.receipt());
    return Result.done(
        reversal.receipt(),
        new Parameter("DebitAccountBalance", account(reversal.shortCode())),
        new Parameter("Amount", shillings(-reversal.amountCents())),
        new Parameter("TransCompletedTime", WallTime.digits(reversal.at())),
        new Parameter("OriginalTransactionID", String.valueOf(reversal.original())),
        new Parameter("Charge", 0.0),
        new Parameter("CreditPartyPublicName", party(reversal)),
        new Parameter(
            "DebitPartyPublicName",
            reversal.shortCode() + " - " + mpesa.owner(reversal.shortCode())));
  }

  private Result refused(String code, String description) {
    return Result.refused(code, description, mpesa.receiptAt(clock.instant()));
  }

  private String account(String shortCode) {
    var outlet = mpesa.outlet(shortCode);
    var name = outlet.kind() == Outlet.Kind.PAYBILL ? "Utility" : "Merchant";
    var balance = Money.shillings(mpesa.balanceCents(shortCode));
    return "%s Account|KES|%s|%s|0.00|0.00".formatted(name, balance, balance);
  }

  private static String party(Movement movement) {
    var name = movement.name().full();
    return movement.phone().isEmpty() ? name : movement.phone() + " - " + name;
  }

  private static double shillings(long cents) {
    return Double.parseDouble(Money.shillings(cents));
  }
}
