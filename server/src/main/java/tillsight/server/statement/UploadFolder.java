package tillsight.server.statement;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where uploads wait for being read: a folder of this process only. It is deleted when the process
 * stops; if that was killed, the next one deletes it.
 */
final class UploadFolder {

  private static final Logger log = LoggerFactory.getLogger(UploadFolder.class);

  private static final String NAME = "tillsight-uploads-";
  private static final String LOCK = "lock";

  private final Path path;
  // Held for as long as the process lives: it tells others that the folder is in use.
  private final FileChannel lock;

  private UploadFolder(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  static UploadFolder open() throws IOException {
    var parent = Path.of(System.getProperty("java.io.tmpdir"));
    deleteAbandoned(parent);
    // Under another name until it is locked: nobody must take it for abandoned.
    var folder = Files.createTempDirectory(parent, "tillsight-new-");
    var lock = FileChannel.open(folder.resolve(LOCK), CREATE, WRITE);
    lock.lock();
    var path = parent.resolve(NAME + UUID.randomUUID());
    Files.move(folder, path, ATOMIC_MOVE);
    return new UploadFolder(path, lock);
  }

  Path path() {
    return path;
  }

  /** Takes a file over, so that it outlives the request that brought it. */
  Path keep(Path uploaded) throws IOException {
    return Files.move(uploaded, path.resolve(UUID.randomUUID().toString()), ATOMIC_MOVE);
  }

  void close() throws IOException {
    lock.close();
    delete(path);
  }

  private static void deleteAbandoned(Path parent) throws IOException {
    try (var folders = Files.newDirectoryStream(parent, NAME + "*")) {
      for (var folder : folders) {
        try {
          if (isAbandoned(folder)) {
            delete(folder);
          }
        } catch (IOException | UncheckedIOException e) {
          // Somebody else's, perhaps of another user.
          log.debug("An old upload folder stays", e);
        }
      }
    }
  }

  private static boolean isAbandoned(Path folder) throws IOException {
    try (var channel = FileChannel.open(folder.resolve(LOCK), WRITE);
        var lock = channel.tryLock()) {
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
