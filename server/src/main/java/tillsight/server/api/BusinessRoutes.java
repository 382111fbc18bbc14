package tillsight.server.api;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tillsight.server.access.Permission;
import tillsight.server.business.Branch;
import tillsight.server.business.Till;
import tillsight.server.http.Items;
import tillsight.server.takings.Takings;
import tillsight.server.takings.Takings.TillTakings;

/** The branches and tills in the caller's scope. */
final class BusinessRoutes {

  /** A branch as the API answers it. */
  record BranchItem(int id, String name, List<String> tills) {}

  /** A till as the API answers it, with what it took. */
  record TillItem(
      String code,
      String kind,
      String name,
      @Nullable Integer branchId,
      @Nullable String branch,
      @Nullable String headOffice,
      @Nullable String storeNumber,
      @Nullable Instant lastPaymentAt,
      long payments,
      long grossCents,
      @Nullable TillTakings compare) {}

  private final Gate gate;
  private final Takings takings;

  BusinessRoutes(Gate gate, Takings takings) {
    this.gate = gate;
    this.takings = takings;
  }

  void hangUp() {
    gate.guarded("branches", Permission.TILLS, call -> Future.succeededFuture(branches(call)));
    gate.guarded("tills", Permission.TILLS, this::tills);
  }

  private static Items<BranchItem> branches(Call call) {
    var byBranch =
        call.tillsInScope().stream()
            .filter(till -> till.branchId() != null)
            .collect(
                Collectors.groupingBy(
                    Till::branchId, Collectors.mapping(Till::code, Collectors.toList())));
    return Items.all(
        call.business().branches().stream()
            .filter(branch -> call.scope().branchIds().contains(branch.id()))
            .map(
                branch ->
                    new BranchItem(
                        branch.id(), branch.name(), byBranch.getOrDefault(branch.id(), List.of())))
            .toList());
  }

  private Future<Items<TillItem>> tills(Call call) {
    var ids = call.tills();
    var range = call.range();
    var business = call.business().id();
    if (!call.caller().may(Permission.TILL_FIGURES)) {
      return takings.lastPaid(business, ids).map(last -> items(call, last, Map.of(), null));
    }
    var compared = Comparison.of(call, range);
    return Future.all(
            takings.lastPaid(business, ids),
            takings.ofTills(business, ids, range.start(), range.end()),
            compared == null
                ? Future.succeededFuture()
                : takings.ofTills(business, ids, compared.range().start(), compared.end()))
        .map(
            all ->
                items(
                    call,
                    all.<Map<Integer, Instant>>resultAt(0),
                    all.<Map<Integer, TillTakings>>resultAt(1),
                    all.<@Nullable Map<Integer, TillTakings>>resultAt(2)));
  }

  private static Items<TillItem> items(
      Call call,
      Map<Integer, Instant> lastPaid,
      Map<Integer, TillTakings> taken,
      @Nullable Map<Integer, TillTakings> compare) {
    var ids = call.tills();
    var branches =
        call.business().branches().stream().collect(Collectors.toMap(Branch::id, Branch::name));
    return Items.all(
        call.business().tills().stream()
            .filter(till -> ids.contains(till.id()))
            .map(
                till -> {
                  var took = taken.getOrDefault(till.id(), TillTakings.NONE);
                  return new TillItem(
                      till.code(),
                      till.kind().word(),
                      till.name(),
                      till.branchId(),
                      till.branchId() == null ? null : branches.get(till.branchId()),
                      till.headOffice(),
                      till.storeNumber(),
                      lastPaid.get(till.id()),
                      took.payments(),
                      took.grossCents(),
                      compare == null ? null : compare.getOrDefault(till.id(), TillTakings.NONE));
                })
            .sorted(
                Comparator.comparingLong(TillItem::grossCents)
                    .reversed()
                    .thenComparing(TillItem::code))
            .toList());
  }
}
