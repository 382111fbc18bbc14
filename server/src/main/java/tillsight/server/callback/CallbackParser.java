package tillsight.server.callback;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tillsight.server.payer.PayerEvidence;
import tillsight.server.payer.PayerForm;
import tillsight.server.payment.Flag;
import tillsight.server.payment.Receipt;
import tillsight.server.payment.Revenue;

/**
 * Reads M-PESA's confirmation. Total and pure: whatever comes in, a {@link Callback} comes out, and
 * nothing counts but the bytes and the time of arrival.
 */
public final class CallbackParser {

  private static final int SHILLING_DIGITS_MAX = 9;
  private static final int NAME_CHARS_MAX = 100;
  private static final int TIME_DIGITS = 14;
  private static final Duration CLOCK_SKEW = Duration.ofMinutes(15);
  private static final Duration LATE = Duration.ofDays(1);
  private static final Instant LAUNCH =
      LocalDate.of(2007, 3, 1).atStartOfDay().toInstant(Receipt.EAT);

  public static Callback parse(byte[] body, Instant receivedAt) {
    Fields fields;
    try {
      fields = Fields.of(body);
    } catch (Fields.NotAnObject e) {
      return new Callback.Unreadable(String.valueOf(e.getMessage()));
    }
    var receipt = receipt(fields);
    if (receipt.isEmpty()) {
      return new Callback.Unreadable("no receipt");
    }
    return judge(fields, receipt, receivedAt);
  }

  /** A receipt that is text or a number; anything else identifies nothing. */
  private static String receipt(Fields fields) {
    var given = fields.receipt;
    if (given == null || given.equals("true") || given.equals("false")) {
      return fields.receiptIsText && given != null ? upper(given) : "";
    }
    return upper(given);
  }

  private static String upper(String given) {
    return Text.clean(given).toUpperCase(Locale.ROOT);
  }

  /**
   * Whether it stood there as M-PESA writes it, but for padding and case. What only looks like a
   * receipt once odd letters are dropped or changed may be somebody else's.
   */
  private static boolean isPlain(@Nullable String given) {
    return given != null && given.strip().chars().allMatch(c -> c > ' ' && c <= '~');
  }

  private static Callback judge(Fields fields, String receipt, Instant receivedAt) {
    var type = Text.clean(orEmpty(fields.transactionType));
    var name = Text.clean(orEmpty(fields.firstName));
    var flags = 0;
    if (name.length() > NAME_CHARS_MAX) {
      name = name.substring(0, name.offsetByCodePoints(0, Math.min(NAME_CHARS_MAX, points(name))));
      flags |= Flag.NAME_SHORTENED.bit();
    }
    var payer = PayerEvidence.of(fields.msisdn, name);
    if (payer.form() == PayerForm.OPAQUE) {
      flags |= Flag.OPAQUE_PAYER.bit();
    }
    if (!Revenue.isListed(type)) {
      flags |= Flag.UNLISTED_TYPE.bit();
    }
    var amount = amount(fields.amount);
    var paidAt = time(fields.time);
    if (paidAt != null) {
      flags |= Duration.between(paidAt, receivedAt).compareTo(LATE) > 0 ? Flag.LATE.bit() : 0;
      flags |= fitsDate(receipt, paidAt) ? 0 : Flag.RECEIPT_DATE.bit();
    }
    var shortCode = Text.clean(orEmpty(fields.shortCode));
    var account = Text.clean(orEmpty(fields.account));
    var balance = balance(fields.balance);
    var doubt = doubt(fields, receipt, amount, paidAt, shortCode, receivedAt);
    if (doubt == null && paidAt != null) {
      return new Callback.Paid(
          new Callback.Confirmation(
              receipt, amount, paidAt, shortCode, type, account, name, payer, balance, flags));
    }
    return new Callback.Doubtful(
        doubt == null ? Doubt.TIME_MISSING : doubt,
        new Callback.Draft(
            receipt,
            amount > 0 ? amount : null,
            paidAt,
            shortCode,
            type,
            account,
            name,
            payer,
            balance,
            flags));
  }

