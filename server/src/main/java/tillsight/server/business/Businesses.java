package tillsight.server.business;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tillsight.server.access.Seal;
import tillsight.server.business.BusinessFile.WantedBusiness;
import tillsight.server.business.BusinessFile.WantedRules;
import tillsight.server.payer.PayerKey;

/** Where businesses are kept, and how an apply file becomes what is kept. */
public final class Businesses {

  private static final int PAYER_KEY_BYTES = 32;

  // Two applies at once would each see half of the other: the second waits here.
  private static final String LOCK = "SELECT version FROM directory_version FOR UPDATE";
  private static final String BUMP = "UPDATE directory_version SET version = version + 1";
  private static final String BY_NAME =
      """
      SELECT id, timezone, callback_token_hash, payer_key, validation::text AS validation, daraja
      FROM business WHERE name = $1
      """;
  private static final String ADD =
      """
      INSERT INTO business (name, timezone, callback_token_hash, callback_token, payer_key)
      VALUES ($1, $2, $3, $4, $5)
      RETURNING id, timezone, callback_token_hash, payer_key, validation::text AS validation, daraja
      """;
  private static final String BY_TOKEN =
      "SELECT name FROM business WHERE callback_token_hash = $1 AND name <> $2";
  private static final String CHANGE =
      """
      UPDATE business SET timezone = $2, callback_token_hash = $3,
        callback_token = coalesce($4, callback_token), validation = $5::text::jsonb,
        daraja = coalesce($6, daraja)
      WHERE id = $1
      """;

  private final Pool postgres;
  private final Seal seal;

  /**
   * What an apply did.
   *
   * @param changes one line each: + for new, ~ for changed; empty if all was so already
   * @param madeTokens callback tokens that were made, by business: the only time they are shown
   */
  public record Applied(List<String> changes, Map<String, String> madeTokens) {
    /** Leaves the tokens out. */
    @Override
    public String toString() {
      return changes.toString();
    }
  }

  public Businesses(Pool postgres, Seal seal) {
    this.postgres = postgres;
    this.seal = seal;
  }

  /**
   * Makes the database say what the file says, all of it or nothing; a dry run undoes it in the
   * end. Running servers notice within a second. Blocks: call it from main or a virtual thread.
   *
   * @throws BusinessFile.Wrong if the file does not fit what is stored already
   */
  public Applied apply(BusinessFile file, boolean dryRun) {
    var connection = postgres.getConnection().await();
    try {
      var transaction = connection.begin().await();
      try {
        var applied = apply(connection, file);
        (dryRun ? transaction.rollback() : transaction.commit()).await();
        return applied;
      } catch (RuntimeException e) {
        transaction.rollback().otherwiseEmpty().await();
        throw e;
      }
    } finally {
      connection.close().await();
    }
  }

  private Applied apply(SqlConnection connection, BusinessFile file) {
    connection.query(LOCK).execute().await();
    var changes = new Changes(connection);
    var outlets = new Outlets(connection, changes);
    var staff = new Staff(connection, changes);
    var madeTokens = new LinkedHashMap<String, String>();
    for (var wanted : file.businesses()) {
      var row =
          find(connection, wanted.name())
              .orElseGet(() -> add(connection, changes, wanted, madeTokens));
      change(connection, changes, wanted, row);
      outlets.apply(row.getInteger("id"), wanted);
      staff.apply(row.getInteger("id"), wanted);
    }
    if (!changes.lines().isEmpty()) {
      connection.query(BUMP).execute().await();
    }
    return new Applied(List.copyOf(changes.lines()), madeTokens);
  }

  private static Optional<Row> find(SqlConnection connection, String name) {
    return connection.preparedQuery(BY_NAME).execute(Tuple.of(name)).await().stream().findFirst();
  }

