package tillsight.server.live;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** The time that is in a UUIDv7: its first 48 bits are milliseconds. */
final class TimeOrderedId {

  private static final int BITS_AFTER_TIME = 16;

  /** The lowest id of that millisecond. */
  static UUID at(Instant time) {
    return new UUID(Math.max(0, time.toEpochMilli()) << BITS_AFTER_TIME, 0);
  }

  /** The lowest id that is older than this one by so much. */
  static UUID before(UUID id, Duration earlier) {
    var millis = id.getMostSignificantBits() >>> BITS_AFTER_TIME;
    return at(Instant.ofEpochMilli(millis).minus(earlier));
  }

  private TimeOrderedId() {}
}
