package tillsight.server.demo;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/** Where a demo keeps its database and its key, so that the next start finds them. */
public final class DemoFolder {

  private static final int KEY_BYTES = 32;

  private final Path folder;

  public DemoFolder(Path folder) {
    this.folder = folder;
  }

  public Path database() {
    return folder.resolve("db");
  }

  public Path spool() {
    return folder.resolve("spool");
  }

  /** What happened at its M-PESA beside the plan. */
  public Path journal() {
    return folder.resolve("mpesa.journal");
  }

  /** Statements of M-PESA's portal, for import. */
  public Path statements() {
    return folder.resolve("statements");
  }

  public Path uiLog() {
    return folder.resolve("ui.log");
  }

  /** The key that seals the demo's secrets, in base64; made at the first start. */
  public String secretsKey() throws IOException {
    var file = folder.resolve("secrets.key");
    if (!Files.exists(file)) {
      var key = new byte[KEY_BYTES];
      new SecureRandom().nextBytes(key);
      Files.createDirectories(folder);
      var owner = PosixFilePermissions.fromString("rw-------");
      Files.createFile(file, PosixFilePermissions.asFileAttribute(owner));
      Files.writeString(file, Base64.getEncoder().encodeToString(key), US_ASCII);
    }
    return Files.readString(file, US_ASCII).strip();
  }

  /** Up to when history has been loaded; empty before the first load has ended. */
  public Optional<Instant> loadedUntil() throws IOException {
    var file = folder.resolve("loaded-until");
    return Files.exists(file)
        ? Optional.of(Instant.parse(Files.readString(file, US_ASCII).strip()))
        : Optional.empty();
  }

  public void loadedUntil(Instant instant) throws IOException {
    Files.writeString(folder.resolve("loaded-until"), instant.toString(), US_ASCII);
  }
}
