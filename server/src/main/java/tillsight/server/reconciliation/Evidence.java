package tillsight.server.reconciliation;

import java.util.List;
import tillsight.server.business.Till;
import tillsight.server.reconciliation.OutsideEvidence.Held;
import tillsight.server.reconciliation.OutsideEvidence.Pulled;
import tillsight.server.reconciliation.OutsideEvidence.Stated;

/**
 * Everything that is known about the money of one till in some days.
 *
 * @param payments of these days
 * @param around the last ones before and the first ones after
 * @param movements reversals, charges and the like, of these days and around them
 * @param sweeps what arrived at its head office and names it as where it came from
 * @param held what waits for a decision, of this till or of nobody knows which
 * @param pulls that may tell of it
 * @param givenBack payments that may be behind breaks in the balances
 */
record Evidence(
    Till till,
    List<LedgerPayment> payments,
    List<LedgerPayment> around,
    List<Movement> movements,
    List<LedgerPayment> sweeps,
    List<Held> held,
    List<Pulled> pulls,
    List<Stated> statements,
    List<LedgerPayment> givenBack) {

  Evidence withGivenBack(List<LedgerPayment> found) {
    return new Evidence(
        till, payments, around, movements, sweeps, held, pulls, statements, List.copyOf(found));
  }

  /** The numbers under which the till may be pulled. */
  List<String> codes() {
    return java.util.stream.Stream.of(till.code(), till.storeNumber(), till.headOffice())
        .filter(code -> code != null)
        .map(String::valueOf)
        .toList();
  }
}
