package tillsight.server.business;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tillsight.server.access.Seal;
import tillsight.server.spool.DurableFile;

/**
 * What a node last knew of all businesses, sealed, on a disk of its own. With it a server can start
 * and take callbacks while PostgreSQL is away.
 */
public final class DirectorySnapshot {

  private final Path file;
  private final Seal seal;

  /** One that was sealed with another key, or damaged. The message has the remedy. */
  public static final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unreadable(Path file, Throwable cause) {
      super(
          "%s does not open; set TILLSIGHT_SECRETS_KEY to the key it was sealed with, or start when PostgreSQL is there and it is written anew"
              .formatted(file),
          cause);
    }
  }

  public DirectorySnapshot(Path folder, Seal seal) {
    this.file = folder.resolve("directory.sealed");
    this.seal = seal;
  }

  public boolean exists() {
    return Files.exists(file);
  }

  /**
   * @throws Unreadable if it does not open
   */
  public Directory read() throws IOException {
    var sealed = Files.readAllBytes(file);
    try {
      var form = new JsonObject(Buffer.buffer(seal.open(Seal.Purpose.DIRECTORY, sealed)));
      return Directory.of(form, seal);
    } catch (IllegalArgumentException | DecodeException e) {
      throw new Unreadable(file, e);
    }
  }

  void write(JsonObject form) throws IOException {
    DurableFile.write(file, seal.seal(Seal.Purpose.DIRECTORY, form.toBuffer().getBytes()));
  }
}
