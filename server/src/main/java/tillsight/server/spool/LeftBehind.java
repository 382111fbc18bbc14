package tillsight.server.spool;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a process that is gone has left in its slot. Close it once it is drained, or given up. */
public final class LeftBehind implements Backlog, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(LeftBehind.class);

  private final Slot slot;
  private final Segments segments;
  private final SpoolMeters meters;
  private final Consumer<LeftBehind> closed;

  LeftBehind(Slot slot, SpoolMeters meters, Consumer<LeftBehind> closed) throws IOException {
    this.slot = slot;
    this.segments = new Segments(slot.folder());
    this.meters = meters;
    this.closed = closed;
  }

  /** Takes over all that no process owns any more. */
  static List<LeftBehind> in(Path folder, Slot own, SpoolMeters meters, Consumer<LeftBehind> closed)
      throws IOException {
    var taken = new ArrayList<LeftBehind>();
    for (var slot : Slot.leftBehind(folder, own)) {
      try {
        taken.add(new LeftBehind(slot, meters, closed));
      } catch (IOException e) {
        log.error("{} cannot be read: {}; check the disk", slot.folder(), e.getMessage());
        slot.close();
      }
    }
    return taken;
  }

  @Override
  public Portion next(int max) throws IOException {
    return segments.next(max);
  }

  @Override
  public void drained(Portion portion) {
    Segments.delete(segments.drained(portion));
    meters.drained(portion.records().size());
    if (segments.isDrained()) {
      Segments.delete(segments.clear());
    }
  }

  @Override
  public void setAside(SpoolRecord record) throws IOException {
    segments.setAside(record);
  }

  Segments segments() {
    return segments;
  }

  /** Where it lies. */
  @Override
  public String toString() {
    return slot.folder().toString();
  }

  @Override
  public void close() throws IOException {
    closed.accept(this);
    segments.close();
    slot.close();
  }
}
