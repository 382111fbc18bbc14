package tillsight.server.daraja;

import static java.nio.charset.StandardCharsets.UTF_8;
import static tillsight.server.payment.Receipt.EAT;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tillsight.server.daraja.DarajaRefusal.Why;

/** Asks a customer's phone to pay, and what came of it. */
public final class StkPush {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMddHHmmss");
  private static final Pattern PHONE = Pattern.compile("254[17][0-9]{8}");
  private static final Pattern REFERENCE = Pattern.compile("[A-Za-z0-9 ._/-]{1,12}");
  private static final int DESCRIPTION_CHARACTERS_MAX = 13;

  /** What is paid: a Paybill account or a till. */
  public enum Type {
    PAYBILL("CustomerPayBillOnline"),
    BUY_GOODS("CustomerBuyGoodsOnline");

    private final String word;

    Type(String word) {
      this.word = word;
    }
  }

  /** Daraja took the request; the result comes by callback. */
  public record Accepted(
      String merchantRequestId, String checkoutRequestId, String customerMessage) {}

  /**
   * How far a push has come.
   *
   * @param code its result code; empty while it is pending
   */
  public record State(Progress progress, String code, String description) {

    /** Its stages. */
    public enum Progress {
      PENDING,
      PAID,
      FAILED
    }
  }

  private final Daraja daraja;

  public StkPush(Daraja daraja) {
    this.daraja = daraja;
  }

  /**
   * Sends the prompt. Never sent twice: a customer who is asked twice may pay twice.
   *
   * @param partyB the till that is paid; null for a Paybill, which is the short code itself
   * @param phone 254 and nine digits
   * @param accountReference up to 12 characters
   * @param description up to 13 characters are sent
   */
  public Future<Accepted> request(
      DarajaAccount account,
      String shortCode,
      @Nullable String partyB,
      Type type,
      String phone,
      long amountShillings,
      String accountReference,
      String description,
      CallbackUrls urls) {
    return checked(phone, amountShillings, accountReference, urls)
        .compose(fine -> signed(account, shortCode))
        .map(
            body ->
                body.put("TransactionType", type.word)
                    .put("Amount", amountShillings)
                    .put("PartyA", phone)
                    .put("PartyB", partyB == null ? shortCode : partyB)
                    .put("PhoneNumber", phone)
                    .put("CallBackURL", urls.stk().toString())
                    .put("AccountReference", accountReference)
                    .put(
                        "TransactionDesc",
                        Remarks.of(description, accountReference, DESCRIPTION_CHARACTERS_MAX)))
        .compose(
            body ->
                daraja.ask(
                    account,
                    new Question<>(
                        "stk-push",
                        "/mpesa/stkpush/v1/processrequest",
                        body,
                        false,
                        StkPush::accepted)));
  }

  public Future<State> query(DarajaAccount account, String shortCode, String checkoutRequestId) {
    return signed(account, shortCode)
        .map(body -> body.put("CheckoutRequestID", checkoutRequestId))
        .compose(
            body ->
                daraja.ask(
                    account,
                    new Question<>(
                        "stk-query", "/mpesa/stkpushquery/v1/query", body, true, StkPush::state)));
  }

  private Future<Void> checked(String phone, long shillings, String reference, CallbackUrls urls) {
    var problem = urls.problem(daraja.base());
    if (problem.isPresent()) {
      return refused(Why.BAD_ADDRESS, problem.get());
    }
    if (!PHONE.matcher(phone).matches()) {
      return refused(Why.INVALID_FIELD, "the phone number must be 254 and nine digits");
    }
    if (shillings < 1) {
      return refused(Why.BELOW_MINIMUM, "");
    }
    return REFERENCE.matcher(reference).matches()
        ? Future.succeededFuture()
        : refused(Why.INVALID_FIELD, "the account must have 1 to 12 letters, digits and . _ / -");
  }

  private static Future<Void> refused(Why why, String said) {
    return Future.failedFuture(new DarajaRefusal(why, null, said));
  }

  /** The part of a request that proves that it is ours. */
  private Future<JsonObject> signed(DarajaAccount account, String shortCode) {
    if (account.passkey() == null) {
      return Future.failedFuture(new DarajaRefusal(Why.PASSKEY_MISSING));
    }
    var time = TIME.format(daraja.clock().instant().atOffset(EAT));
    var password = shortCode + account.passkey() + time;
    return Future.succeededFuture(
        new JsonObject()
            .put("BusinessShortCode", shortCode)
            .put("Password", Base64.getEncoder().encodeToString(password.getBytes(UTF_8)))
            .put("Timestamp", time));
  }

  private static Accepted accepted(Answer answer) {
    var said = answer.accepted();
    return new Accepted(
        said.text("MerchantRequestID"),
        said.text("CheckoutRequestID"),
        CleanText.of(said.text("CustomerMessage")));
  }

  private static State state(Answer answer) {
    var fault = Fault.of(answer.status(), answer.body());
    if (fault.why() == Why.STILL_PROCESSING) {
      return new State(State.Progress.PENDING, "", "It is still under way.");
    }
    var said = answer.said();
    var code = said.text("ResultCode");
    var described = CleanText.of(said.text("ResultDesc"));
    if (code.isEmpty()) {
      throw fault.refusal();
    }
    if (ResultCode.isSuccess(code)) {
      return new State(State.Progress.PAID, code, described);
    }
    return described.toLowerCase(Locale.ROOT).contains("process")
        ? new State(State.Progress.PENDING, "", described)
        : new State(
            State.Progress.FAILED,
            code,
            ResultCode.ofPush(code).map(Why::sentence).orElse(described));
  }
}
