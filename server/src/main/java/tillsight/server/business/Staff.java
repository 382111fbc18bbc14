package tillsight.server.business;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import tillsight.server.business.BusinessFile.WantedBusiness;
import tillsight.server.business.BusinessFile.WantedUser;

/** Brings the users of a business to what the apply file says. Blocks. */
final class Staff {

  private static final String BY_USERNAME =
      """
      SELECT u.business_id, u.id, u.role, u.password_hash,
             ARRAY(SELECT r.name FROM user_branch ub JOIN branch r
                     ON (r.business_id, r.id) = (ub.business_id, ub.branch_id)
                   WHERE (ub.business_id, ub.user_id) = (u.business_id, u.id)) AS branches,
             ARRAY(SELECT t.code FROM user_till ut JOIN till t
                     ON (t.business_id, t.id) = (ut.business_id, ut.till_id)
                   WHERE (ut.business_id, ut.user_id) = (u.business_id, u.id)) AS tills
      FROM app_user u WHERE u.username = $1
      """;
  private static final String ADD =
      """
      INSERT INTO app_user (business_id, username, role, password_hash) VALUES ($1, $2, $3, $4)
      RETURNING id
      """;
  private static final String CHANGE =
      "UPDATE app_user SET role = $3, password_hash = $4 WHERE business_id = $1 AND id = $2";
  private static final String END_SESSIONS =
      """
      UPDATE session SET ended_at = now()
      WHERE business_id = $1 AND user_id = $2 AND ended_at IS NULL
      """;
  private static final String CLEAR_BRANCHES =
      "DELETE FROM user_branch WHERE business_id = $1 AND user_id = $2";
  private static final String CLEAR_TILLS =
      "DELETE FROM user_till WHERE business_id = $1 AND user_id = $2";
  private static final String ADD_BRANCH =
      """
      INSERT INTO user_branch (business_id, user_id, branch_id)
      SELECT business_id, $2, id FROM branch WHERE business_id = $1 AND name = $3
      """;
  private static final String ADD_TILL =
      """
      INSERT INTO user_till (business_id, user_id, till_id)
      SELECT business_id, $2, id FROM till WHERE business_id = $1 AND code = $3
      """;

  private final SqlConnection postgres;
  private final Changes changes;

  Staff(SqlConnection postgres, Changes changes) {
    this.postgres = postgres;
    this.changes = changes;
  }

  void apply(int businessId, WantedBusiness wanted) {
    for (var user : wanted.users()) {
      var stored =
          postgres.preparedQuery(BY_USERNAME).execute(Tuple.of(user.username())).await().stream()
              .findFirst();
      if (stored.isEmpty()) {
        add(businessId, user);
      } else if (stored.get().getInteger("business_id") == businessId) {
        change(businessId, user, stored.get());
      } else {
        throw BusinessFile.Wrong.at(
            user.place(),
            "the username '%s' is taken by another business; choose another"
                .formatted(user.username()));
      }
    }
  }

  private void add(int businessId, WantedUser user) {
    var hash =
        hash(user)
            .orElseThrow(
                () ->
                    BusinessFile.Wrong.at(
                        user.place(),
                        "the user '%s' is new and has no password; add password or passwordHash"
                            .formatted(user.username())));
    var id =
        postgres
            .preparedQuery(ADD)
            .execute(Tuple.of(businessId, user.username(), user.role(), hash))
            .await()
            .iterator()
            .next()
            .getInteger("id");
    addScope(businessId, id, user);
    changes.created(businessId, "user %s (%s)%s".formatted(user.username(), user.role(), of(user)));
  }

  private void change(int businessId, WantedUser user, Row stored) {
    int id = stored.getInteger("id");
    var storedHash = stored.getString("password_hash");
    var newHash = isSame(user, storedHash) ? Optional.<String>empty() : hash(user);

    var differences = new ArrayList<String>();
    differences.addAll(Changes.difference("role", stored.getString("role"), user.role()));
    differences.addAll(scope("branches", stored, user.branches()));
    differences.addAll(scope("tills", stored, user.tills()));
    newHash.ifPresent(hash -> differences.add("password replaced"));
    if (changes.changed(businessId, "user " + user.username(), differences)) {
      postgres
          .preparedQuery(CHANGE)
          .execute(Tuple.of(businessId, id, user.role(), newHash.orElse(storedHash)))
          .await();
      postgres.preparedQuery(CLEAR_BRANCHES).execute(Tuple.of(businessId, id)).await();
      postgres.preparedQuery(CLEAR_TILLS).execute(Tuple.of(businessId, id)).await();
      addScope(businessId, id, user);
      // Whoever logged in with the old password or rights has to do so again.
      postgres.preparedQuery(END_SESSIONS).execute(Tuple.of(businessId, id)).await();
    }
  }

  private static boolean isSame(WantedUser user, String storedHash) {
    return user.passwordHash().map(storedHash::equals).orElse(true)
        && user.password().map(password -> PasswordHash.matches(password, storedHash)).orElse(true);
  }

  private static Optional<String> hash(WantedUser user) {
    return user.passwordHash().or(() -> user.password().map(PasswordHash::of));
  }

  private static List<String> scope(String property, Row stored, List<String> wanted) {
    return Changes.difference(
        property,
        new TreeSet<>(Arrays.asList(stored.getArrayOfStrings(property))),
        new TreeSet<>(wanted));
  }

  private void addScope(int businessId, int userId, WantedUser user) {
    addAll(businessId, userId, user, ADD_BRANCH, user.branches(), name -> "branch '" + name + "'");
    addAll(businessId, userId, user, ADD_TILL, user.tills(), code -> "till " + code);
  }

  private void addAll(
      int businessId,
      int userId,
      WantedUser user,
      String sql,
      List<String> names,
      Function<String, String> described) {
    for (var name : names) {
      var added = postgres.preparedQuery(sql).execute(Tuple.of(businessId, userId, name)).await();
      if (added.rowCount() == 0) {
        throw BusinessFile.Wrong.at(
            user.place(),
            "the user '%s' is to see the %s, which the business does not have; correct it, or add it"
                .formatted(user.username(), described.apply(name)));
      }
    }
  }

  private static String of(WantedUser user) {
    var scope = new ArrayList<>(user.branches());
    scope.addAll(user.tills());
    return scope.isEmpty() ? "" : " of " + String.join(", ", scope);
  }
}
