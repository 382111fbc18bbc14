package tillsight.server.business;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import tillsight.server.access.Pem;
import tillsight.server.payer.PayerKey;
import tillsight.server.payment.Receipt;

/**
 * The kinds of value in an apply file. Each turns the text as written into what is stored, or
 * refuses it with an IllegalArgumentException whose message goes on after the name of its key.
 */
final class FileValue {

  private static final int NAME_CHARACTERS_MAX = 100;
  private static final long CERTIFICATE_BYTES_MAX = 64 * 1024;
  private static final Pattern CODE = Pattern.compile("[0-9]{5,7}");
  private static final Pattern NUMBER = Pattern.compile("254[0-9]{9}");
  private static final Pattern SAFARICOM = Pattern.compile("(?:\\+?254|0)([17][0-9]{8})");
  private static final Pattern KEY = Pattern.compile("[\\x21-\\x39\\x3b-\\x7e]{1,500}");
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

  /** The message leaves the key out. */
  static String key(String text) {
    if (!KEY.matcher(text.strip()).matches()) {
      throw new IllegalArgumentException(
          "has characters that no key of Daraja has; copy it again, without spaces");
    }
    return text.strip();
  }

  static LocalDate date(String text) {
    try {
      var date = LocalDate.parse(text.strip());
      if (!date.isAfter(LocalDate.now(Receipt.EAT))) {
        return date;
      }
    } catch (DateTimeException e) {
      // Falls through to the same remedy.
    }
    throw new IllegalArgumentException(
        "is '" + text + "'; write a date that is not in the future, such as 2026-03-02");
  }

  /** In the form 254 and nine digits. The message leaves the number out. */
  static String number(String text) {
    var matcher = SAFARICOM.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException("is no Kenyan mobile number; write 254 and nine digits");
    }
    return "254" + matcher.group(1);
  }

  /** A certificate in PEM form, or @ and the name of the file that holds it. */
  static String certificate(String text, Path folder) {
    var pem = text.startsWith("@") ? file(folder.resolve(text.substring(1).strip())) : text;
    var _ = Pem.certificate(pem);
    return pem.strip();
  }

  private static String file(Path file) {
    try {
      if (Files.size(file) > CERTIFICATE_BYTES_MAX) {
        throw new IllegalArgumentException(
            "names the file " + file + ", which is too large for a certificate; name another");
      }
      return Files.readString(file, ISO_8859_1);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "names the file " + file + ", which cannot be read; correct its name or its mode", e);
    }
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
