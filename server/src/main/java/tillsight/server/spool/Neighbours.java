package tillsight.server.spool;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The other slots of the folder, as far as this process has taken them over. */
final class Neighbours {

  private final Path folder;
  private final Slot own;
  private final SpoolMeters meters;
  private final List<LeftBehind> adopted = new CopyOnWriteArrayList<>();

  Neighbours(Path folder, Slot own, SpoolMeters meters) {
    this.folder = folder;
    this.own = own;
    this.meters = meters;
  }

  /** Takes over what processes that are gone have left since the last time. */
  List<LeftBehind> adopt() throws IOException {
    var more = LeftBehind.in(folder, own, meters, adopted::remove);
    adopted.addAll(more);
    return more;
  }

  /** How much waits there. */
  SpoolState state(Instant now) {
    return adopted.stream()
        .map(left -> left.segments().state(now))
        .reduce(SpoolState.EMPTY, SpoolState::plus);
  }
}
