package tillsight.server.callback;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tillsight.server.payment.Payment;

/**
 * Something that arrived, ready to be stored: its raw form and what it means.
 *
 * @param kind confirmation, validation, csv, ...: also the source of a payment it books
 * @param source address it came from, or file and line
 * @param outcome what becomes of it if nothing speaks against it when it is stored
 * @param body raw bytes, sealed
 * @param payment what to book; null when there is nothing to book
 * @param held why it is not booked; null when it is not held
 * @param conversation what ties an answer of Daraja's to what was asked: CheckoutRequestID of an
 *     STK push, OriginatorConversationID of the rest; null for everything else
 */
public record Entry(
    int businessId,
    UUID id,
    String kind,
    Instant receivedAt,
    String source,
    String outcome,
    @Nullable String receipt,
    byte[] body,
    @Nullable Payment payment,
    @Nullable Held held,
    @Nullable String conversation) {

  static final String BOOKED = "booked";
  static final String DUPLICATE = "duplicate";
  public static final String QUARANTINED = "quarantined";

  /** A push that brought no money, once it is settled. */
  public static final String DECLINED = "declined";

  static final String REJECTED = "rejected";

  /** Durable, and still to be interpreted: a result of Daraja's, or that of a failed push. */
  public static final String WAITING = "waiting";

  /** Interpreted. */
  public static final String SETTLED = "settled";

  /** Why something waits for a person, and as much of its facts as could be read. */
  public record Held(
      Doubt doubt,
      @Nullable String shortCode,
      @Nullable Long amountCents,
      @Nullable Instant paidAt) {}

  /** The same under another id: what is stored under that id already is not stored again. */
  public Entry as(UUID other) {
    return new Entry(
        businessId,
        other,
        kind,
        receivedAt,
        source,
        outcome,
        receipt,
        body,
        payment,
        held,
        conversation);
  }

  /** The same arrival, not booked: its raw form stays. */
  Entry heldBack(Held reason) {
    return new Entry(
        businessId,
        id,
        kind,
        receivedAt,
        source,
        QUARANTINED,
        receipt,
        body,
        null,
        reason,
        conversation);
  }

  /** The same, as an answer within a conversation with Daraja. */
  Entry within(@Nullable String named) {
    return new Entry(
        businessId, id, kind, receivedAt, source, outcome, receipt, body, payment, held, named);
  }
}
