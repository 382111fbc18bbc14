package tillsight.server.spool;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes records to the newest file of a slot, as far as there is room. For one thread. */
final class Journal {

  private static final Logger log = LoggerFactory.getLogger(Journal.class);

  private static final int BUFFER_BYTES = 1024 * 1024;
  private static final int PROBE_BYTES = 64 * 1024;
  private static final long MIB = 1024 * 1024;

  private final Path folder;
  private final Segments segments;
  private final SpoolLimits limits;
  private final LongSupplier used;
  private final FileStore disk;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private @Nullable Segment current;
  private volatile boolean full;

  /**
   * @param used bytes that the spool takes already
   */
  Journal(Path folder, Segments segments, SpoolLimits limits, LongSupplier used)
      throws IOException {
    this.folder = folder;
    this.segments = segments;
    this.limits = limits;
    this.used = used;
    this.disk = Files.getFileStore(folder);
  }

  /** Whether it takes nothing: the limit is reached, or the disk is full or fails. */
  boolean isFull() {
    return full;
  }

  /** Returns once all of these are safe on the disk; keeps none of them if that fails. */
  void append(List<SpoolRecord> records) throws IOException {
    try {
      var bytes = records.stream().mapToLong(Frames::size).sum();
      requireRoom(bytes);
      var segment = segment(bytes);
      segments.grown(segment, segment.append(records, buffer), records);
    } catch (IOException | RuntimeException e) {
      // After a failed write nobody knows what is behind the end: nothing more goes there.
      current = null;
      becomeFull(e);
      throw e;
    }
  }

  /** Notices that there is no room before it is needed, and that there is room again. */
  void check() {
    try {
      if (full) {
        probe();
        full = false;
        log.info("The spool in {} takes callbacks again", folder);
      } else {
        requireRoom(0);
      }
    } catch (IOException | RuntimeException e) {
      becomeFull(e);
    }
  }

  /** The files are gone: the next record begins a new one. */
  void reset() {
    current = null;
  }

  private Segment segment(long bytes) throws IOException {
    var segment = current;
    if (segment == null || segment.end() + bytes > limits.segmentBytes()) {
      segment = segments.add();
      current = segment;
    }
    return segment;
  }

  private void requireRoom(long bytes) throws IOException {
    if (used.getAsLong() + bytes > limits.bytesMax()) {
      throw new SpoolFull("its limit of %d MiB is reached".formatted(limits.bytesMax() / MIB));
    }
    if (disk.getUsableSpace() - bytes < limits.freeBytesMin()) {
      throw new SpoolFull(
          "less than %d MiB of the disk are free".formatted(limits.freeBytesMin() / MIB));
    }
  }

  private void probe() throws IOException {
    requireRoom(PROBE_BYTES);
    var file = folder.resolve("probe");
    try (var channel = FileChannel.open(file, CREATE, WRITE)) {
      channel.write(ByteBuffer.allocate(PROBE_BYTES));
      channel.force(true);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private void becomeFull(Exception why) {
    if (!full) {
      full = true;
      log.error(
          "The spool in {} takes nothing: {}. Callbacks are refused while PostgreSQL is away too;"
              + " make room, or bring PostgreSQL back",
          folder,
          why.getMessage());
    }
  }
}
