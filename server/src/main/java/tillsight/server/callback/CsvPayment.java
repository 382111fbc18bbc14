package tillsight.server.callback;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.siegmar.fastcsv.reader.CsvReader;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tillsight.server.payer.PayerEvidence;
import tillsight.server.payer.PayerForm;
import tillsight.server.payment.Flag;
import tillsight.server.payment.Receipt;

/** Reads a payment out of the fields of an imported line, by the rules for callbacks. */
public final class CsvPayment {

  /** The source of such payments. */
  public static final String CSV = "csv";

  // Receipts of other systems may come along with a business's history; live ones are held to the
  // stricter form.
  private static final Pattern RECEIPT = Pattern.compile("[A-Z0-9][A-Z0-9_.-]{3,39}");
  private static final Instant EARLIEST = Instant.parse("1990-01-01T00:00:00Z");
  private static final Duration CLOCK_SKEW = Duration.ofMinutes(15);

  /**
   * @param paidAt ISO-8601 with an offset, or Nairobi wall time
   * @param amount shillings with up to two decimals
   * @param payer plain, masked or SHA-256, or empty
   * @param now nothing may have been paid later
   */
  public static Callback read(
      String receipt,
      String till,
      String paidAt,
      String amount,
      String payer,
      String firstName,
      String account,
      Instant now) {
    var cents = CallbackParser.amount(amount);
    var instant = time(paidAt);
    var name = Text.clean(firstName);
    var evidence = PayerEvidence.of(payer, name);
    var flags = evidence.form() == PayerForm.OPAQUE ? Flag.OPAQUE_PAYER.bit() : 0;
    var id = Text.clean(receipt).toUpperCase(Locale.ROOT);
    var doubt = doubt(id, amount, cents, paidAt, instant, now);
    if (doubt == null && instant != null) {
      return new Callback.Paid(
          new Callback.Confirmation(
              id, cents, instant, till, "", Text.clean(account), name, evidence, null, flags));
    }
    return new Callback.Doubtful(
        doubt == null ? Doubt.TIME_MISSING : doubt,
        new Callback.Draft(
            id,
            cents > 0 ? cents : null,
            instant,
            till,
            "",
            Text.clean(account),
            name,
            evidence,
            null,
            flags));
  }

  /** Reads a line as {@code payments-csv} keeps it: all seven fields, in the documented order. */
  static Callback ofLine(byte[] line, Instant now) {
    var fields =
        CsvReader.builder().ofCsvRecord(new String(line, UTF_8)).stream().findFirst().orElseThrow();
    return read(
        fields.getField(0),
        fields.getField(1),
        fields.getField(2),
        fields.getField(3),
        fields.getField(4),
        fields.getField(5),
        fields.getField(6),
        now);
  }

  private static @Nullable Doubt doubt(
      String receipt,
      String amount,
      long cents,
      String paidAt,
      @Nullable Instant instant,
      Instant now) {
    if (!RECEIPT.matcher(receipt).matches()) {
      return Doubt.RECEIPT_UNUSUAL;
    }
    if (cents <= 0) {
      return CallbackParser.amountDoubt(amount, cents);
    }
    if (instant == null) {
      return paidAt.isBlank() ? Doubt.TIME_MISSING : Doubt.TIME_UNREADABLE;
    }
    if (instant.isBefore(EARLIEST)) {
      return Doubt.TIME_TOO_EARLY;
    }
    return instant.isAfter(now.plus(CLOCK_SKEW)) ? Doubt.TIME_IN_FUTURE : null;
  }

  private static @Nullable Instant time(String given) {
    var text = given.replace(' ', 'T');
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException withoutOffset) {
      return wallTime(text);
    }
  }

  private static @Nullable Instant wallTime(String text) {
    try {
      return LocalDateTime.parse(text).toInstant(Receipt.EAT);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private CsvPayment() {}
}
