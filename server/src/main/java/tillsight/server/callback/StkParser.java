package tillsight.server.callback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tillsight.server.payer.PayerEvidence;
import tillsight.server.payer.PayerKey;
import tillsight.server.payment.Receipt;

/**
 * Reads the result of an STK push (daraja.md 5). Total: whatever comes in, a {@link Callback} comes
 * out. A successful one is a payment, whose confirmation usually arrives as well.
 */
public final class StkParser {

  private static final Duration CLOCK_SKEW = Duration.ofMinutes(15);
  private static final int CODE_CHARS_MAX = 40;

  /**
   * @param shortCode the account that was paid, which the result itself does not say; null when it
   *     cannot be told
   */
  public static Callback parse(byte[] body, Instant receivedAt, @Nullable String shortCode) {
    var tree = BodyTree.of(body);
    var result = tree.map(StkParser::result).orElse(MissingNode.getInstance());
    if (!result.isObject() || BodyTree.text(result.path("CheckoutRequestID")).isBlank()) {
      return new Callback.Unreadable("no stkCallback with a CheckoutRequestID");
    }
    var code = code(result);
    return code.equals("0")
        ? paid(
            result.path("CallbackMetadata").path("Item"),
            tree.map(BodyTree::twice).orElse(false),
            receivedAt,
            shortCode)
        : new Callback.Declined(code);
  }

  /** What all results of the same push have in common; null when it has no CheckoutRequestID. */
  static @Nullable String conversation(byte[] businessKey, byte[] body) {
    var id =
        BodyTree.of(body)
            .map(tree -> Text.clean(BodyTree.text(result(tree).path("CheckoutRequestID"))))
            .orElse("");
    return id.isEmpty() ? null : conversation(businessKey, id);
  }

  /** A pseudonym of a push: its CheckoutRequestID has the payer's number in it. */
  public static String conversation(byte[] businessKey, String checkoutRequestId) {
    return PayerKey.pseudonym(businessKey, "push:" + checkoutRequestId).toString();
  }

  private static JsonNode result(BodyTree tree) {
    return tree.root().path("Body").path("stkCallback");
  }

  private static String code(JsonNode result) {
    var given = result.path("ResultCode");
    if (given.isNumber() && given.decimalValue().signum() == 0) {
      return "0";
    }
    var code = Text.clean(BodyTree.text(given));
    return code.substring(0, Math.min(code.length(), CODE_CHARS_MAX));
  }

  private static Callback paid(
      JsonNode items, boolean twice, Instant receivedAt, @Nullable String shortCode) {
    var receipt = Text.clean(item(items, "MpesaReceiptNumber")).toUpperCase(Locale.ROOT);
    var given = item(items, "Amount");
    var amount = CallbackParser.amount(given);
    var paidAt = CallbackParser.time(item(items, "TransactionDate"));
    var payer = PayerEvidence.of(item(items, "PhoneNumber"), "");
    var doubt = doubt(receipt, twice, given, amount, paidAt, receivedAt, shortCode);
    if (doubt == null && paidAt != null && shortCode != null) {
      return new Callback.Paid(
          new Callback.Confirmation(
              receipt, amount, paidAt, shortCode, "", "", "", payer, null, 0));
    }
    return new Callback.Doubtful(
        doubt == null ? Doubt.TIME_MISSING : doubt,
        new Callback.Draft(
            receipt, amount > 0 ? amount : null, paidAt, shortCode, "", "", "", payer, null, 0));
  }

  private static @Nullable Doubt doubt(
      String receipt,
      boolean twice,
      String given,
      long amount,
      @Nullable Instant paidAt,
      Instant receivedAt,
      @Nullable String shortCode) {
    if (!Receipt.isValid(receipt)) {
      return Doubt.RECEIPT_UNUSUAL;
    }
    if (twice) {
      return Doubt.FIELD_TWICE;
    }
    if (amount <= 0) {
      return CallbackParser.amountDoubt(given, amount);
    }
    if (paidAt == null) {
      return Doubt.TIME_UNREADABLE;
    }
    if (paidAt.isAfter(receivedAt.plus(CLOCK_SKEW))) {
      return Doubt.TIME_IN_FUTURE;
    }
    return shortCode == null ? Doubt.SHORT_CODE_MISSING : null;
  }

  /** The items are a list of names and values; their order varies. */
  private static String item(JsonNode items, String name) {
    for (var item : items) {
      if (BodyTree.text(item.path("Name")).equals(name)) {
        return BodyTree.text(item.path("Value"));
      }
    }
    return "";
  }

  private StkParser() {}
}
