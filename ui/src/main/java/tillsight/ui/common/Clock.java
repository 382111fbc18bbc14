package tillsight.ui.common;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The business's clock: its days, and times as its people say them. */
public record Clock(InstantSource time, ZoneId zone) {

  private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("HH:mm", Locale.UK);
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.UK);
  private static final DateTimeFormatter DAY_AND_HOUR =
      DateTimeFormatter.ofPattern("EEE d MMM, HH:mm", Locale.UK);
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM", Locale.UK);
  private static final DateTimeFormatter DAY_OF_YEAR =
      DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.UK);
  private static final DateTimeFormatter FULL =
      DateTimeFormatter.ofPattern("EEEE d MMMM yyyy, HH:mm:ss", Locale.UK);

  private static final DateTimeFormatter SHORT_ZONE = DateTimeFormatter.ofPattern("z", Locale.UK);
  private static final DateTimeFormatter FULL_ZONE = DateTimeFormatter.ofPattern("zzzz", Locale.UK);

  public Instant now() {
    return time.instant();
  }

  public LocalDate today() {
    return day(now());
  }

  public LocalDate day(Instant instant) {
    return LocalDate.ofInstant(instant, zone);
  }

  public String hour(Instant instant) {
    return HOUR.format(instant.atZone(zone));
  }

  public String second(Instant instant) {
    return SECOND.format(instant.atZone(zone));
  }

  /** The time, with the day if that is not today: "14:03" or "Sun 1 Mar, 18:20". */
  public String brief(Instant instant) {
    return day(instant).equals(today()) ? hour(instant) : DAY_AND_HOUR.format(instant.atZone(zone));
  }

  /** A day, with its year if that is not this one: "3 March" or "12 November 2025". */
  public String date(LocalDate day) {
    return (day.getYear() == today().getYear() ? DAY : DAY_OF_YEAR).format(day);
  }

  public String full(Instant instant) {
    return FULL.format(instant.atZone(zone)) + " " + zoneName();
  }

  /** How long ago, in the largest unit that fits: "just now", "4 min ago", "3 days ago". */
  public String ago(Instant instant) {
    var age = Duration.between(instant, now());
    if (age.toSeconds() < 45) {
      return "just now";
    }
    if (age.toMinutes() < 60) {
      return Math.max(1, age.toMinutes()) + " min ago";
    }
    if (age.toHours() < 48) {
      return age.toHours() == 1 ? "1 hour ago" : age.toHours() + " hours ago";
    }
    return age.toDays() + " days ago";
  }

  /** "EAT" in Nairobi. */
  public String zoneName() {
    return SHORT_ZONE.format(now().atZone(zone));
  }

  public String zoneFullName() {
    return FULL_ZONE.format(now().atZone(zone));
  }
}
