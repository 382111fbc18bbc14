package tillsight.server.access;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.Locale;
import java.util.Optional;

/** The people who can sign in. */
public final class Users {

  private static final String BY_NAME =
      """
      SELECT business_id, id, password_hash FROM app_user WHERE username = $1 AND NOT disabled
      """;

  /** Someone who may sign in with the right password. */
  record Account(int businessId, int userId, String passwordHash) {}

  private final SqlClient postgres;

  public Users(SqlClient postgres) {
    this.postgres = postgres;
  }

  /** The form in which names are stored and compared. */
  public static String normalised(String username) {
    return username.strip().toLowerCase(Locale.ROOT);
  }

  Future<Optional<Account>> byName(String username) {
    return postgres
        .preparedQuery(BY_NAME)
        .execute(Tuple.of(username))
        .map(
            rows ->
                rows.stream()
                    .map(
                        row ->
                            new Account(
                                row.getInteger("business_id"),
                                row.getInteger("id"),
                                row.getString("password_hash")))
                    .findFirst());
  }
}
