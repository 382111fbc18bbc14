package tillsight.server.callback;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tillsight.server.payer.PayerEvidence;
import tillsight.server.payment.Receipt;

/**
 * Reads the result of an STK push (daraja.md 5). Total: whatever comes in, a {@link Callback} comes
 * out. A successful one is a payment, whose confirmation usually arrives as well.
 */
final class StkParser {

  private static final Duration CLOCK_SKEW = Duration.ofMinutes(15);
  private static final int DEPTH_MAX = 64;
  private static final int ID_CHARS_MAX = 80;
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  static {
    JSON.getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder().maxNestingDepth(DEPTH_MAX).build());
  }

  /**
   * @param shortCode the account that was paid, which the result itself does not say; null when it
   *     cannot be told
   */
  static Callback parse(byte[] body, Instant receivedAt, @Nullable String shortCode) {
    try {
      var result = JSON.readTree(body).path("Body").path("stkCallback");
      if (!result.isObject() || result.path("CheckoutRequestID").asText().isBlank()) {
        return new Callback.Unreadable("no stkCallback with a CheckoutRequestID");
      }
      var code = result.path("ResultCode").asText();
      return code.equals("0")
          ? paid(result.path("CallbackMetadata").path("Item"), receivedAt, shortCode)
          : new Callback.Declined(code);
    } catch (JsonProcessingException e) {
      return new Callback.Unreadable("not JSON");
    } catch (IOException e) {
      return new Callback.Unreadable("not readable");
    }
  }

  /** The CheckoutRequestID: what all results of the same push have in common. */
  static @Nullable String conversation(byte[] body) {
    try {
      var id = JSON.readTree(body).path("Body").path("stkCallback").path("CheckoutRequestID");
      var text = Text.clean(id.asText());
      return text.isEmpty() ? null : text.substring(0, Math.min(text.length(), ID_CHARS_MAX));
    } catch (IOException e) {
      return null;
    }
  }

  private static Callback paid(JsonNode items, Instant receivedAt, @Nullable String shortCode) {
    var receipt = Text.clean(item(items, "MpesaReceiptNumber")).toUpperCase(Locale.ROOT);
    var given = item(items, "Amount");
    var amount = CallbackParser.amount(given);
    var paidAt = CallbackParser.time(item(items, "TransactionDate"));
    var payer = PayerEvidence.of(item(items, "PhoneNumber"), "");
    var doubt = doubt(receipt, given, amount, paidAt, receivedAt, shortCode);
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
      String given,
      long amount,
      @Nullable Instant paidAt,
      Instant receivedAt,
      @Nullable String shortCode) {
    if (!Receipt.isValid(receipt)) {
      return Doubt.RECEIPT_UNUSUAL;
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
      if (item.path("Name").asText().equals(name)) {
        return item.path("Value").asText("");
      }
    }
    return "";
  }

  private StkParser() {}
}
