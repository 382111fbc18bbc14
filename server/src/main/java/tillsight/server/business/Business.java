package tillsight.server.business;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One customer of Tillsight, as servers need it in memory: immutable, replaced as a whole.
 *
 * @param payerKey HMAC key of its payer pseudonyms
 * @param tillsByCode its tills by every number a callback may name them by
 */
public record Business(
    int id,
    String name,
    ZoneId zone,
    byte[] payerKey,
    ValidationRules validation,
    List<Branch> branches,
    List<Till> tills,
    Map<String, Till> tillsByCode) {

  public Optional<Till> till(String code) {
    return Optional.ofNullable(tillsByCode.get(code));
  }

  /** The account that was paid when nothing says which: the only Paybill, if there is just one. */
  public Optional<String> onlyPaybill() {
    var paybills = tills.stream().filter(till -> till.kind() == Till.Kind.PAYBILL).toList();
    return paybills.size() == 1 ? Optional.of(paybills.getFirst().code()) : Optional.empty();
  }

  /** Leaves the key out. */
  @Override
  public String toString() {
    return "Business " + id;
  }
}
