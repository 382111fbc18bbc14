package tillsight.server.business;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import tillsight.server.access.Seal;

/** All businesses with their tills and rules, as they were at one moment. */
public final class Directory {

  /** Nobody yet: what a server knows before it has reached its database. */
  public static final Directory EMPTY = new Directory(0, Map.of(), Map.of());

  private static final String VERSION = "SELECT version FROM directory_version";
  // One statement, so that business, branches and tills are of the same moment.
  private static final String LOAD =
      """
      SELECT d.version, b.id, b.name, b.timezone, b.callback_token_hash, b.payer_key,
             b.validation::text AS validation,
             (SELECT coalesce(json_agg(json_build_object('id', r.id, 'name', r.name)
                                       ORDER BY r.name), '[]')::text
              FROM branch r WHERE r.business_id = b.id) AS branches,
             (SELECT coalesce(json_agg(json_build_object('id', t.id, 'branchId', t.branch_id,
                       'code', t.code, 'kind', t.kind, 'name', t.name,
                       'headOffice', t.head_office, 'storeNumber', t.store_number)
                                       ORDER BY t.id), '[]')::text
              FROM till t WHERE t.business_id = b.id) AS tills
      FROM directory_version d LEFT JOIN business b ON true
      """;

  private final long version;
  private final Map<ByteBuffer, Business> byToken;
  private final Map<Integer, Business> byId;

  private Directory(long version, Map<ByteBuffer, Business> byToken, Map<Integer, Business> byId) {
    this.version = version;
    this.byToken = byToken;
    this.byId = byId;
  }

  public static Future<Directory> load(SqlClient postgres, Seal seal) {
    return form(postgres).map(form -> of(form, seal));
  }

  /** What the tables say, with the keys of payers sealed as they are there. */
  static Future<JsonObject> form(SqlClient postgres) {
    return postgres
        .preparedQuery(LOAD)
        .execute()
        .map(
            rows -> {
              var businesses = new JsonArray();
              var version = 0L;
              for (var row : rows) {
                version = row.getLong("version");
                if (row.getInteger("id") != null) {
                  businesses.add(form(row));
                }
              }
              return new JsonObject().put("version", version).put("businesses", businesses);
            });
  }

  static Directory of(JsonObject form, Seal seal) {
    var byToken = new HashMap<ByteBuffer, Business>();
    var byId = new HashMap<Integer, Business>();
    for (var item : form.getJsonArray("businesses")) {
      var given = (JsonObject) item;
      var business = business(given, seal);
      byId.put(business.id(), business);
      byToken.put(ByteBuffer.wrap(given.getBinary("tokenHash")), business);
    }
    return new Directory(form.getLong("version"), byToken, byId);
  }

  public static Future<Long> version(SqlClient postgres) {
    return postgres
        .preparedQuery(VERSION)
        .execute()
        .map(rows -> rows.iterator().next().getLong("version"));
  }

  public long version() {
    return version;
  }

  public Collection<Business> businesses() {
    return byId.values();
  }

  public Optional<Business> byId(int id) {
    return Optional.ofNullable(byId.get(id));
  }

  /**
   * Whose callback address this is. Only digests are compared, so the time it takes tells nothing
   * about a token.
   */
  public Optional<Business> byToken(String token) {
    return Optional.ofNullable(byToken.get(ByteBuffer.wrap(hash(token))));
  }

  /** What is stored in place of a token. */
  public static byte[] hash(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonObject form(Row row) {
    return new JsonObject()
        .put("id", row.getInteger("id"))
        .put("name", row.getString("name"))
        .put("timezone", row.getString("timezone"))
        .put("tokenHash", row.getBuffer("callback_token_hash").getBytes())
        .put("payerKey", row.getBuffer("payer_key").getBytes())
        .put("validation", new JsonObject(row.getString("validation")))
        .put("branches", new JsonArray(row.getString("branches")))
        .put("tills", new JsonArray(row.getString("tills")));
  }

  private static Business business(JsonObject form, Seal seal) {
    var tills = new ArrayList<Till>();
    var byCode = new HashMap<String, Till>();
    for (var item : form.getJsonArray("tills")) {
      var till = till((JsonObject) item);
      tills.add(till);
      if (till.storeNumber() != null) {
        byCode.putIfAbsent(till.storeNumber(), till);
      }
    }
    // A till's own code wins over another till's store number.
    tills.forEach(till -> byCode.put(till.code(), till));
    return new Business(
        form.getInteger("id"),
        form.getString("name"),
        ZoneId.of(form.getString("timezone")),
        seal.open(Seal.Purpose.PAYER_KEY, form.getBinary("payerKey")),
        rules(form.getJsonObject("validation")),
        branches(form.getJsonArray("branches")),
        List.copyOf(tills),
        Map.copyOf(byCode));
  }

  private static List<Branch> branches(JsonArray branches) {
    return branches.stream()
        .map(JsonObject.class::cast)
        .map(branch -> new Branch(branch.getInteger("id"), branch.getString("name")))
        .toList();
  }

  private static Till till(JsonObject till) {
    return new Till(
        till.getInteger("id"),
        till.getInteger("branchId"),
        till.getString("code"),
        Till.Kind.of(till.getString("kind")),
        till.getString("name"),
        till.getString("headOffice"),
        till.getString("storeNumber"));
  }

  private static ValidationRules rules(JsonObject rules) {
    var none = ValidationRules.NONE;
    return new ValidationRules(
        rules.getJsonArray("accounts", new JsonArray()).stream()
            .map(Object::toString)
            .collect(Collectors.toUnmodifiableSet()),
        rules.getLong("minimumCents", none.minimumCents()),
        rules.getLong("maximumCents", none.maximumCents()),
        rules.getJsonArray("blockedPayers", new JsonArray()).stream()
            .map(payer -> UUID.fromString(payer.toString()))
            .collect(Collectors.toUnmodifiableSet()),
        ValidationRules.OnFailure.valueOf(rules.getString("onFailure", none.onFailure().name())));
  }
}
