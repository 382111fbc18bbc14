package tillsight.server.reconciliation;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** When short codes are pulled next, and how much there is to work out. */
public final class PullSchedule {

  private static final String WAITING = "SELECT count(*) AS waiting FROM completeness_due";

  private final SqlClient postgres;

  /** When a short code is pulled next. */
  public record Next(
      String shortCode, Instant dueAt, @Nullable Instant provenUntil, boolean underWay) {}

  public PullSchedule(SqlClient postgres) {
    this.postgres = postgres;
  }

  /** The short codes of a business, the next to come first. */
  public Future<List<Next>> of(int businessId) {
    return new PullAccounts(postgres)
        .all(businessId)
        .map(
            accounts ->
                accounts.stream()
                    .map(
                        one ->
                            new Next(
                                one.shortCode(),
                                one.dueAt(),
                                one.provenUntil(),
                                one.leasedUntil() != null))
                    .toList());
  }

  /** How many hours of tills wait to be looked at. */
  public Future<Long> waiting() {
    return postgres.query(WAITING).execute().map(rows -> rows.iterator().next().getLong("waiting"));
  }
}
