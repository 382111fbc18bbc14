package tillsight.server.spool;

import java.time.Instant;

/** Something that waits: when it arrived, and its bytes. */
public record SpoolRecord(Instant at, byte[] payload) {

  public SpoolRecord {
    if (payload.length == 0 || payload.length > Frames.PAYLOAD_BYTES_MAX) {
      throw new IllegalArgumentException(
          "a record of %d bytes; 1 to %d fit".formatted(payload.length, Frames.PAYLOAD_BYTES_MAX));
    }
  }
}
