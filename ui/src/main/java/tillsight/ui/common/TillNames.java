package tillsight.ui.common;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tillsight.ui.client.Till;

/** What the tills of a business are called, by their codes. */
public record TillNames(Map<String, Till> byCode) {

  public static TillNames of(List<Till> tills) {
    var byCode = new LinkedHashMap<String, Till>();
    tills.forEach(till -> byCode.put(till.code(), till));
    return new TillNames(byCode);
  }

  /** "Counter 1". */
  public String name(String code) {
    var till = byCode.get(code);
    return till == null ? "Till " + code : till.name();
  }

  /** "Westlands". */
  public String branch(String code) {
    var till = byCode.get(code);
    return till == null || till.branch() == null ? "Head office" : till.branch();
  }

  /** "Westlands Counter 1". */
  public String full(String code) {
    var till = byCode.get(code);
    return till == null || till.branch() == null ? name(code) : till.branch() + " " + till.name();
  }
}
