package tillsight.server.result;

import static java.time.ZoneOffset.UTC;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;

/** What was on the accounts of a short code, whenever Daraja told it. */
final class Balances {

  private static final String ADD =
      """
      INSERT INTO account_balance
        (business_id, short_code, account, at, current_cents, available_cents)
      SELECT $1, $2, account, $3, current_cents, available_cents
      FROM unnest($4::text[], $5::bigint[], $6::bigint[])
        AS a (account, current_cents, available_cents)
      ON CONFLICT (business_id, short_code, account, at) DO NOTHING
      """;

  private final SqlClient postgres;

  Balances(SqlClient postgres) {
    this.postgres = postgres;
  }

  /** Adds those that are not known yet. */
  Future<Void> add(int businessId, Settlement.Balances balances) {
    var accounts = balances.accounts();
    return postgres
        .preparedQuery(ADD)
        .execute(
            Tuple.of(
                businessId,
                balances.shortCode(),
                balances.at().atOffset(UTC),
                accounts.stream().map(Account::name).toArray(String[]::new),
                accounts.stream().map(Account::currentCents).toArray(Long[]::new),
                accounts.stream().map(Account::availableCents).toArray(Long[]::new)))
        .mapEmpty();
  }
}
