package tillsight.server.spool;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The next records of a backlog, to be brought to safety together. */
public final class Portion {

  static final Portion NOTHING = new Portion(List.of(), null, 0);

  private final List<SpoolRecord> records;
  private final @Nullable Segment segment;
  private final long next;

  /**
   * @param next where in the file the record after these starts
   */
  Portion(List<SpoolRecord> records, @Nullable Segment segment, long next) {
    this.records = records;
    this.segment = segment;
    this.next = next;
  }

  public List<SpoolRecord> records() {
    return records;
  }

  /** Whether there is nothing more for now. */
  public boolean isNothing() {
    return segment == null;
  }

  @Nullable Segment segment() {
    return segment;
  }

  long next() {
    return next;
  }
}
