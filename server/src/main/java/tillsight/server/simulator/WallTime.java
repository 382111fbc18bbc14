package tillsight.server.simulator;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;

/** M-PESA's clock, which shows Nairobi's time, and the ways in which it is written. */
public final class WallTime {

  /** Nairobi has kept this offset since 1960 and has no summer time. */
  public static final ZoneOffset NAIROBI = ZoneOffset.ofHours(3);

  private WallTime() {}

  /** All digits, as in {@code 20260302101612}. */
  public static long digits(Instant at) {
    var local = at.atOffset(NAIROBI);
    return local.getYear() * 10_000_000_000L
        + local.getMonthValue() * 100_000_000L
        + local.getDayOfMonth() * 1_000_000L
        + local.getHour() * 10_000L
        + local.getMinute() * 100L
        + local.get(ChronoField.SECOND_OF_MINUTE);
  }

  public static String text(Instant at, DateTimeFormatter form) {
    return form.format(at.atOffset(NAIROBI));
  }
}
