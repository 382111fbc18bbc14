package tillsight.server.access;

import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import tillsight.server.access.Seal.Purpose;

/** From one key to another: what was sealed with the first is sealed with the second. */
record KeyChange(Seal from, Seal to) {

  private static final String USE = "key rotation";

  /** To know the old key again. It tells nothing about it. */
  Buffer fromKey() {
    return Buffer.buffer(from.derive(USE));
  }

  /** To know the new key again. It tells nothing about it. */
  Buffer toKey() {
    return Buffer.buffer(to.derive(USE));
  }

  /** The value under the new key; empty if it opens with neither. */
  Optional<Buffer> of(Purpose purpose, Buffer sealed) {
    if (opened(to, purpose, sealed).isPresent()) {
      return Optional.of(sealed);
    }
    return opened(from, purpose, sealed).map(plain -> Buffer.buffer(to.seal(purpose, plain)));
  }

  private static Optional<byte[]> opened(Seal seal, Purpose purpose, Buffer sealed) {
    try {
      return Optional.of(seal.open(purpose, sealed.getBytes()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
