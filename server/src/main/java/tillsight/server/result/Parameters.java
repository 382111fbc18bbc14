package tillsight.server.result;

import java.util.List;
import java.util.Locale;
import tillsight.server.callback.ResultBody.Parameter;

/**
 * The parameters of a result by their keys: in any order, some twice, some without a value.
 *
 * <p>Keys are compared without case and spaces, because Daraja has been seen to print both.
 */
record Parameters(List<Parameter> list) {

  boolean has(String key) {
    return !first(key).isBlank();
  }

  /** The first value that is given for a key; empty when there is none. */
  String first(String key) {
    return values(key).stream().findFirst().orElse("");
  }

  /** Whether one of these is given twice, with different values. */
  boolean contradict(List<String> keys) {
    return keys.stream().anyMatch(key -> values(key).stream().distinct().count() > 1);
  }

  /** Who received it. Daraja's own sample calls both sides the debit party; the second received. */
  String creditParty() {
    var credit = first("CreditPartyName");
    var debits = values("DebitPartyName");
    return credit.isEmpty() && debits.size() > 1 ? debits.get(1) : credit;
  }

  private List<String> values(String key) {
    return list.stream()
        .filter(parameter -> plain(parameter.key()).equals(plain(key)))
        .map(Parameter::value)
        .filter(value -> !value.isBlank())
        .toList();
  }

  private static String plain(String key) {
    return key.replace(" ", "").toLowerCase(Locale.ROOT);
  }
}
