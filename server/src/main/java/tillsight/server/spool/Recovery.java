package tillsight.server.spool;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks through a file that a process has left behind: counts what is good in it, cuts off what was
 * never finished, and keeps a file aside that has been damaged.
 */
final class Recovery {

  private static final Logger log = LoggerFactory.getLogger(Recovery.class);

  static final String DAMAGED = ".damaged";

  private static final int CHUNK = 4096;

  /**
   * What is good in a file.
   *
   * @param oldest arrival of its first record; null if it holds none
   */
  record Found(Segment segment, long records, @Nullable Instant oldest) {}

  /**
   * @param last whether the process was still writing to it when it died: then a record of which
   *     only a part is there was never acknowledged
   */
  static Found of(Path file, boolean last) throws IOException {
    var segment = Segment.open(file);
    if (segment.end() < Segment.START) {
      segment.truncate(0);
      return new Found(segment, 0, null);
    }
    var mayBeTorn = last;
    if (!segment.isMarked()) {
      setAside(file, "it does not begin as a file of the spool does");
      mayBeTorn = false;
    }
    var records = 0L;
    Instant oldest = null;
    for (var at = Segment.START; at < segment.end(); ) {
      var chunk = segment.read(at, CHUNK);
      if (chunk.records().isEmpty()) {
        var end = segment.end();
        at = pass(segment, at, mayBeTorn);
        // What is kept aside is kept as it is.
        mayBeTorn = mayBeTorn && segment.end() < end;
        continue;
      }
      oldest = oldest == null ? chunk.records().getFirst().at() : oldest;
      records += chunk.records().size();
      at = chunk.next();
    }
    return new Found(segment, records, oldest);
  }

  /** Goes past what is no good record, and says where to go on. */
  private static long pass(Segment segment, long at, boolean mayBeTorn) throws IOException {
    var next = segment.nextGood(at);
    var bytes = segment.end() - at;
    if (mayBeTorn && next == segment.end() && segment.isTorn(at)) {
      log.warn("{} ends in a record that was never finished: {} bytes cut", segment.path(), bytes);
      segment.truncate(at);
      return at;
    }
    setAside(segment.path(), "%d bytes at %d are no record".formatted(next - at, at));
    return next;
  }

  /** A second name for the file: it stays when the first is deleted, and takes no room. */
  static void setAside(Path file, String why) throws IOException {
    var kept = file.resolveSibling(file.getFileName() + DAMAGED);
    try {
      Files.createLink(kept, file);
      log.error(
          "{} is damaged: {}. What is good in it goes on; the file is kept as {}",
          file,
          why,
          kept.getFileName());
    } catch (FileAlreadyExistsException e) {
      log.debug("{} is kept already", kept, e);
    }
  }

  private Recovery() {}
}
