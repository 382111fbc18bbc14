package tillsight.server.business;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import tillsight.server.payer.PayerKey;

/**
 * The kinds of value in an apply file. Each turns the text as written into what is stored, or
 * refuses it with an IllegalArgumentException whose message goes on after the name of its key.
 */
final class FileValue {

  private static final int NAME_CHARACTERS_MAX = 100;
  private static final Pattern CODE = Pattern.compile("[0-9]{5,7}");
  private static final Pattern NUMBER = Pattern.compile("254[0-9]{9}");
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern SHILLINGS = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,2})?");

  /** Takings are kept by UTC hour since the first payments that anybody may import. */
  private static final Instant FIRST_PAYMENTS = Instant.parse("2007-01-01T00:00:00Z");

  static String name(String text) {
    var name = collapsed(text);
    if (name.length() > NAME_CHARACTERS_MAX || name.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "is too long or not plain text; use up to " + NAME_CHARACTERS_MAX + " characters");
    }
    return name;
  }

  static String username(String text) {
    var username = name(text).toLowerCase(Locale.ROOT);
    if (username.contains(" ")) {
      throw new IllegalArgumentException("has a space in it; write it in one word");
    }
    return username;
  }

  static String code(String text) {
    if (!CODE.matcher(text.strip()).matches()) {
      throw new IllegalArgumentException("is '" + text + "'; it must have 5 to 7 digits");
    }
    return text.strip();
  }

  static Till.Kind kind(String text) {
    return Till.Kind.of(oneOf(text, List.of("paybill", "buy-goods")));
  }

  static ValidationRules.OnFailure onFailure(String text) {
    return ValidationRules.OnFailure.valueOf(
        oneOf(text, ValidationRules.ON_FAILURE_WORDS).toUpperCase(Locale.ROOT));
  }

  static String oneOf(String text, List<String> words) {
    if (!words.contains(text)) {
      throw new IllegalArgumentException(
          "is '%s'; it must be %s".formatted(text, String.join(" or ", words)));
    }
    return text;
  }

  static String account(String text) {
    return collapsed(text).toUpperCase(Locale.ROOT);
  }

  private static String collapsed(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }

  static long cents(String text) {
    if (!SHILLINGS.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "is '" + text + "'; write shillings such as 1 or 250000 or 99.50");
    }
    return new BigDecimal(text).movePointRight(2).longValueExact();
  }

  /** The message leaves the number out. */
  static String evidence(String text) {
    var payer = text.strip().toLowerCase(Locale.ROOT);
    if (NUMBER.matcher(payer).matches()) {
      return PayerKey.evidenceOfNumber(payer);
    }
    if (HASH.matcher(payer).matches()) {
      return PayerKey.evidenceOfHash(payer);
    }
    throw new IllegalArgumentException(
        "has a payer that is neither a number of 12 digits (254...) nor a SHA-256 of 64 hex digits");
  }

  static String timezone(String text) {
    if (!ZoneId.getAvailableZoneIds().contains(text)) {
      throw new IllegalArgumentException(
          "is '" + text + "'; write an IANA zone such as Africa/Nairobi");
    }
    if (!isWholeHours(ZoneId.of(text).getRules())) {
      throw new IllegalArgumentException(
          "is '%s', whose clocks are not whole hours from UTC; takings are kept by the hour: choose"
                  .formatted(text)
              + " another");
    }
    return text;
  }

  private static boolean isWholeHours(ZoneRules rules) {
    var hour = Duration.ofHours(1).toSeconds();
    var end = Instant.now().plus(Duration.ofDays(730));
    for (var at = FIRST_PAYMENTS; at.isBefore(end); ) {
      if (rules.getOffset(at).getTotalSeconds() % hour != 0) {
        return false;
      }
      var next = rules.nextTransition(at);
      at = next == null ? end : next.getInstant();
    }
    return true;
  }

  private FileValue() {}
}
