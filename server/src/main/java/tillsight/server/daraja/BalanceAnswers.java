package tillsight.server.daraja;

import static java.time.ZoneOffset.UTC;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Balances that were asked for by hand: noted, so that the server knows what answers them. */
public final class BalanceAnswers {

  // A server may have heard the answer before this is written.
  private static final String NOTE =
      """
      INSERT INTO daraja_request
        (business_id, id, kind, conversation, short_code, requested_at, requested_by)
      VALUES ($1, $2, 'balance', $3, $4, $5, $6)
      ON CONFLICT (business_id, conversation) DO NOTHING
      """;
  private static final String IS_OPEN =
      """
      SELECT count(*) > 0 AS open FROM daraja_request
      WHERE business_id = $1 AND conversation = $2 AND state = 'sent'
      """;
  private static final String NEWEST =
      """
      SELECT DISTINCT ON (account) account, at, current_cents, available_cents
      FROM account_balance WHERE business_id = $1 AND short_code = $2
      ORDER BY account, at DESC
      """;

  /** What was on one account of a short code. */
  public record Balance(String account, Instant at, long currentCents, long availableCents) {}

  private final SqlClient postgres;

  public BalanceAnswers(SqlClient postgres) {
    this.postgres = postgres;
  }

  /** Notes that it was asked. */
  public Future<Void> note(
      int businessId, Conversation conversation, String shortCode, Instant at, String actor) {
    return postgres
        .preparedQuery(NOTE)
        .execute(
            Tuple.of(
                businessId,
                UUID.randomUUID(),
                conversation.originatorConversationId(),
                shortCode,
                at.atOffset(UTC),
                actor))
        .mapEmpty();
  }

  /** Whether the answer is still to come. */
  public Future<Boolean> isOpen(int businessId, Conversation conversation) {
    return postgres
        .preparedQuery(IS_OPEN)
        .execute(Tuple.of(businessId, conversation.originatorConversationId()))
        .map(rows -> rows.iterator().next().getBoolean("open"));
  }

  /** The newest known balance of each account of a short code. */
  public Future<List<Balance>> newest(int businessId, String shortCode) {
    return postgres
        .preparedQuery(NEWEST)
        .execute(Tuple.of(businessId, shortCode))
        .map(rows -> rows.stream().map(BalanceAnswers::balance).toList());
  }

  private static Balance balance(Row row) {
    return new Balance(
        row.getString("account"),
        row.getOffsetDateTime("at").toInstant(),
        row.getLong("current_cents"),
        row.getLong("available_cents"));
  }
}
