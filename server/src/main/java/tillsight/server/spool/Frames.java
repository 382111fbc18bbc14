package tillsight.server.spool;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * How a record lies in a file: length of its bytes, checksum of everything else, time of arrival in
 * milliseconds, bytes.
 */
final class Frames {

  static final int HEAD_BYTES = 16;

  /** Well above the longest callback that is taken, sealed. */
  static final int PAYLOAD_BYTES_MAX = 256 * 1024;

  private static final int CHECKSUM_AT = 4;
  private static final int TIME_AT = 8;

  static int size(SpoolRecord record) {
    return HEAD_BYTES + record.payload().length;
  }

  static void put(ByteBuffer into, SpoolRecord record) {
    var start = into.position();
    into.putInt(record.payload().length);
    into.putInt(0);
    into.putLong(record.at().toEpochMilli());
    into.put(record.payload());
    into.putInt(start + CHECKSUM_AT, checksum(into, start, record.payload().length));
  }

  /** The record that starts there; null if there is no whole one whose checksum is right. */
  static @Nullable SpoolRecord at(ByteBuffer bytes, int start) {
    if (!fits(bytes, start)) {
      return null;
    }
    var length = bytes.getInt(start);
    if (checksum(bytes, start, length) != bytes.getInt(start + CHECKSUM_AT)) {
      return null;
    }
    var payload = new byte[length];
    bytes.get(start + HEAD_BYTES, payload);
    return new SpoolRecord(Instant.ofEpochMilli(bytes.getLong(start + TIME_AT)), payload);
  }

  /** Whether there is room for a record of the length that is written there. */
  static boolean fits(ByteBuffer bytes, int start) {
    if (bytes.limit() - start < HEAD_BYTES) {
      return false;
    }
    var length = bytes.getInt(start);
    return length > 0
        && length <= PAYLOAD_BYTES_MAX
        && length <= bytes.limit() - start - HEAD_BYTES;
  }

  private static int checksum(ByteBuffer bytes, int start, int length) {
    var checksum = new CRC32C();
    checksum.update(bytes.slice(start, CHECKSUM_AT));
    checksum.update(bytes.slice(start + TIME_AT, HEAD_BYTES - TIME_AT + length));
    return (int) checksum.getValue();
  }

  private Frames() {}
}
