package tillsight.server.request;

import static java.time.ZoneOffset.UTC;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tillsight.server.daraja.DarajaRefusal.Why;
import tillsight.server.daraja.ResultCode;
import tillsight.server.request.DarajaRequest.End;
import tillsight.server.request.DarajaRequest.Kind;
import tillsight.server.request.DarajaRequest.State;

/**
 * What Daraja was asked: written before it is called, named once it has answered, ended by the
 * result.
 */
public final class DarajaRequests {

  /** How long a result may take. Daraja does not repeat results, so one that is lost is lost. */
  public static final Duration ANSWER = Duration.ofHours(1);

  private static final String COLUMNS =
      """
      SELECT business_id, id, kind, short_code, receipt, amount_cents, subject, requested_at,
             requested_by, reason, state
      FROM daraja_request
      """;
  private static final String BEGIN =
      """
      INSERT INTO daraja_request (business_id, id, kind, short_code, receipt, amount_cents, subject,
        requested_at, requested_by, reason)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
      """;
  // An answer that comes before Daraja's first word is known by what it is about.
  private static final String ANSWERED =
      COLUMNS
          + """
          WHERE business_id = $1
            AND (conversation = $2
              OR (conversation IS NULL AND state = 'sent' AND kind = $3 AND receipt = $4))
          ORDER BY conversation NULLS LAST, requested_at
          LIMIT 1
          FOR UPDATE
          """;
  private static final String UNDER_WAY =
      COLUMNS
          + """
          WHERE business_id = $1 AND kind = $2 AND receipt = $3 AND state = 'sent'
          LIMIT 1
          """;
  private static final String END =
      """
      UPDATE daraja_request SET state = $3, result_code = $4, result = $5, settled_at = $6,
        callback_id = $7, query_at = NULL, checkout = NULL
      WHERE business_id = $1 AND id = $2 AND (state IN ('sent', 'timed-out') OR $3 = 'done')
      """;
  private static final String FAIL_PUSH =
      """
      INSERT INTO daraja_request AS r (business_id, id, kind, conversation, short_code,
        requested_at, requested_by, state, result_code, result, settled_at, callback_id)
      VALUES ($1, $2, 'stk', $3, $4, $5, 'elsewhere', 'failed', $6, $7, $5, $2)
      ON CONFLICT (business_id, conversation) DO UPDATE SET
        state = CASE r.state WHEN 'done' THEN 'done' ELSE 'failed' END,
        result_code = CASE WHEN r.state IN ('sent', 'timed-out') THEN excluded.result_code
          ELSE r.result_code END,
        result = CASE WHEN r.state IN ('sent', 'timed-out') THEN excluded.result
          ELSE r.result END,
        settled_at = CASE WHEN r.state IN ('sent', 'timed-out') THEN excluded.settled_at
          ELSE r.settled_at END,
        callback_id = CASE WHEN r.state IN ('sent', 'timed-out') THEN excluded.callback_id
          ELSE r.callback_id END,
        query_at = NULL, checkout = NULL
      RETURNING business_id, id, kind, short_code, receipt, amount_cents, subject, requested_at,
        requested_by, reason, state
      """;
  private static final String EXPIRE =
      """
      UPDATE daraja_request SET state = 'timed-out', settled_at = $1, query_at = NULL,
        checkout = NULL, result =
        'No answer came within an hour, and Daraja does not repeat answers. Look in the M-PESA'
        || ' portal what became of it.'
      WHERE state = 'sent' AND requested_at < $2
      """;

  private final SqlClient postgres;

  public DarajaRequests(SqlClient postgres) {
    this.postgres = postgres;
  }

  /** Writes down what is about to be asked. */
  public Future<Void> begin(DarajaRequest request) {
    return postgres
        .preparedQuery(BEGIN)
        .execute(
            Tuple.tuple()
                .addInteger(request.businessId())
                .addUUID(request.id())
                .addString(request.kind().word())
                .addString(request.shortCode())
                .addString(request.receipt())
                .addLong(request.amountCents())
                .addUUID(request.subject())
                .addOffsetDateTime(request.requestedAt().atOffset(UTC))
                .addString(request.requestedBy())
                .addString(request.reason()))
        .mapEmpty();
  }

  /**
   * The request that a result with this name, or else one of this kind and receipt, answers. Within
   * a transaction.
   */
  public Future<Optional<DarajaRequest>> answered(
      int businessId,
      @Nullable String conversation,
      @Nullable Kind kind,
      @Nullable String receipt) {
    var word = kind == null ? null : kind.word();
    return new RequestNames(postgres)
        .lock(businessId, conversation)
        .compose(
            locked ->
                postgres
                    .preparedQuery(ANSWERED)
                    .execute(Tuple.of(businessId, conversation, word, receipt)))
        .map(rows -> rows.stream().map(DarajaRequests::request).findFirst());
  }

  /** One of this kind about this receipt that has no answer yet. */
  public Future<Optional<DarajaRequest>> underWay(int businessId, Kind kind, String receipt) {
    return postgres
        .preparedQuery(UNDER_WAY)
        .execute(Tuple.of(businessId, kind.word(), receipt))
        .map(rows -> rows.stream().map(DarajaRequests::request).findFirst());
  }

  /** Writes down what came of it. What is done stays done. */
  public Future<Void> end(int businessId, UUID id, End end, Instant at, @Nullable UUID callbackId) {
    return postgres
        .preparedQuery(END)
        .execute(
            Tuple.of(
                businessId,
                id,
                end.state().word(),
                end.code(),
                end.sentence(),
                at.atOffset(UTC),
                callbackId))
        .mapEmpty();
  }

  /**
   * Writes down that a push failed, whoever sent it. The first word on it stands. Gives the push as
   * it is then: one that succeeded before stays done.
   */
  public Future<DarajaRequest> failPush(
      int businessId,
      UUID callbackId,
      String conversation,
      @Nullable String shortCode,
      Instant at,
      String code) {
    return postgres
        .preparedQuery(FAIL_PUSH)
        .execute(
            Tuple.of(
                businessId,
                callbackId,
                conversation,
                shortCode,
                at.atOffset(UTC),
                code,
                pushFailed(code)))
        .map(rows -> request(rows.iterator().next()));
  }

  /** Gives up waiting for results that are too late. Tells how many. */
  public Future<Integer> expire(Instant now) {
    return postgres
        .preparedQuery(EXPIRE)
        .execute(Tuple.of(now.atOffset(UTC), now.minus(ANSWER).atOffset(UTC)))
        .map(rows -> rows.rowCount());
  }

  /** Why a push brought no money, for people. */
  static String pushFailed(String code) {
    return "It failed: "
        + ResultCode.ofPush(code).map(Why::sentence).orElse("the code is on no list")
        + ".";
  }

  private static DarajaRequest request(Row row) {
    return new DarajaRequest(
        row.getInteger("business_id"),
        row.getUUID("id"),
        Kind.of(row.getString("kind")),
        row.getString("short_code"),
        row.getString("receipt"),
        row.getLong("amount_cents"),
        row.getUUID("subject"),
        row.getOffsetDateTime("requested_at").toInstant(),
        row.getString("requested_by"),
        row.getString("reason"),
        State.of(row.getString("state")));
  }
}
