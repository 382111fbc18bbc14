package tillsight.server.business;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tillsight.server.business.BusinessFile.WantedBranch;
import tillsight.server.business.BusinessFile.WantedBusiness;
import tillsight.server.business.BusinessFile.WantedDaraja;
import tillsight.server.business.BusinessFile.WantedRules;
import tillsight.server.business.BusinessFile.WantedTill;
import tillsight.server.business.BusinessFile.WantedUser;

/** Turns the text of an apply file into a {@link BusinessFile}, or into complaints. */
final class BusinessFileReader {

  private static final List<String> ROLES =
      List.of("owner", "manager", "cashier", "auditor", "operator");

  /** Roles that see some branches or tills; the others see the whole business. */
  private static final Set<String> SCOPED = Set.of("manager", "cashier");

  private final Complaints complaints = new Complaints();

  /** What must be given once in the whole file, and where it was first. */
  private final Map<String, YamlMap.Place> given = new HashMap<>();

  private final Path folder;

  BusinessFileReader(Path folder) {
    this.folder = folder;
  }

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
    var name = map.need("name", FileValue::name, "");
    once(map, "name", "the business ", name);
    var business =
        new WantedBusiness(
            map.place(),
            name,
            map.find("timezone", FileValue::timezone),
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
            map.list("accounts", FileValue::account).stream().distinct().sorted().toList(),
            map.find("minimum", FileValue::cents).orElse(none.minimumCents()),
            map.find("maximum", FileValue::cents).orElse(none.maximumCents()),
            map.list("blockedPayers", FileValue::evidence).stream().distinct().toList(),
            map.find("onFailure", FileValue::onFailure).orElse(none.onFailure()));
    if (rules.minimumCents() > rules.maximumCents()) {
      complaints.add(
          map.placeOf("minimum"), "minimum is more than maximum; no payment could be accepted");
    }
    map.refuseUnknown();
    return rules;
  }

  private WantedDaraja daraja(YamlMap map) {
    var daraja =
        new WantedDaraja(
            map.need("consumerKey", FileValue::key, ""),
            map.need("consumerSecret", FileValue::key, ""),
            map.need("shortcode", FileValue::code, ""),
            map.find("c2bVersion", text -> FileValue.oneOf(text, List.of("v1", "v2"))),
            map.find("passkey", FileValue::key),
            map.find("initiator", FileValue::name),
            map.find("initiatorPassword", OperatorPassword::checked),
            map.find("passwordSetOn", FileValue::date),
            map.find("certificate", text -> FileValue.certificate(text, folder)),
            map.find("nominatedNumber", FileValue::number));
    map.refuseUnknown();
    return daraja;
  }

  private WantedBranch branch(YamlMap map, String business) {
    var name = map.need("name", FileValue::name, "");
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
            map.need("code", FileValue::code, ""),
            map.need("kind", FileValue::kind, Till.Kind.PAYBILL),
            map.need("name", FileValue::name, ""),
            map.find("headOffice", FileValue::code).orElse(null),
            map.find("storeNumber", FileValue::code).orElse(null));
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
            map.need("username", FileValue::username, ""),
            map.need("role", text -> FileValue.oneOf(text, ROLES), ""),
            map.find("password", PasswordHash::checkedPassword),
            map.find("passwordHash", PasswordHash::checkedHash),
            map.list("branches", FileValue::name).stream().distinct().toList(),
            map.list("tills", FileValue::code).stream().distinct().toList());
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
}
