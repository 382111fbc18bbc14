package tillsight.server.reconciliation;

import static java.util.stream.Collectors.groupingBy;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tillsight.server.business.Business;
import tillsight.server.business.Till;
import tillsight.server.callback.PullPayment;
import tillsight.server.reconciliation.OutsideEvidence.Held;
import tillsight.server.reconciliation.OutsideEvidence.Pulled;
import tillsight.server.reconciliation.OutsideEvidence.Stated;
import tillsight.server.takings.Range;

/** Gathers all that is known of the money of tills in some days. */
final class Evidences {

  /** How long after a payment it may be given back. */
  private static final Duration GIVEN_BACK_WITHIN = Duration.ofDays(30);

  private final LedgerEvidence ledger;
  private final OutsideEvidence outside;

  /** All that was read, before it is sorted by till. */
  private record Read(
      List<LedgerPayment> payments,
      List<LedgerPayment> around,
      List<Movement> movements,
      List<Held> held,
      List<Pulled> pulls,
      List<Stated> statements) {}

  Evidences(SqlClient postgres) {
    this.ledger = new LedgerEvidence(postgres);
    this.outside = new OutsideEvidence(postgres);
  }

  /** What is known of each till; of some days together, so that their balances are tied. */
  Future<List<Evidence>> of(Business business, Collection<Till> tills, Range range) {
    var asked = withHeadOffices(business, tills);
    return read(business.id(), asked, range)
        .compose(
            read -> {
              var found = sort(business, tills, read);
              return Future.all(
                      found.stream().map(one -> withGivenBack(business, one, range)).toList())
                  .map(done -> done.<Evidence>list());
            });
  }

  private static List<Till> withHeadOffices(Business business, Collection<Till> tills) {
    var all = new LinkedHashMap<Integer, Till>();
    tills.forEach(till -> all.put(till.id(), till));
    tills.forEach(till -> headOffice(business, till).ifPresent(head -> all.put(head.id(), head)));
    return List.copyOf(all.values());
  }

  private static Optional<Till> headOffice(Business business, Till till) {
    return Optional.ofNullable(till.headOffice()).flatMap(business::till);
  }

  private Future<Read> read(int business, List<Till> tills, Range range) {
    var ids = tills.stream().map(Till::id).toList();
    var heads =
        tills.stream().filter(till -> till.kind() == Till.Kind.HEAD_OFFICE).map(Till::id).toList();
    var from = range.start();
    var to = range.end();
    return ledger
        .around(business, ids, heads, from, to)
        .compose(
            around ->
                Future.all(
                        ledger.payments(business, ids, from, to),
                        ledger.movements(business, ids, earliest(around, from), latest(around, to)),
                        outside.held(business, from, to),
                        outside.pulls(business, from, to),
                        outside.statements(business, ids, from, to))
                    .map(
                        all ->
                            new Read(
                                all.resultAt(0),
                                around,
                                all.resultAt(1),
                                all.resultAt(2),
                                all.resultAt(3),
                                all.resultAt(4))));
  }

  private static Instant earliest(List<LedgerPayment> around, Instant from) {
    return Stream.concat(Stream.of(from), around.stream().map(LedgerPayment::paidAt))
        .min(Instant::compareTo)
        .orElse(from);
  }

  private static Instant latest(List<LedgerPayment> around, Instant to) {
    return Stream.concat(Stream.of(to), around.stream().map(one -> one.paidAt().plusSeconds(1)))
        .max(Instant::compareTo)
        .orElse(to);
  }

  private static List<Evidence> sort(Business business, Collection<Till> tills, Read read) {
    var payments = read.payments().stream().collect(groupingBy(LedgerPayment::tillId));
    var around = read.around().stream().collect(groupingBy(LedgerPayment::tillId));
    var movements = read.movements().stream().collect(groupingBy(Movement::tillId));
    var statements = read.statements().stream().collect(groupingBy(Stated::tillId));
    return tills.stream()
        .map(
            till ->
                new Evidence(
                    till,
                    of(payments, till),
                    of(around, till),
                    of(movements, till),
                    headOffice(business, till)
                        .map(head -> sweeps(till, of(payments, head), of(around, head)))
                        .orElse(List.of()),
                    read.held().stream().filter(held -> isAbout(held, till)).toList(),
                    read.pulls(),
                    of(statements, till),
                    List.of()))
        .toList();
  }

  private static <T> List<T> of(Map<Integer, List<T>> all, Till till) {
    return all.getOrDefault(till.id(), List.of());
  }

  private static List<LedgerPayment> sweeps(
      Till till, List<LedgerPayment> arrived, List<LedgerPayment> around) {
    var sweeps = new ArrayList<>(arrived);
    sweeps.addAll(around);
    sweeps.removeIf(
        one ->
            !one.isSettlement()
                || !(one.account().equals(till.code())
                    || one.account().equals(till.storeNumber())));
    return sweeps;
  }

  /** What was pulled without a word about the till may be about each that was pulled with it. */
  private static boolean isAbout(Held held, Till till) {
    var of = held.tillId();
    if (of != null) {
      return of == till.id();
    }
    return Stream.of(till.code(), till.storeNumber(), till.headOffice())
        .anyMatch(code -> code != null && PullPayment.source(code).equals(held.source()));
  }

  private Future<Evidence> withGivenBack(Business business, Evidence evidence, Range range) {
    return ledger
        .notGivenBack(
            business.id(),
            evidence.till().id(),
            TillChain.amountsGivenBack(evidence),
            range.start().minus(GIVEN_BACK_WITHIN),
            range.end())
        .map(evidence::withGivenBack);
  }
}
