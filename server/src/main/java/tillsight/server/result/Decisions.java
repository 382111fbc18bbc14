package tillsight.server.result;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.UUID;
import tillsight.server.callback.Acceptance;
import tillsight.server.callback.Decision;
import tillsight.server.callback.Release;

/** Takes out of the quarantine what somebody accepts: an answer is settled, all else is booked. */
public final class Decisions implements Acceptance {

  // A push that failed after it had succeeded is an answer too; one that succeeded is a payment.
  private static final String IS_ANSWER =
      """
      SELECT c.kind IN ('result', 'timeout') OR q.reason = 'outcome-changed' AS is_answer
      FROM quarantine q JOIN callback c ON c.business_id = q.business_id AND c.id = q.id
      WHERE q.business_id = $1 AND q.id = $2
      """;

  private final SqlClient postgres;
  private final Release release;
  private final HeldResults results;

  public Decisions(SqlClient postgres, Release release, HeldResults results) {
    this.postgres = postgres;
    this.release = release;
    this.results = results;
  }

  @Override
  public Future<Void> accept(int businessId, UUID id, String actor, String reason) {
    return postgres
        .preparedQuery(IS_ANSWER)
        .execute(Tuple.of(businessId, id))
        .compose(
            rows ->
                rows.size() > 0 && rows.iterator().next().getBoolean("is_answer")
                    ? results.accept(businessId, id, Decision.accepted(actor, reason))
                    : release.accept(businessId, id, actor, reason));
  }
}
