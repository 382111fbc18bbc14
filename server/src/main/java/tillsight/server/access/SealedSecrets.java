package tillsight.server.access;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import tillsight.server.access.Seal.Purpose;

/** What is sealed of businesses and of their apps: little, and all of it changed together. */
final class SealedSecrets {

  private static final String BUSINESSES =
      "SELECT id, callback_token, payer_key, daraja FROM business ORDER BY id FOR UPDATE";
  private static final String RESEAL_BUSINESS =
      "UPDATE business SET callback_token = $2, payer_key = $3, daraja = $4 WHERE id = $1";
  private static final String TOKENS =
      "SELECT app, token FROM daraja_token WHERE token IS NOT NULL FOR UPDATE";
  private static final String RESEAL_TOKEN = "UPDATE daraja_token SET token = $2 WHERE app = $1";
  private static final String PUSHES =
      """
      SELECT business_id, id, checkout FROM daraja_request WHERE checkout IS NOT NULL
      ORDER BY business_id, id FOR UPDATE
      """;
  private static final String RESEAL_PUSH =
      "UPDATE daraja_request SET checkout = $3 WHERE business_id = $1 AND id = $2";
  // Running servers load businesses anew, so that none goes on with what it has in memory.
  private static final String BUMP = "UPDATE directory_version SET version = version + 1";

  private final SqlConnection postgres;
  private final KeyChange change;

  /** Give it the connection of a transaction. */
  SealedSecrets(SqlConnection postgres, KeyChange change) {
    this.postgres = postgres;
    this.change = change;
  }

  /**
   * Seals all of it anew; fails with {@link KeyRotation.Refused} if something opens with neither.
   */
  Future<?> change() {
    return businesses()
        .compose(done -> tokens())
        .compose(done -> pushes())
        .compose(done -> postgres.query(BUMP).execute());
  }

  private Future<?> businesses() {
    return postgres
        .query(BUSINESSES)
        .execute()
        .compose(
            rows -> {
              var values = rows.stream().map(this::business).toList();
              return values.isEmpty()
                  ? Future.succeededFuture()
                  : postgres.preparedQuery(RESEAL_BUSINESS).executeBatch(values);
            });
  }

  private Tuple business(Row row) {
    return Tuple.of(
        row.getInteger("id"),
        needed(Purpose.CALLBACK_TOKEN, row.getBuffer("callback_token")),
        needed(Purpose.PAYER_KEY, row.getBuffer("payer_key")),
        row.getBuffer("daraja") == null
            ? null
            : needed(Purpose.DARAJA_CREDENTIALS, row.getBuffer("daraja")));
  }

  private Buffer needed(Purpose purpose, Buffer sealed) {
    return change
        .of(purpose, sealed)
        .orElseThrow(
            () ->
                new KeyRotation.Refused(
                    "what is stored does not open with TILLSIGHT_SECRETS_KEY; set it to the key that"
                        + " servers have used so far"));
  }

  /** A token that does not open is worth nothing: the next call gets another. */
  private Future<?> tokens() {
    return postgres
        .query(TOKENS)
        .execute()
        .compose(
            rows -> {
              List<Tuple> values =
                  rows.stream()
                      .map(
                          row ->
                              Tuple.of(
                                  row.getBuffer("app"),
                                  change
                                      .of(Purpose.DARAJA_TOKEN, row.getBuffer("token"))
                                      .orElse(null)))
                      .toList();
              return values.isEmpty()
                  ? Future.succeededFuture()
                  : postgres.preparedQuery(RESEAL_TOKEN).executeBatch(values);
            });
  }

  /** Pushes whose result is still to come; one that does not open is not asked after any more. */
  private Future<?> pushes() {
    return postgres
        .query(PUSHES)
        .execute()
        .compose(
            rows -> {
              List<Tuple> values =
                  rows.stream()
                      .map(
                          row ->
                              Tuple.of(
                                  row.getInteger("business_id"),
                                  row.getUUID("id"),
                                  change
                                      .of(Purpose.CHECKOUT, row.getBuffer("checkout"))
                                      .orElse(null)))
                      .toList();
              return values.isEmpty()
                  ? Future.succeededFuture()
                  : postgres.preparedQuery(RESEAL_PUSH).executeBatch(values);
            });
  }
}
