package tillsight.server.callback;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tillsight.server.business.Business;
import tillsight.server.business.Till;
import tillsight.server.business.ValidationRules;

/** What we answer when M-PESA asks whether a payment may go through (daraja.md 3.6). */
enum Validation {
  ACCEPTED("0", "Accepted"),
  INVALID_PAYER("C2B00011", "Rejected"),
  INVALID_ACCOUNT("C2B00012", "Rejected"),
  INVALID_AMOUNT("C2B00013", "Rejected"),
  INVALID_SHORT_CODE("C2B00015", "Rejected"),
  OTHER("C2B00016", "Rejected");

  private final String code;
  private final String answer;

  Validation(String code, String description) {
    this.code = code;
    this.answer = "{\"ResultCode\":\"%s\",\"ResultDesc\":\"%s\"}".formatted(code, description);
  }

  /** The JSON that Daraja expects. */
  String answer() {
    return answer;
  }

  /** What the record keeps: accepted, or the code of the refusal. */
  String outcome() {
    return this == ACCEPTED ? "accepted" : code;
  }

  /**
   * Decides by the rules of the business alone; a payment's time is no matter before it is made.
   */
  static Validation of(Business business, byte[] body, Instant receivedAt) {
    return switch (CallbackParser.parse(body, receivedAt)) {
      case Callback.Paid(var said) ->
          decide(
              business,
              said.shortCode(),
              said.amountCents(),
              said.account(),
              said.payer().pseudonym(business.payerKey()));
      case Callback.Doubtful(var _, var draft) ->
          decide(
              business,
              draft.shortCode(),
              draft.amountCents(),
              draft.account(),
              draft.payer().pseudonym(business.payerKey()));
      case Callback.Declined _, Callback.Unreadable _ -> OTHER;
    };
  }

  /** The answer when we cannot decide: the business says whether that keeps the sale. */
  static Validation onFailure(Business business) {
    return business.validation().onFailure() == ValidationRules.OnFailure.ACCEPT ? ACCEPTED : OTHER;
  }

  private static Validation decide(
      Business business,
      @Nullable String shortCode,
      @Nullable Long amountCents,
      String account,
      java.util.@Nullable UUID payer) {
    var rules = business.validation();
    var till = Optional.ofNullable(shortCode).flatMap(business::till);
    if (till.isEmpty()) {
      return INVALID_SHORT_CODE;
    }
    if (amountCents == null
        || amountCents < rules.minimumCents()
        || amountCents > rules.maximumCents()) {
      return INVALID_AMOUNT;
    }
    if (payer != null && rules.blockedPayers().contains(payer)) {
      return INVALID_PAYER;
    }
    // Only Paybill payers type an account; a till has none to check.
    return till.get().kind() == Till.Kind.PAYBILL && !rules.takes(account)
        ? INVALID_ACCOUNT
        : ACCEPTED;
  }
}
