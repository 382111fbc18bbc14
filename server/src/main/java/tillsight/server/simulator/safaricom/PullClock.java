package tillsight.server.simulator.safaricom;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import tillsight.server.simulator.WallTime;

/** How Pull writes the time of a transaction. */
public enum PullClock {
  /** Nairobi's time, and says so. */
  STATED("yyyy-MM-dd'T'HH:mm:ss'+03:00'", WallTime.NAIROBI, Duration.ZERO),
  /** Nairobi's time with the mark of UTC, as seen in production. */
  NAIROBI_AS_Z("yyyy-MM-dd'T'HH:mm:ss'Z'", WallTime.NAIROBI, Duration.ZERO),
  /** UTC, and says so. */
  UTC("yyyy-MM-dd'T'HH:mm:ss'Z'", ZoneOffset.UTC, Duration.ZERO),
  /** UTC with Nairobi's offset. */
  UTC_AS_NAIROBI("yyyy-MM-dd'T'HH:mm:ss'+03:00'", ZoneOffset.UTC, Duration.ZERO),
  /** Nairobi's time, without a word about its zone. */
  ZONELESS("yyyy-MM-dd HH:mm:ss", WallTime.NAIROBI, Duration.ZERO),
  /** Three hours ahead of Nairobi's time, so that no reading of the zone is right. */
  AHEAD("yyyy-MM-dd'T'HH:mm:ss'+03:00'", WallTime.NAIROBI, Duration.ofHours(3));

  private final DateTimeFormatter form;
  private final ZoneOffset zone;
  private final Duration ahead;

  PullClock(String form, ZoneOffset zone, Duration ahead) {
    this.form = DateTimeFormatter.ofPattern(form, Locale.ROOT);
    this.zone = zone;
    this.ahead = ahead;
  }

  String text(Instant at) {
    return form.format(at.plus(ahead).atOffset(zone));
  }

  /** As it is written on a command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
