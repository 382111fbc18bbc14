package tillsight.server.spool;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A folder of the spool that belongs to one process at a time. The lock ends with the process,
 * however that ends.
 */
final class Slot implements AutoCloseable {

  private static final String NAME = "slot-";
  private static final int SLOTS_MAX = 64;

  private final Path folder;
  private final FileChannel file;
  private final FileLock lock;

  private Slot(Path folder, FileChannel file, FileLock lock) {
    this.folder = folder;
    this.file = file;
    this.lock = lock;
  }

  /** The first that no other process has. */
  static Slot first(Path spool) throws IOException {
    for (var i = 0; i < SLOTS_MAX; i++) {
      var folder = spool.resolve(NAME + i);
      DurableFile.createFolder(folder);
      var slot = take(folder);
      if (slot != null) {
        DurableFile.forceFolder(spool);
        return slot;
      }
    }
    throw new IOException("all %d slots of %s are taken".formatted(SLOTS_MAX, spool));
  }

  /**
   * Takes those that hold records and belong to nobody: the processes that filled them are gone.
   */
  static List<Slot> leftBehind(Path spool, Slot own) throws IOException {
    var slots = new ArrayList<Slot>();
    for (var i = 0; i < SLOTS_MAX; i++) {
      var folder = spool.resolve(NAME + i);
      // One's own lock must not even be tried: giving up the try would give up the lock.
      if (!folder.equals(own.folder) && Files.isDirectory(folder) && Segments.areIn(folder)) {
        var slot = take(folder);
        if (slot != null) {
          slots.add(slot);
        }
      }
    }
    return slots;
  }

  Path folder() {
    return folder;
  }

  @Override
  public void close() throws IOException {
    lock.release();
    file.close();
  }

  private static @Nullable Slot take(Path folder) throws IOException {
    var file = FileChannel.open(folder.resolve("lock"), CREATE, WRITE);
    try {
      var lock = file.tryLock();
      if (lock != null) {
        return new Slot(folder, file, lock);
      }
    } catch (OverlappingFileLockException e) {
      // Another server of this very process has it.
    }
    file.close();
    return null;
  }
}
