package tillsight.server.business;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tillsight.server.business.BusinessFile.WantedBranch;
import tillsight.server.business.BusinessFile.WantedBusiness;
import tillsight.server.business.BusinessFile.WantedTill;

/** Brings the branches and tills of a business to what the apply file says. Blocks. */
final class Outlets {

  private static final String BRANCHES = "SELECT id, name FROM branch WHERE business_id = $1";
  private static final String ADD_BRANCH =
      "INSERT INTO branch (business_id, name) VALUES ($1, $2) RETURNING id";
  private static final String TILL =
      """
      SELECT t.business_id, b.name AS business, r.name AS branch, t.kind, t.name, t.head_office,
             t.store_number
      FROM till t JOIN business b ON b.id = t.business_id
        LEFT JOIN branch r ON (r.business_id, r.id) = (t.business_id, t.branch_id)
      WHERE t.code = $1
      """;
  private static final String ADD_TILL =
      """
      INSERT INTO till (business_id, branch_id, code, kind, name, head_office, store_number)
      VALUES ($1, $2, $3, $4, $5, $6, $7)
      """;
  private static final String CHANGE_TILL =
      """
      UPDATE till SET branch_id = $2, kind = $4, name = $5, head_office = $6, store_number = $7
      WHERE business_id = $1 AND code = $3
      """;

  private final SqlConnection postgres;
  private final Changes changes;

  Outlets(SqlConnection postgres, Changes changes) {
    this.postgres = postgres;
    this.changes = changes;
  }

  void apply(int businessId, WantedBusiness wanted) {
    var branches = branches(businessId);
    for (var branch : wanted.branches()) {
      var branchId = branches.computeIfAbsent(branch.name(), name -> addBranch(businessId, name));
      branch.tills().forEach(till -> apply(businessId, branch, branchId, till));
    }
    // After all tills, as a head office may be one of them.
    wanted.tills().forEach(till -> addHeadOffice(businessId, till));
  }

  private Map<String, Integer> branches(int businessId) {
    var branches = new HashMap<String, Integer>();
    for (var row : postgres.preparedQuery(BRANCHES).execute(Tuple.of(businessId)).await()) {
      branches.put(row.getString("name"), row.getInteger("id"));
    }
    return branches;
  }

  private int addBranch(int businessId, String name) {
    changes.created(businessId, "branch " + name);
    return postgres
        .preparedQuery(ADD_BRANCH)
        .execute(Tuple.of(businessId, name))
        .await()
        .iterator()
        .next()
        .getInteger("id");
  }

  private void apply(int businessId, WantedBranch branch, int branchId, WantedTill till) {
    var stored = find(businessId, till.code(), till);
    if (stored.isEmpty()) {
      changes.created(businessId, described(till) + " in " + branch.name());
      postgres
          .preparedQuery(ADD_TILL)
          .execute(values(businessId, branchId, till, till.headOffice(), till.storeNumber()))
          .await();
      return;
    }
    var row = stored.get();
    var headOffice = till.headOffice() == null ? row.getString("head_office") : till.headOffice();
    var storeNumber =
        till.storeNumber() == null ? row.getString("store_number") : till.storeNumber();
    var differences = new ArrayList<String>();
    differences.addAll(Changes.difference("branch", row.getString("branch"), branch.name()));
    differences.addAll(Changes.difference("kind", row.getString("kind"), till.kind().word()));
    differences.addAll(Changes.difference("name", row.getString("name"), till.name()));
    differences.addAll(Changes.difference("head office", row.getString("head_office"), headOffice));
    differences.addAll(
        Changes.difference("store number", row.getString("store_number"), storeNumber));
    if (changes.changed(businessId, "till " + till.code(), differences)) {
      postgres
          .preparedQuery(CHANGE_TILL)
          .execute(values(businessId, branchId, till, headOffice, storeNumber))
          .await();
    }
  }

  private void addHeadOffice(int businessId, WantedTill till) {
    var code = till.headOffice();
    if (code == null || find(businessId, code, till).isPresent()) {
      return;
    }
    changes.created(businessId, "head office " + code);
    postgres
        .preparedQuery(ADD_TILL)
        .execute(
            Tuple.of(
                businessId,
                null,
                code,
                Till.Kind.HEAD_OFFICE.word(),
                "Head office " + code,
                null,
                null))
        .await();
  }

  /** The till with this code, which must not be another business's. */
  private Optional<Row> find(int businessId, String code, WantedTill where) {
    var found = postgres.preparedQuery(TILL).execute(Tuple.of(code)).await().stream().findFirst();
    found
        .filter(row -> row.getInteger("business_id") != businessId)
        .ifPresent(
            row -> {
              throw BusinessFile.Wrong.at(
                  where.place(),
                  "%s belongs to the business '%s'; correct the number, or name that business"
                      .formatted(code, row.getString("business")));
            });
    return found;
  }

  private static String described(WantedTill till) {
    return "till %s %s (%s)".formatted(till.code(), till.name(), till.kind().word());
  }

  private static Tuple values(
      int businessId,
      int branchId,
      WantedTill till,
      @Nullable String headOffice,
      @Nullable String storeNumber) {
    return Tuple.of(
        businessId,
        branchId,
        till.code(),
        till.kind().word(),
        till.name(),
        headOffice,
        storeNumber);
  }
}
