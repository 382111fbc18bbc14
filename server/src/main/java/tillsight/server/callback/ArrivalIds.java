package tillsight.server.callback;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoField;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * Gives out ids in order of arrival: UUIDv7 (RFC 9562) with the microseconds in the bits that
 * follow the version. For one thread.
 */
final class ArrivalIds {

  private static final long VERSION_7 = 0x7000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;
  private static final long RANDOM_BITS = 0x3fff_ffff_ffff_ffffL;
  private static final int MICROS_A_MILLI = 1_000;

  // Ids are no secrets: they need to differ, not to be unguessable.
  private final SplittableRandom random = new SplittableRandom(new SecureRandom().nextLong());

  UUID next(Instant receivedAt) {
    var millis = receivedAt.toEpochMilli();
    var micros = receivedAt.get(ChronoField.MICRO_OF_SECOND) % MICROS_A_MILLI;
    var fraction = micros * 4096L / MICROS_A_MILLI;
    return new UUID(
        (millis << 16) | VERSION_7 | fraction, VARIANT | (random.nextLong() & RANDOM_BITS));
  }
}
