package tillsight.server.statement;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * Ids for the lines of a file: the same for the same line of the same file and till, so that
 * loading it again holds nothing twice; and of a time long past, so that nobody who watches live
 * payments is shown history. Later lines have greater ids.
 */
final class LineIds {

  private static final long LINE_MAX = (1L << 40) - 1;

  private final Buffer hash;

  LineIds(Buffer fileHash, int tillId) {
    var digest = sha256();
    digest.update(fileHash.getBytes());
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(tillId).flip());
    this.hash = Buffer.buffer(digest.digest());
  }

  UUID of(long line) {
    return new UUID(
        (hash.getUnsignedInt(0) << 16) | 0x8000L | (hash.getUnsignedShort(4) & 0xfffL),
        0x8000_0000_0000_0000L | ((hash.getUnsignedInt(6) & 0x3f_ffffL) << 40) | line);
  }

  UUID last() {
    return of(LINE_MAX);
  }

  /** What tells a file from every other. */
  static Buffer hash(Path file) throws IOException {
    try (var in = new DigestInputStream(Files.newInputStream(file), sha256())) {
      in.transferTo(OutputStream.nullOutputStream());
      return Buffer.buffer(in.getMessageDigest().digest());
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
