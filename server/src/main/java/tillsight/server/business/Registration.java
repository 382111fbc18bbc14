package tillsight.server.business;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tillsight.server.access.Seal;
import tillsight.server.business.BusinessFile.WantedBusiness;
import tillsight.server.business.BusinessFile.WantedRules;
import tillsight.server.payer.PayerKey;

/** Brings a business's own row, with its rules and secrets, to what the apply file says. Blocks. */
final class Registration {

  private static final int PAYER_KEY_BYTES = 32;
  private static final String ZONE = "Africa/Nairobi";

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
      UPDATE business SET timezone = $2,
        callback_token_hash = coalesce($3, callback_token_hash),
        callback_token = coalesce($4, callback_token),
        validation = coalesce($5::text::jsonb, validation),
        daraja = coalesce($6, daraja)
      WHERE id = $1
      """;

  private final SqlConnection postgres;
  private final Changes changes;
  private final Seal seal;
  private final LocalDate today;
  private final Map<String, String> madeTokens = new LinkedHashMap<>();

  Registration(SqlConnection postgres, Changes changes, Seal seal, LocalDate today) {
    this.postgres = postgres;
    this.changes = changes;
    this.seal = seal;
    this.today = today;
  }

  /** Tells the id of the business. */
  int apply(WantedBusiness wanted) {
    var stored = find(wanted.name()).orElseGet(() -> add(wanted));
    change(wanted, stored);
    return stored.getInteger("id");
  }

  /** The tokens it had to make, by business. */
  Map<String, String> madeTokens() {
    return madeTokens;
  }

  private Optional<Row> find(String name) {
    return postgres.preparedQuery(BY_NAME).execute(Tuple.of(name)).await().stream().findFirst();
  }

  private Row add(WantedBusiness wanted) {
    var token = wanted.callbackToken().orElseGet(() -> makeToken(wanted.name()));
    refuseTokenOfAnother(wanted, token);
    var zone = wanted.timezone().orElse(ZONE);
    var payerKey = new byte[PAYER_KEY_BYTES];
    new SecureRandom().nextBytes(payerKey);
    var row =
        postgres
            .preparedQuery(ADD)
            .execute(
                Tuple.of(
                    wanted.name(),
                    zone,
                    hash(token),
                    sealed(Seal.Purpose.CALLBACK_TOKEN, token.getBytes(UTF_8)),
                    sealed(Seal.Purpose.PAYER_KEY, payerKey)))
            .await()
            .iterator()
            .next();
    changes.created(row.getInteger("id"), "business %s (%s)".formatted(wanted.name(), zone));
    return row;
  }

  private String makeToken(String business) {
    var token = CallbackToken.make();
    madeTokens.put(business, token);
    return token;
  }

  private void change(WantedBusiness wanted, Row stored) {
    var zone = wanted.timezone().orElse(stored.getString("timezone"));
    var token = newToken(wanted, stored);
    var rules = newRules(wanted, stored);
    var daraja = newDaraja(wanted, stored);

    var differences = new ArrayList<String>();
    differences.addAll(Changes.difference("timezone", stored.getString("timezone"), zone));
    token.ifPresent(
        x -> differences.add("callback token replaced (register the new addresses with Daraja)"));
    rules.ifPresent(x -> differences.add("validation rules set"));
    daraja.ifPresent(x -> differences.add("Daraja credentials set"));
    if (changes.changed(stored.getInteger("id"), "business " + wanted.name(), differences)) {
      postgres
          .preparedQuery(CHANGE)
          .execute(
              Tuple.of(
                  stored.getInteger("id"),
                  zone,
                  token.map(Registration::hash).orElse(null),
                  token
                      .map(x -> sealed(Seal.Purpose.CALLBACK_TOKEN, x.getBytes(UTF_8)))
                      .orElse(null),
                  rules.map(JsonObject::encode).orElse(null),
                  daraja
                      .map(x -> sealed(Seal.Purpose.DARAJA_CREDENTIALS, x.toBuffer().getBytes()))
                      .orElse(null)))
          .await();
    }
  }

  private Optional<String> newToken(WantedBusiness wanted, Row stored) {
    var token =
        wanted
            .callbackToken()
            .filter(given -> !hash(given).equals(stored.getBuffer("callback_token_hash")));
    token.ifPresent(given -> refuseTokenOfAnother(wanted, given));
    return token;
  }

  private void refuseTokenOfAnother(WantedBusiness wanted, String token) {
    for (var row :
        postgres.preparedQuery(BY_TOKEN).execute(Tuple.of(hash(token), wanted.name())).await()) {
      throw BusinessFile.Wrong.at(
          wanted.place(),
          "callbackToken is that of the business '%s'; choose another"
              .formatted(row.getString("name")));
    }
  }

  private Optional<JsonObject> newRules(WantedBusiness wanted, Row stored) {
    return wanted
        .validation()
        .map(rules -> json(rules, stored))
        .filter(rules -> !rules.equals(new JsonObject(stored.getString("validation"))));
  }

  /** In the form that {@link Directory} reads. */
  private JsonObject json(WantedRules rules, Row stored) {
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

  private Optional<JsonObject> newDaraja(WantedBusiness wanted, Row stored) {
    var sealed = stored.getBuffer("daraja");
    var before =
        sealed == null
            ? new JsonObject()
            : Buffer.buffer(seal.open(Seal.Purpose.DARAJA_CREDENTIALS, sealed.getBytes()))
                .toJsonObject();
    return wanted
        .daraja()
        .map(daraja -> Credentials.merged(before, daraja, today))
        .filter(after -> !after.equals(before));
  }

  private static Buffer hash(String token) {
    return Buffer.buffer(Directory.hash(token));
  }

  private Buffer sealed(Seal.Purpose purpose, byte[] plain) {
    return Buffer.buffer(seal.seal(purpose, plain));
  }
}
