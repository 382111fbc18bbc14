package tillsight.server.callback;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tillsight.server.access.Seal;
import tillsight.server.business.Business;
import tillsight.server.business.Till;
import tillsight.server.callback.Entry.Held;
import tillsight.server.payer.PayerEvidence;
import tillsight.server.payer.PhoneNumbers;
import tillsight.server.payment.Payment;
import tillsight.server.payment.Revenue;

/**
 * Turns what arrived into an entry for the inbox: reads it, finds the till it belongs to, decides
 * whether it counts as takings, and seals the raw form. For one thread.
 */
public final class Intake {

  /** A callback of M-PESA's that says a payment was made. */
  public static final String CONFIRMATION = "confirmation";

  /** A callback that asks whether a payment may go through. */
  public static final String VALIDATION = "validation";

  /** A callback with the result of an STK push. */
  public static final String STK = "stk";

  /** A callback with the result of something else that Daraja was asked for. */
  public static final String RESULT = "result";

  /** A callback that says that such a request was not answered in time. */
  public static final String TIMEOUT = "timeout";

  private static final int SHOWN_CHARS_MAX = 40;

  private final Seal seal;
  private final ArrivalIds ids = new ArrivalIds();

  public Intake(Seal seal) {
    this.seal = seal;
  }

  /** What came to one of our addresses, by what is delivered there. */
  Entry arrived(Business business, String kind, Instant receivedAt, String source, byte[] body) {
    return switch (kind) {
      case STK -> stk(business, receivedAt, source, body);
      case RESULT, TIMEOUT -> result(business, kind, receivedAt, source, body);
      default -> confirmation(business, receivedAt, source, body);
    };
  }

  /** A confirmation, ready to be stored; {@code rejected} when nothing in it can be identified. */
  public Entry confirmation(Business business, Instant receivedAt, String source, byte[] body) {
    return entry(
        business, CONFIRMATION, receivedAt, source, body, CallbackParser.parse(body, receivedAt));
  }

  /** The result of an STK push. It does not say which account was paid: the only Paybill, if so. */
  public Entry stk(Business business, Instant receivedAt, String source, byte[] body) {
    var said = StkParser.parse(body, receivedAt, business.onlyPaybill().orElse(null));
    return entry(business, STK, receivedAt, source, body, said)
        .within(StkParser.conversation(business.payerKey(), body));
  }

  /** An answer of Daraja's: kept as it is, to be settled once it is durable. */
  Entry result(Business business, String kind, Instant receivedAt, String source, byte[] body) {
    var result = ResultBody.of(body);
    return result.isEmpty()
        ? logged(business, kind, receivedAt, source, body, null, Entry.REJECTED)
        : logged(business, kind, receivedAt, source, body, null, Entry.WAITING)
            .within(result.get().conversation());
  }

  /**
   * An arrival of which only the raw form was kept, with what that says: the same as when it came,
   * but for tills that are known only now.
   *
   * @throws IllegalArgumentException if the body was sealed with another key
   */
  Entry again(Business business, Entry raw) {
    if (!raw.outcome().equals(Entry.BOOKED) && !raw.outcome().equals(Entry.QUARANTINED)) {
      return raw;
    }
    var body = seal.open(Seal.Purpose.CALLBACK_BODY, raw.body());
    var at = raw.receivedAt();
    var callback = Rereading.of(raw.kind(), body, at, at, business.onlyPaybill().orElse(null));
    return entry(business, raw.kind(), at, raw.source(), body, callback)
        .as(raw.id())
        .within(raw.conversation());
  }

  /**
   * Anything that says what a confirmation says, from whatever source.
   *
   * @param kind the source: it becomes that of the payment
   */
  public Entry entry(
      Business business,
      String kind,
      Instant receivedAt,
      String source,
      byte[] body,
      Callback callback) {
    return switch (callback) {
      case Callback.Paid(var said) -> {
        var till = business.till(said.shortCode());
        yield till.isPresent()
            ? paid(business, kind, receivedAt, source, body, payment(business, till.get(), said))
            : held(
                business,
                kind,
                receivedAt,
                source,
                body,
                said.receipt(),
                new Held(
                    Doubt.SHORT_CODE_UNKNOWN,
                    storable(said.shortCode()),
                    said.amountCents(),
                    said.paidAt()));
      }
      case Callback.Doubtful(var doubt, var draft) ->
          held(
              business,
              kind,
              receivedAt,
              source,
              body,
              draft.receipt(),
              new Held(doubt, storable(draft.shortCode()), draft.amountCents(), draft.paidAt()));
      case Callback.Declined _ ->
          logged(business, kind, receivedAt, source, body, null, Entry.WAITING);
      case Callback.Unreadable _ ->
          logged(business, kind, receivedAt, source, body, null, Entry.REJECTED);
    };
  }

  /** Something kept for the record only. */
  Entry logged(
      Business business,
      String kind,
      Instant receivedAt,
      String source,
      byte[] body,
      @Nullable String receipt,
      String outcome) {
    return new Entry(
        business.id(),
        ids.next(receivedAt),
        kind,
        receivedAt,
        source,
        outcome,
        storable(receipt),
        seal.seal(Seal.Purpose.CALLBACK_BODY, body),
        null,
        null,
        null);
  }

  private Entry paid(
      Business business,
      String kind,
      Instant receivedAt,
      String source,
      byte[] body,
      Payment payment) {
    return new Entry(
        business.id(),
        ids.next(receivedAt),
        kind,
        receivedAt,
        source,
        Entry.BOOKED,
        payment.receipt(),
        seal.seal(Seal.Purpose.CALLBACK_BODY, body),
        payment,
        null,
        null);
  }

  private Entry held(
      Business business,
      String kind,
      Instant receivedAt,
      String source,
      byte[] body,
      @Nullable String receipt,
      Held held) {
    return logged(business, kind, receivedAt, source, body, receipt, Entry.QUARANTINED)
        .heldBack(held);
  }

  static Payment payment(Business business, Till till, Callback.Confirmation said) {
    return new Payment(
        till.id(),
        said.receipt(),
        said.amountCents(),
        said.paidAt(),
        pseudonym(business, said.payer()),
        said.payer().form(),
        said.payer().mask(),
        // Payers type their number as the account; the raw form keeps it, sealed.
        PhoneNumbers.hide(said.firstName()),
        PhoneNumbers.hide(said.account()),
        said.transactionType(),
        said.balanceCents(),
        revenue(business, till, said),
        said.flags());
  }

  /** What comes in from one of its own tills has been counted there. */
  private static Revenue revenue(Business business, Till till, Callback.Confirmation said) {
    var from = business.till(said.account()).orElse(null);
    return from != null && till.code().equals(from.headOffice())
        ? Revenue.ofOwnTill(said.transactionType())
        : Revenue.of(said.transactionType(), till.kind() == Till.Kind.HEAD_OFFICE);
  }

  private static @Nullable UUID pseudonym(Business business, PayerEvidence payer) {
    return payer.pseudonym(business.payerKey());
  }

  /**
   * An impossible receipt or short code of a doubtful callback is cut to what a screen can show.
   */
  private static @Nullable String storable(@Nullable String given) {
    return given == null ? null : given.substring(0, Math.min(given.length(), SHOWN_CHARS_MAX));
  }
}
