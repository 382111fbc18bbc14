package tillsight.server.result;

import static java.util.Objects.requireNonNullElse;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tillsight.server.callback.CallbackParser;
import tillsight.server.callback.Doubt;
import tillsight.server.callback.ResultBody;
import tillsight.server.callback.Text;
import tillsight.server.daraja.DarajaRefusal.Why;
import tillsight.server.daraja.ResultCode;
import tillsight.server.payment.Receipt;

/**
 * Reads the results of reversals, status queries and balance queries (daraja.md 6). Total and pure:
 * whatever comes in, a {@link ResultMessage} comes out.
 *
 * <p>The code decides whether it was done, whatever the text beside it says: a failed reversal has
 * been seen with the text of a success.
 */
public final class ResultParser {

  private static final int WORDS_CHARS_MAX = 60;
  private static final String UNKNOWN = "Daraja refused it with a code that is on no list";
  private static final String UNKNOWN_REMEDY = "ask apisupport@safaricom.co.ke what it means";
  private static final Pattern ZEROS = Pattern.compile("0+(\\.0+)?");
  private static final Pattern SHORT_CODE = Pattern.compile("\\s*([0-9]{5,7})\\s*(-.*)?");
  private static final Pattern FAILURE =
      Pattern.compile("(?i)fail|error|invalid|insufficient|declin|cancel|not found|unable|denied");
  private static final Pattern SUCCESS = Pattern.compile("(?i)success");
  private static final DateTimeFormatter DOTTED = DateTimeFormatter.ofPattern("d.M.uuuu H:mm:ss");

  /**
   * @param timeout it came to the address for requests that were not answered in time
   */
  public static ResultMessage parse(byte[] body, boolean timeout) {
    var found = ResultBody.of(body);
    if (found.isEmpty()) {
      return new ResultMessage(null, "", null, false, Result.Unclear.NOTHING);
    }
    var result = found.get();
    var given = result.text("ResultCode");
    var code = ZEROS.matcher(given).matches() ? "0" : given;
    return new ResultMessage(
        result.conversation(),
        code,
        receipt(result.text("TransactionID")),
        !timeout && contradicts(code, result.text("ResultDesc")),
        timeout ? new Result.Timeout() : says(result, code));
  }

  private static boolean contradicts(String code, String text) {
    var failure = FAILURE.matcher(text).find() || text.toLowerCase(Locale.ROOT).contains("unsucc");
    return code.equals("0") ? failure : SUCCESS.matcher(text).find() && !failure;
  }

  private static Result says(ResultBody result, String code) {
    var parameters = new Parameters(result.parameters());
    if (code.isEmpty()) {
      return Result.Unclear.NOTHING;
    }
    if (!code.equals("0")) {
      var why = ResultCode.of(code);
      return new Result.Failed(
          code,
          why.map(Why::sentence).orElse(UNKNOWN),
          why.map(Why::remedy).orElse(UNKNOWN_REMEDY),
          named(parameters, result.text("TransactionID")));
    }
    if (result.twice()) {
      return new Result.Unclear(Doubt.FIELD_TWICE, null, null, null);
    }
    if (parameters.has("OriginalTransactionID") && !parameters.has("ReceiptNo")) {
      return reversal(parameters, result.text("TransactionID"));
    }
    if (parameters.has("AccountBalance")) {
      return balance(parameters);
    }
    return parameters.has("ReceiptNo") || parameters.has("TransactionStatus")
        ? status(parameters)
        : Result.Unclear.NOTHING;
  }

  /** The transaction that a failure is about, as far as it says so. */
  private static @Nullable String named(Parameters parameters, String transaction) {
    var original = receipt(parameters.first("OriginalTransactionID"));
    var asked = original == null ? receipt(parameters.first("ReceiptNo")) : original;
    return asked == null ? receipt(transaction) : asked;
  }

  private static Result reversal(Parameters parameters, String transaction) {
    var original = receipt(parameters.first("OriginalTransactionID"));
    var own = receipt(transaction);
    var given = parameters.first("Amount");
    var amount = CallbackParser.amount(given);
    var when = parameters.first("TransCompletedTime");
    var at = time(when);
    var doubt = doubt(parameters, original, own, given, amount);
    if (doubt == null && at == null && !when.isBlank()) {
      doubt = Doubt.TIME_UNREADABLE;
    }
    var cents = amount > 0 ? Long.valueOf(amount) : null;
    return doubt == null && original != null && own != null
        ? new Result.Reversal(own, original, cents, at)
        : new Result.Unclear(requireNonNullElse(doubt, Doubt.RECEIPT_UNUSUAL), original, cents, at);
  }

  private static @Nullable Doubt doubt(
      Parameters parameters,
      @Nullable String original,
      @Nullable String own,
      String amountGiven,
      long amount) {
    if (original == null || own == null || own.equals(original)) {
      return Doubt.RECEIPT_UNUSUAL;
    }
    if (parameters.contradict(List.of("OriginalTransactionID", "Amount", "TransCompletedTime"))) {
      return Doubt.FIELD_TWICE;
    }
    return amount > 0 || amountGiven.isBlank()
        ? null
        : CallbackParser.amountDoubt(amountGiven, amount);
  }

  private static Result status(Parameters parameters) {
    if (parameters.contradict(List.of("ReceiptNo", "Amount", "TransactionStatus"))) {
      return new Result.Unclear(
          Doubt.FIELD_TWICE, receipt(parameters.first("ReceiptNo")), null, null);
    }
    var amount = CallbackParser.amount(parameters.first("Amount"));
    var finished = time(parameters.first("FinalisedTime"));
    return new Result.Status(
        receipt(parameters.first("ReceiptNo")),
        receipt(parameters.first("OriginalTransactionID")),
        words(parameters.first("TransactionStatus")),
        words(parameters.first("ReasonType") + " " + parameters.first("TransactionReason")),
        amount > 0 ? amount : null,
        finished == null ? time(parameters.first("InitiatedTime")) : finished,
        shortCode(parameters.creditParty()));
  }

  private static Result balance(Parameters parameters) {
    var said = AccountBalances.parse(parameters.first("AccountBalance"));
    return new Result.Balance(
        said.accounts(),
        parameters.contradict(List.of("AccountBalance"))
            ? said.unreadable() + 1
            : said.unreadable(),
        time(parameters.first("BOCompletedTime")));
  }

  private static @Nullable String receipt(String given) {
    var receipt = Text.clean(given).toUpperCase(Locale.ROOT);
    return Receipt.isValid(receipt) ? receipt : null;
  }

  /** {@code 600984 - EXAMPLE ORG}; a person's name and number are of no concern. */
  private static @Nullable String shortCode(String party) {
    var matcher = SHORT_CODE.matcher(party);
    return matcher.matches() ? matcher.group(1) : null;
  }

  private static @Nullable Instant time(String given) {
    var time = CallbackParser.time(given);
    if (time != null) {
      return time;
    }
    try {
      return LocalDateTime.parse(given.strip(), DOTTED).toInstant(Receipt.EAT);
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** Words of M-PESA's own, shown to people: nothing in them but letters. */
  private static String words(String given) {
    var words = Text.clean(given).replaceAll("[^A-Za-z /-]+", " ").strip();
    return words.length() <= WORDS_CHARS_MAX ? words : words.substring(0, WORDS_CHARS_MAX).strip();
  }

  private ResultParser() {}
}