  private static @Nullable Doubt doubt(
      Fields fields,
      String receipt,
      long amount,
      @Nullable Instant paidAt,
      String shortCode,
      Instant receivedAt) {
    if (!fields.receiptIsText || !isPlain(fields.receipt) || !Receipt.isValid(receipt)) {
      return Doubt.RECEIPT_UNUSUAL;
    }
    if (fields.twice) {
      return Doubt.FIELD_TWICE;
    }
    if (fields.damaged) {
      return Doubt.NOT_UTF8;
    }
    if (amount <= 0) {
      return amountDoubt(fields.amount, amount);
    }
    if (paidAt == null) {
      return isBlank(fields.time) ? Doubt.TIME_MISSING : Doubt.TIME_UNREADABLE;
    }
    if (paidAt.isBefore(LAUNCH)) {
      return Doubt.TIME_TOO_EARLY;
    }
    if (paidAt.isAfter(receivedAt.plus(CLOCK_SKEW))) {
      return Doubt.TIME_IN_FUTURE;
    }
    return shortCode.isEmpty() ? Doubt.SHORT_CODE_MISSING : null;
  }

  public static Doubt amountDoubt(@Nullable String given, long amount) {
    if (isBlank(given)) {
      return Doubt.AMOUNT_MISSING;
    }
    if (amount == ZERO || (given != null && given.strip().startsWith("-"))) {
      return Doubt.AMOUNT_NOT_POSITIVE;
    }
    return amount == TOO_LARGE ? Doubt.AMOUNT_TOO_LARGE : Doubt.AMOUNT_UNREADABLE;
  }

  private static final long ZERO = 0;
  private static final long UNREADABLE = -1;
  private static final long TOO_LARGE = -2;

  /**
   * Shillings to cents, exactly: ASCII digits with at most two decimals, nothing else. Returns
   * cents, or one of the negative marks above.
   */
  public static long amount(@Nullable String given) {
    if (given == null) {
      return UNREADABLE;
    }
    var text = given.strip();
    var point = text.indexOf('.');
    var whole = point < 0 ? text : text.substring(0, point);
    var decimals = point < 0 ? "" : text.substring(point + 1);
    if (!isDigits(whole) || (point >= 0 && (!isDigits(decimals) || decimals.length() > 2))) {
      return UNREADABLE;
    }
    var start = 0;
    while (start < whole.length() - 1 && whole.charAt(start) == '0') {
      start++;
    }
    if (whole.length() - start > SHILLING_DIGITS_MAX) {
      return TOO_LARGE;
    }
    var cents = Long.parseLong(whole, start, whole.length(), 10) * 100;
    return switch (decimals.length()) {
      case 1 -> cents + (decimals.charAt(0) - '0') * 10L;
      case 2 -> cents + Long.parseLong(decimals);
      default -> cents;
    };
  }

  /** M-PESA's wall clock, {@code yyyyMMddHHmmss} in East Africa Time; null when it is not one. */
  public static @Nullable Instant time(@Nullable String given) {
    var text = orEmpty(given).strip();
    if (text.length() != TIME_DIGITS || !isDigits(text)) {
      return null;
    }
    try {
      return LocalDateTime.of(
              number(text, 0, 4),
              number(text, 4, 6),
              number(text, 6, 8),
              number(text, 8, 10),
              number(text, 10, 12),
              number(text, 12, 14))
          .toInstant(Receipt.EAT);
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** A balance is a help, never a condition: what cannot be read is left out. May be negative. */
  private static @Nullable Long balance(@Nullable String given) {
    var text = orEmpty(given).strip();
    var negative = text.startsWith("-");
    var cents = amount(negative ? text.substring(1) : text);
    return cents < 0 ? null : Long.valueOf(negative ? -cents : cents);
  }

  private static boolean fitsDate(String receipt, Instant paidAt) {
    return !Receipt.isValid(receipt) || Receipt.fitsDate(receipt, paidAt);
  }

  private static int number(String text, int from, int to) {
    return Integer.parseInt(text, from, to, 10);
  }

  private static boolean isDigits(String text) {
    for (var i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return !text.isEmpty();
  }

  private static int points(String text) {
    return text.codePointCount(0, text.length());
  }

  private static boolean isBlank(@Nullable String given) {
    return given == null || given.isBlank();
  }

  private static String orEmpty(@Nullable String given) {
    return given == null ? "" : given;
  }

  private CallbackParser() {}
}
