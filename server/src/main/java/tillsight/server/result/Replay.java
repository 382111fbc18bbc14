package tillsight.server.result;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;
import tillsight.server.callback.Decision;
import tillsight.server.callback.Release;
import tillsight.server.http.Refused;

/**
 * Books what is in the quarantine for a reason that has been put right since: its till was added,
 * its original came. What contradicts something or itself needs a person and stays.
 */
public final class Replay {

  /** Most that are booked at once; whoever asked asks again for the rest. */
  public static final int BATCH_MAX = 200;

  private static final String READY =
      """
      SELECT q.id, q.reason FROM quarantine q
      WHERE q.business_id = $1 AND q.state = 'open' AND CASE q.reason
        WHEN 'short-code-unknown' THEN EXISTS (
          SELECT FROM till t
          WHERE t.business_id = q.business_id AND q.till IN (t.code, t.store_number))
        WHEN 'original-unknown' THEN EXISTS (
          SELECT FROM payment p
          WHERE p.business_id = q.business_id AND p.receipt = q.receipt)
        WHEN 'reversal-undated' THEN EXISTS (
          SELECT FROM reversal v
          WHERE v.business_id = q.business_id AND v.original_receipt = q.receipt)
        WHEN 'result-unsettled' THEN true
        ELSE false END
        AND NOT EXISTS (SELECT FROM waiting_reversal w
                        WHERE w.business_id = q.business_id AND w.callback_id = q.id)
      ORDER BY q.received_at, q.id
      LIMIT $2
      """;
  private static final String OPEN =
      "SELECT count(*) AS open FROM quarantine WHERE business_id = $1 AND state = 'open'";

  /** How many were booked, and how many are still held. */
  public record Replayed(int booked, long waiting) {}

  private final SqlClient postgres;
  private final Release release;
  private final HeldResults results;

  public Replay(SqlClient postgres, Release release, HeldResults results) {
    this.postgres = postgres;
    this.release = release;
    this.results = results;
  }

  private record Ready(UUID id, boolean payment) {}

  /** Books them one by one, oldest first. */
  public Future<Replayed> run(int businessId, String actor, String reason) {
    var decision = Decision.replayed(actor, reason);
    return postgres
        .preparedQuery(READY)
        .execute(Tuple.of(businessId, BATCH_MAX))
        .map(
            rows -> {
              var ready = new ArrayDeque<Ready>();
              rows.forEach(
                  row ->
                      ready.add(
                          new Ready(
                              row.getUUID("id"),
                              row.getString("reason").equals("short-code-unknown"))));
              return ready;
            })
        .compose(ready -> next(businessId, decision, ready, 0))
        .compose(
            booked ->
                postgres
                    .preparedQuery(OPEN)
                    .execute(Tuple.of(businessId))
                    .map(rows -> new Replayed(booked, rows.iterator().next().getLong("open"))));
  }

  private Future<Integer> next(int businessId, Decision decision, Deque<Ready> ready, int booked) {
    var one = ready.poll();
    return one == null
        ? Future.succeededFuture(booked)
        : book(businessId, decision, one)
            .compose(done -> next(businessId, decision, ready, booked + (done ? 1 : 0)));
  }

  /** One that cannot be booked after all stays, and does not stand in the way of the rest. */
  private Future<Boolean> book(int businessId, Decision decision, Ready one) {
    var booked =
        one.payment()
            ? release.book(businessId, one.id(), decision).map(true)
            : results.settle(businessId, one.id(), decision);
    return booked.recover(
        failure ->
            failure instanceof Refused
                ? Future.succeededFuture(false)
                : Future.failedFuture(failure));
  }
}
