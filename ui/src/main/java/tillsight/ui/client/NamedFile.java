package tillsight.ui.client;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.FileSystemResource;

/** A file on the way to the server, under the name that its owner gave it, not that of the copy. */
final class NamedFile extends FileSystemResource {

  private final String name;

  NamedFile(Path file, String name) {
    super(file);
    this.name = name;
  }

  @Override
  public String getFilename() {
    return name;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return super.equals(other) && other instanceof NamedFile file && file.name.equals(name);
  }

  @Override
  public int hashCode() {
    return 31 * super.hashCode() + name.hashCode();
  }
}
