package tillsight.server.callback;

import java.security.SecureRandom;
import java.time.Instant;
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
  private static final int NANOS_A_MILLI = 1_000_000;

  // Ids are no secrets: they need to differ, not to be unguessable.
  private final SplittableRandom random = new SplittableRandom(new SecureRandom().nextLong());

  UUID next(Instant receivedAt) {
    var fraction = (receivedAt.getNano() % NANOS_A_MILLI) * 4096L / NANOS_A_MILLI;
    return new UUID(
        receivedAt.toEpochMilli() << 16 | VERSION_7 | fraction,
        VARIANT | random.nextLong() & RANDOM_BITS);
  }
}
