package tillsight.server.simulator;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What M-PESA can look up by receipt, as much of it as it has room for. */
final class Archive {

  private final int movementsMax;
  private final Map<String, Movement> movements = new HashMap<>();
  private final Set<String> reversed = new HashSet<>();
  private int kept;

  Archive(int movementsMax) {
    this.movementsMax = movementsMax;
  }

  boolean keepsAnything() {
    return movementsMax > 0;
  }

  boolean isFull() {
    return kept >= movementsMax;
  }

  /** A charge has the receipt of what it is for, so only the other can be looked up. */
  void add(Movement movement) {
    kept++;
    if (movement.kind() != Movement.Kind.CHARGE) {
      movements.putIfAbsent(movement.receipt(), movement);
    }
  }

  void forget(List<Movement> oldest) {
    kept -= oldest.size();
    oldest.forEach(movement -> movements.remove(movement.receipt()));
  }

  @Nullable Movement find(String receipt) {
    return movements.get(receipt);
  }

  void reversed(String receipt) {
    reversed.add(receipt);
  }

  boolean isReversed(String receipt) {
    return reversed.contains(receipt);
  }
}
