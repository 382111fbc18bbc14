package tillsight.server.reconciliation;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tillsight.server.payment.Receipt;

/**
 * A time as Pull states it: the digits, and a zone that may be missing or wrong.
 *
 * @param zone null where none was stated
 */
record StatedTime(LocalDateTime digits, @Nullable ZoneOffset zone) {

  private static final Pattern TIME =
      Pattern.compile(
          "(\\d{4}-\\d{2}-\\d{2})[T ](\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d{1,9})?)?)"
              + " ?(Z|[+-]\\d{2}(?::?\\d{2})?)?");
  private static final Pattern DIGITS = Pattern.compile("\\d{14}");

  /** What such a time may mean. */
  enum Reading {
    /** As it stands there; Nairobi time where it names no zone. */
    STATED("stated", "as it is stated"),
    /** The digits are Nairobi's wall clock, whatever zone stands behind them. */
    NAIROBI("nairobi", "as Nairobi time"),
    /** The digits are UTC, whatever zone stands behind them. */
    UTC("utc", "as UTC");

    private final String word;
    private final String words;

    Reading(String word, String words) {
      this.word = word;
      this.words = words;
    }

    /** The word used in tables and answers. */
    String word() {
      return word;
    }

    /** How it is read, as the end of "read …". */
    String words() {
      return words;
    }

    static Reading of(String word) {
      for (var reading : values()) {
        if (reading.word.equals(word)) {
          return reading;
        }
      }
      throw new IllegalArgumentException("no reading is called " + word);
    }
  }

  /** Nothing if it is no time that exists. */
  static Optional<StatedTime> of(String given) {
    var text = given.strip();
    if (DIGITS.matcher(text).matches()) {
      text = text.replaceFirst("(....)(..)(..)(..)(..)(..)", "$1-$2-$3T$4:$5:$6");
    }
    var parts = TIME.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    try {
      var zone = parts.group(3);
      return Optional.of(
          new StatedTime(
              LocalDateTime.parse(parts.group(1) + "T" + parts.group(2)),
              zone == null ? null : ZoneOffset.of(zone)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  Instant at(Reading reading) {
    return digits.toInstant(
        switch (reading) {
          case STATED -> zone == null ? Receipt.EAT : zone;
          case NAIROBI -> Receipt.EAT;
          case UTC -> ZoneOffset.UTC;
        });
  }

  /** Whether it says that its digits are UTC: what Pull is known to say of Nairobi's, too. */
  boolean saysUtc() {
    return ZoneOffset.UTC.equals(zone);
  }
}
