package tillsight.server.spool;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A file that is there whole or not at all, whatever happens while it is written. */
public final class DurableFile {

  /** Replaces the file, or makes it. Returns once that would survive a power cut. */
  public static void write(Path file, byte[] content) throws IOException {
    // Of several processes that write the same file, none may see half of another's.
    var draft =
        file.resolveSibling(file.getFileName() + "." + ProcessHandle.current().pid() + ".draft");
    try (var channel = FileChannel.open(draft, CREATE, TRUNCATE_EXISTING, WRITE)) {
      var bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(draft, file, ATOMIC_MOVE);
    forceFolder(folder(file));
  }

  /** Makes a folder that only its owner can look into; one that is there already stays as it is. */
  static void createFolder(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    var posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
    if (posix) {
      var owner = PosixFilePermissions.fromString("rwx------");
      Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(owner));
    } else {
      Files.createDirectories(folder);
    }
  }

  /** The names in a folder are data of the folder: a new file is safe only when they are. */
  static void forceFolder(Path folder) throws IOException {
    try (var channel = FileChannel.open(folder, READ)) {
      channel.force(true);
    }
  }

  private static Path folder(Path file) {
    var parent = file.toAbsolutePath().getParent();
    return parent == null ? file : parent;
  }

  private DurableFile() {}
}
