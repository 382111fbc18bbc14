package tillsight.server.payment;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;

/**
 * Booked payments whose receipt Safaricom turns out not to know: taken out of the takings, and put
 * back when that was a mistake. The payment itself stays in the ledger.
 */
public final class Disownments {

  private static final String LOCK =
      "SELECT revenue, flags FROM payment WHERE business_id = $1 AND receipt = $2 FOR UPDATE";
  private static final String MARK =
      "UPDATE payment SET revenue = $3, flags = $4 WHERE business_id = $1 AND receipt = $2";

  private final SqlClient postgres;

  /** Give it the connection of a transaction. */
  public Disownments(SqlClient postgres) {
    this.postgres = postgres;
  }

  /** Takes it out of the takings, with what was given back of it. */
  public Future<Void> disown(int businessId, String receipt) {
    return postgres
        .preparedQuery(LOCK)
        .execute(Tuple.of(businessId, receipt))
        .compose(
            rows ->
                rows.size() == 0
                    ? Future.succeededFuture()
                    : disown(businessId, receipt, rows.iterator().next()));
  }

  /** Puts it back as it was. */
  public Future<Void> restore(int businessId, String receipt) {
    return postgres
        .preparedQuery(LOCK)
        .execute(Tuple.of(businessId, receipt))
        .compose(
            rows ->
                rows.size() == 0
                    ? Future.succeededFuture()
                    : restore(businessId, receipt, rows.iterator().next()));
  }

  private Future<Void> disown(int businessId, String receipt, Row payment) {
    var revenue = payment.getString("revenue");
    if (revenue.equals(Revenue.NO.word())) {
      return Future.succeededFuture();
    }
    var flags = payment.getInteger("flags") | Flag.DISOWNED.bit();
    // What waits for review is in no total; it goes on waiting.
    return revenue.equals(Revenue.YES.word())
        ? mark(businessId, receipt, Revenue.NO.word(), flags)
            .compose(done -> count(businessId, receipt, -1))
        : mark(businessId, receipt, revenue, flags);
  }

  private Future<Void> restore(int businessId, String receipt, Row payment) {
    var bit = Flag.DISOWNED.bit();
    var flags = payment.getInteger("flags");
    var revenue = payment.getString("revenue");
    if ((flags & bit) == 0) {
      return Future.succeededFuture();
    }
    return revenue.equals(Revenue.NO.word())
        ? mark(businessId, receipt, Revenue.YES.word(), flags & ~bit)
            .compose(done -> count(businessId, receipt, 1))
        : mark(businessId, receipt, revenue, flags & ~bit);
  }

  private Future<Void> mark(int businessId, String receipt, String revenue, int flags) {
    return postgres
        .preparedQuery(MARK)
        .execute(Tuple.of(businessId, receipt, revenue, flags))
        .mapEmpty();
  }

  private Future<Void> count(int businessId, String receipt, int change) {
    return postgres
        .preparedQuery(Reviews.COUNT)
        .execute(Tuple.of(businessId, receipt, change))
        .mapEmpty();
  }
}
