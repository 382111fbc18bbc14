package tillsight.server.callback;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads a raw form again, as what it was when it arrived. */
final class Rereading {

  /**
   * @param receivedAt when it arrived
   * @param now what was in the future then may be past now; only for what has no clock of its own
   * @param till short code that was told by where it arrived; null if it names its own
   */
  static Callback of(
      String kind, byte[] body, Instant receivedAt, Instant now, @Nullable String till) {
    return switch (kind) {
      case CsvPayment.CSV -> CsvPayment.ofLine(body, now);
      case PullPayment.PULL -> PullPayment.ofBody(body, now, till);
      case StatementPayment.STATEMENT -> StatementPayment.ofBody(body);
      case Intake.STK -> StkParser.parse(body, receivedAt, till);
      case Intake.RESULT, Intake.TIMEOUT -> new Callback.Unreadable("no payment");
      default -> CallbackParser.parse(body, receivedAt);
    };
  }

  private Rereading() {}
}
