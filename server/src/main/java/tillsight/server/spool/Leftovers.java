package tillsight.server.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** What waits in a folder of the spool that no server is using. */
public final class Leftovers {

  /**
   * How many callbacks wait there.
   *
   * @throws IOException if the folder cannot be read
   */
  public static long in(Path spool) throws IOException {
    if (!Files.isDirectory(spool)) {
      return 0;
    }
    try (var first = Slot.first(spool)) {
      var waiting = waiting(first);
      for (var other : Slot.leftBehind(spool, first)) {
        try (other) {
          waiting += waiting(other);
        }
      }
      return waiting;
    }
  }

  private static long waiting(Slot slot) throws IOException {
    var segments = new Segments(slot.folder());
    try {
      return segments.state(Instant.EPOCH).waiting();
    } finally {
      segments.close();
    }
  }

  private Leftovers() {}
}
