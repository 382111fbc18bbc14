package tillsight.server.business;

import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What an apply has changed so far: as lines for a person, and as entries of the audit log. */
final class Changes {

  private static final String AUDIT =
      """
      INSERT INTO audit_entry (business_id, at, actor, action, subject)
      VALUES ($1, now(), 'apply', $2, $3)
      """;

  private final SqlConnection postgres;
  private final List<String> lines = new ArrayList<>();

  Changes(SqlConnection postgres) {
    this.postgres = postgres;
  }

  void created(int businessId, String what) {
    note(businessId, "created", "+ ", what);
  }

  /** Notes the differences, if there are any; tells whether there were. */
  boolean changed(int businessId, String what, List<String> differences) {
    if (differences.isEmpty()) {
      return false;
    }
    note(businessId, "changed", "~ ", what + ": " + String.join(", ", differences));
    return true;
  }

  List<String> lines() {
    return lines;
  }

  /** Says what is different about one property; nothing if it is the same. */
  static List<String> difference(String property, @Nullable Object from, @Nullable Object to) {
    return Objects.equals(from, to)
        ? List.of()
        : List.of("%s %s -> %s".formatted(property, from == null ? "none" : from, to));
  }

  private void note(int businessId, String action, String sign, String what) {
    lines.add(sign + what);
    postgres.preparedQuery(AUDIT).execute(Tuple.of(businessId, action, what)).await();
  }
}
