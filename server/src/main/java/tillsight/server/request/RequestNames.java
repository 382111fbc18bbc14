package tillsight.server.request;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Gives requests the names that their results have, even if a result was faster. */
public final class RequestNames {

  // A result that is being settled while its request is being named would find no request, and not
  // be found by it: one of the two has to wait for the other.
  private static final String LOCK = "SELECT pg_advisory_xact_lock($1, hashtext($2))";
  // An answer may have been here first: a row of its own then, which becomes part of this one.
  private static final String ADOPT =
      """
      DELETE FROM daraja_request
      WHERE business_id = $1 AND conversation = $3 AND id <> $2 AND requested_by = 'elsewhere'
      RETURNING state, result_code, result, settled_at, callback_id, receipt
      """;
  private static final String NAME =
      "UPDATE daraja_request SET conversation = $3 WHERE business_id = $1 AND id = $2";
  private static final String INHERIT =
      """
      UPDATE daraja_request SET state = $3, result_code = $4, result = $5, settled_at = $6,
        callback_id = $7, receipt = coalesce($8, receipt), query_at = NULL,
        checkout = NULL
      WHERE business_id = $1 AND id = $2
      """;
  // Settled before anybody knew what it answered: to be settled again, which is harmless.
  private static final String WAKE =
      """
      UPDATE callback SET outcome = 'waiting'
      WHERE business_id = $1 AND conversation = $2 AND kind IN ('result', 'timeout')
        AND outcome = 'settled'
      """;

  private final SqlClient postgres;

  /** Give it the connection of a transaction. */
  public RequestNames(SqlClient postgres) {
    this.postgres = postgres;
  }

  /**
   * Names one. What came under that name before belongs to it from now on: says whether results are
   * to be settled again for that.
   */
  public Future<Boolean> give(int businessId, UUID id, String conversation) {
    return lock(businessId, conversation)
        .compose(
            locked -> postgres.preparedQuery(ADOPT).execute(Tuple.of(businessId, id, conversation)))
        .compose(
            early ->
                postgres
                    .preparedQuery(NAME)
                    .execute(Tuple.of(businessId, id, conversation))
                    .compose(named -> inherit(businessId, id, early.stream().findFirst())))
        .compose(
            inherited -> postgres.preparedQuery(WAKE).execute(Tuple.of(businessId, conversation)))
        .map(woken -> woken.rowCount() > 0);
  }

  /** Until the transaction ends nobody else gives this name, or asks whose it is. */
  Future<Void> lock(int businessId, @Nullable String conversation) {
    return conversation == null
        ? Future.succeededFuture()
        : postgres.preparedQuery(LOCK).execute(Tuple.of(businessId, conversation)).mapEmpty();
  }

  private Future<?> inherit(int businessId, UUID id, Optional<Row> early) {
    return early.isEmpty()
        ? Future.succeededFuture()
        : postgres
            .preparedQuery(INHERIT)
            .execute(
                Tuple.of(
                    businessId,
                    id,
                    early.get().getString("state"),
                    early.get().getString("result_code"),
                    early.get().getString("result"),
                    early.get().getOffsetDateTime("settled_at"),
                    early.get().getUUID("callback_id"),
                    early.get().getString("receipt")));
  }
}
