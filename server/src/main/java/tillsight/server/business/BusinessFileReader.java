package tillsight.server.business;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tillsight.server.business.BusinessFile.Daraja;
import tillsight.server.business.BusinessFile.WantedBranch;
import tillsight.server.business.BusinessFile.WantedBusiness;
import tillsight.server.business.BusinessFile.WantedRules;
import tillsight.server.business.BusinessFile.WantedTill;
import tillsight.server.business.BusinessFile.WantedUser;
import tillsight.server.payer.PayerKey;

/** Turns the text of an apply file into a {@link BusinessFile}, or into complaints. */
final class BusinessFileReader {

  private static final int NAME_CHARACTERS_MAX = 100;
  private static final Pattern CODE = Pattern.compile("[0-9]{5,7}");
  private static final Pattern NUMBER = Pattern.compile("254[0-9]{9}");
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern SHILLINGS = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,2})?");
  private static final List<String> ROLES =
      List.of("owner", "manager", "cashier", "auditor", "operator");

  /** Roles that see some branches or tills; the others see the whole business. */
  private static final Set<String> SCOPED = Set.of("manager", "cashier");

  /** Takings are kept by UTC hour since the first payments that anybody may import. */
  private static final Instant FIRST_PAYMENTS = Instant.parse("2007-01-01T00:00:00Z");

  private final Complaints complaints = new Complaints();

  /** What must be given once in the whole file, and where it was first. */
  private final Map<String, YamlMap.Place> given = new HashMap<>();

  BusinessFile read(String yaml) {
    var root = YamlMap.ofFile(yaml, complaints);
    var businesses = root.maps("businesses").stream().map(this::business).toList();
    if (!root.has("businesses")) {
      complaints.add(root.place(), "businesses is missing; add it");
    }
    root.refuseUnknown();
    complaints.throwIfAny();
    return new BusinessFile(businesses);
  }

  private WantedBusiness business(YamlMap map) {
    var name = map.need("name", BusinessFileReader::name, "");
    once(map, "name", "the business ", name);
    var business =
        new WantedBusiness(
            map.place(),
            name,
            map.find("timezone", BusinessFileReader::timezone),
            map.find("callbackToken", CallbackToken::checked),
            map.map("validation").map(this::rules),
            map.map("daraja").map(this::daraja),
            map.maps("branches").stream().map(branch -> branch(branch, name)).toList(),
            map.maps("users").stream().map(this::user).toList());
    business.callbackToken().ifPresent(token -> once(map, "callbackToken", "the token ", token));
    map.refuseUnknown();
    return business;
  }

  private WantedRules rules(YamlMap map) {
    var none = ValidationRules.NONE;
    var rules =
        new WantedRules(
            map.list("accounts", BusinessFileReader::account).stream().distinct().sorted().toList(),
            map.find("minimum", BusinessFileReader::cents).orElse(none.minimumCents()),
            map.find("maximum", BusinessFileReader::cents).orElse(none.maximumCents()),
            map.list("blockedPayers", BusinessFileReader::evidence).stream().distinct().toList(),
            map.find("onFailure", BusinessFileReader::onFailure).orElse(none.onFailure()));
    if (rules.minimumCents() > rules.maximumCents()) {
      complaints.add(
          map.placeOf("minimum"), "minimum is more than maximum; no payment could be accepted");
    }
    map.refuseUnknown();
    return rules;
  }

  private Daraja daraja(YamlMap map) {
    var daraja =
        new Daraja(
            map.need("consumerKey", String::strip, ""),
            map.need("consumerSecret", String::strip, ""),
            map.need("shortcode", BusinessFileReader::code, ""),
            map.find("c2bVersion", text -> oneOf(text, List.of("v1", "v2"))).orElse("v2"));
    map.refuseUnknown();
    return daraja;
  }

  private WantedBranch branch(YamlMap map, String business) {
    var name = map.need("name", BusinessFileReader::name, "");
    once(map, "name", "the branch of " + business + " named ", name);
    var branch =
        new WantedBranch(map.place(), name, map.maps("tills").stream().map(this::till).toList());
    map.refuseUnknown();
    return branch;
  }

  private WantedTill till(YamlMap map) {
    var till =
        new WantedTill(
            map.place(),
            map.need("code", BusinessFileReader::code, ""),
            map.need("kind", BusinessFileReader::kind, Till.Kind.PAYBILL),
            map.need("name", BusinessFileReader::name, ""),
            map.find("headOffice", BusinessFileReader::code).orElse(null),
            map.find("storeNumber", BusinessFileReader::code).orElse(null));
    once(map, "code", "the till ", till.code());
    if (till.code().equals(till.headOffice())) {
      complaints.add(
          map.placeOf("headOffice"), "headOffice is the till itself; name another, or remove it");
    }
    map.refuseUnknown();
    return till;
  }

  private WantedUser user(YamlMap map) {
    var user =
        new WantedUser(
            map.place(),
            map.need("username", BusinessFileReader::username, ""),
            map.need("role", text -> oneOf(text, ROLES), ""),
            map.find("password", PasswordHash::checkedPassword),
            map.find("passwordHash", PasswordHash::checkedHash),
            map.list("branches", BusinessFileReader::name).stream().distinct().toList(),
            map.list("tills", BusinessFileReader::code).stream().distinct().toList());
    once(map, "username", "the user ", user.username());
    if (map.has("password") && map.has("passwordHash")) {
      complaints.add(map.place(), "password and passwordHash are both given; remove one");
    }
    scope(map, user);
    map.refuseUnknown();
    return user;
  }

  private void scope(YamlMap map, WantedUser user) {
    var limited = map.has("branches") || map.has("tills");
    var empty = user.branches().isEmpty() && user.tills().isEmpty();
    if (SCOPED.contains(user.role()) && empty) {
      complaints.add(
          map.place(),
          "a %s sees only its own branches or tills; list at least one under branches or tills"
              .formatted(user.role()));
    } else if (ROLES.contains(user.role()) && !SCOPED.contains(user.role()) && limited) {
      complaints.add(
          map.placeOf(map.has("branches") ? "branches" : "tills"),
          "the role %s sees the whole business; remove branches and tills, or make it a manager"
              .formatted(user.role()));
    }
  }

  /** Nothing that was complained about already is looked at: its value is empty. */
  private void once(YamlMap map, String key, String kind, String value) {
    var first = value.isEmpty() ? null : given.putIfAbsent(kind + value, map.placeOf(key));
    if (first != null) {
      var shown = key.equals("callbackToken") ? "this callbackToken" : kind + value;
      complaints.add(
          map.placeOf(key), "%s is already on line %d; remove one".formatted(shown, first.line()));
    }
  }

  private static String name(String text) {
    var name = collapsed(text);
    if (name.length() > NAME_CHARACTERS_MAX || name.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "is too long or not plain text; use up to " + NAME_CHARACTERS_MAX + " characters");
    }
    return name;
  }

  private static String username(String text) {
    var username = name(text).toLowerCase(Locale.ROOT);
    if (username.contains(" ")) {
      throw new IllegalArgumentException("has a space in it; write it in one word");
    }
    return username;
  }

  private static String code(String text) {
    if (!CODE.matcher(text.strip()).matches()) {
      throw new IllegalArgumentException("is '" + text + "'; it must have 5 to 7 digits");
    }
    return text.strip();
  }

  private static Till.Kind kind(String text) {
    return Till.Kind.of(oneOf(text, List.of("paybill", "buy-goods")));
  }

  private static ValidationRules.OnFailure onFailure(String text) {
    return ValidationRules.OnFailure.valueOf(
        oneOf(text, ValidationRules.ON_FAILURE_WORDS).toUpperCase(Locale.ROOT));
  }

  private static String oneOf(String text, List<String> words) {
    if (!words.contains(text)) {
      throw new IllegalArgumentException(
          "is '%s'; it must be %s".formatted(text, String.join(" or ", words)));
    }
    return text;
  }

  private static String account(String text) {
    return collapsed(text).toUpperCase(Locale.ROOT);
  }

  private static String collapsed(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }

  private static long cents(String text) {
    if (!SHILLINGS.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "is '" + text + "'; write shillings such as 1 or 250000 or 99.50");
    }
    return new BigDecimal(text).movePointRight(2).longValueExact();
  }

  /** The message leaves the number out. */
  private static String evidence(String text) {
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

  private static String timezone(String text) {
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
}
