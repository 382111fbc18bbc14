package tillsight.server.callback;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads a body again that is kept in its raw form, in the way of its kind. */
final class Rereading {

  /**
   * @param readAt when it is read: what counts for a line of a file, whose arrival says nothing
   * @param shortCode the account that was paid, for a kind whose bodies do not say it
   */
  static Callback of(
      String kind, byte[] body, Instant receivedAt, Instant readAt, @Nullable String shortCode) {
    return switch (kind) {
      case CsvPayment.CSV -> CsvPayment.ofLine(body, readAt);
      case Intake.STK -> StkParser.parse(body, receivedAt, shortCode);
      case String c2b -> CallbackParser.parse(body, receivedAt);
    };
  }

  private Rereading() {}
}