  private Row add(
      SqlConnection connection,
      Changes changes,
      WantedBusiness wanted,
      Map<String, String> madeTokens) {
    var token =
        wanted
            .callbackToken()
            .orElseGet(
                () -> madeTokens.computeIfAbsent(wanted.name(), name -> CallbackToken.make()));
    refuseTokenOfAnother(connection, wanted, token);
    var payerKey = new byte[PAYER_KEY_BYTES];
    new SecureRandom().nextBytes(payerKey);
    var zone = wanted.timezone().orElse("Africa/Nairobi");
    var row =
        connection
            .preparedQuery(ADD)
            .execute(
                Tuple.of(
                    wanted.name(),
                    zone,
                    Buffer.buffer(Directory.hash(token)),
                    sealed(Seal.Purpose.CALLBACK_TOKEN, token.getBytes(UTF_8)),
                    sealed(Seal.Purpose.PAYER_KEY, payerKey)))
            .await()
            .iterator()
            .next();
    changes.created(row.getInteger("id"), "business %s (%s)".formatted(wanted.name(), zone));
    return row;
  }

  private void change(
      SqlConnection connection, Changes changes, WantedBusiness wanted, Row stored) {
    var differences = new ArrayList<String>();
    var zone = wanted.timezone().orElse(stored.getString("timezone"));
    differences.addAll(Changes.difference("timezone", stored.getString("timezone"), zone));

    var storedHash = stored.getBuffer("callback_token_hash");
    var tokenHash =
        wanted.callbackToken().map(Directory::hash).map(Buffer::buffer).orElse(storedHash);
    var tokenIsNew = !tokenHash.equals(storedHash);
    if (tokenIsNew) {
      refuseTokenOfAnother(connection, wanted, wanted.callbackToken().orElseThrow());
      differences.add("callback token replaced (register the new addresses with Daraja)");
    }

    var storedRules = new JsonObject(stored.getString("validation"));
    var rules = wanted.validation().map(wish -> rules(wish, stored)).orElse(storedRules);
    if (!rules.equals(storedRules)) {
      differences.add("validation rules " + (storedRules.isEmpty() ? "set" : "changed"));
    }

    var credentials =
        wanted.daraja().map(JsonObject::mapFrom).filter(json -> differs(json, stored));
    credentials.ifPresent(
        json -> differences.add("Daraja credentials " + (has(stored) ? "changed" : "set")));

    if (changes.changed(stored.getInteger("id"), "business " + wanted.name(), differences)) {
      connection
          .preparedQuery(CHANGE)
          .execute(
              Tuple.of(
                  stored.getInteger("id"),
                  zone,
                  tokenHash,
                  tokenIsNew
                      ? sealed(
                          Seal.Purpose.CALLBACK_TOKEN,
                          wanted.callbackToken().orElseThrow().getBytes(UTF_8))
                      : null,
                  rules.encode(),
                  credentials
                      .map(
                          json ->
                              sealed(Seal.Purpose.DARAJA_CREDENTIALS, json.toBuffer().getBytes()))
                      .orElse(null)))
          .await();
    }
  }

  private static void refuseTokenOfAnother(
      SqlConnection connection, WantedBusiness wanted, String token) {
    var hash = Buffer.buffer(Directory.hash(token));
    for (var row :
        connection.preparedQuery(BY_TOKEN).execute(Tuple.of(hash, wanted.name())).await()) {
      throw BusinessFile.Wrong.at(
          wanted.place(),
          "callbackToken is that of the business '%s'; choose another"
              .formatted(row.getString("name")));
    }
  }

  /** In the form that {@link Directory} reads. */
  private JsonObject rules(WantedRules rules, Row stored) {
    var key = seal.open(Seal.Purpose.PAYER_KEY, stored.getBuffer("payer_key").getBytes());
    var blocked =
        rules.blockedPayers().stream()
            .map(evidence -> PayerKey.pseudonym(key, evidence).toString())
            .sorted()
            .toList();
    return new JsonObject()
        .put("accounts", new JsonArray(rules.accounts()))
        .put("minimumCents", rules.minimumCents())
        .put("maximumCents", rules.maximumCents())
        .put("blockedPayers", new JsonArray(blocked))
        .put("onFailure", rules.onFailure().name());
  }

  private boolean differs(JsonObject credentials, Row stored) {
    return !has(stored)
        || !credentials.equals(
            new JsonObject(
                Buffer.buffer(
                    seal.open(
                        Seal.Purpose.DARAJA_CREDENTIALS, stored.getBuffer("daraja").getBytes()))));
  }

  private static boolean has(Row stored) {
    return stored.getBuffer("daraja") != null;
  }

  private Buffer sealed(Seal.Purpose purpose, byte[] plain) {
    return Buffer.buffer(seal.seal(purpose, plain));
  }
}
