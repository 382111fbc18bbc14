package tillsight.server.callback;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tillsight.server.spool.SpoolRecord;

/**
 * How an entry lies in the spool: what tells it from others, and its body, sealed. What it says is
 * left out, because a disk must not tell it; it is read anew from the body.
 */
final class SpooledEntry {

  private static final int VERSION = 1;
  private static final int REST_BYTES = 160;

  static SpoolRecord record(Entry entry) {
    var bytes = new ByteArrayOutputStream(entry.body().length + REST_BYTES);
    try (var out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeInt(entry.businessId());
      out.writeLong(entry.id().getMostSignificantBits());
      out.writeLong(entry.id().getLeastSignificantBits());
      out.writeUTF(entry.kind());
      out.writeLong(entry.receivedAt().getEpochSecond());
      out.writeInt(entry.receivedAt().getNano());
      out.writeUTF(entry.source());
      out.writeUTF(entry.outcome());
      writeText(out, entry.receipt());
      writeText(out, entry.conversation());
      out.writeInt(entry.body().length);
      out.write(entry.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new SpoolRecord(entry.receivedAt(), bytes.toByteArray());
  }

  /**
   * The entry without what it says.
   *
   * @throws IOException if the record was not made by {@link #record}
   */
  static Entry entry(SpoolRecord record) throws IOException {
    try (var in = new DataInputStream(new ByteArrayInputStream(record.payload()))) {
      var version = in.readByte();
      if (version != VERSION) {
        throw new IOException("a record of version " + version + ", made by a newer Tillsight");
      }
      var businessId = in.readInt();
      var id = new UUID(in.readLong(), in.readLong());
      var kind = in.readUTF();
      var receivedAt = Instant.ofEpochSecond(in.readLong(), in.readInt());
      var source = in.readUTF();
      var outcome = in.readUTF();
      var receipt = readText(in);
      var conversation = readText(in);
      var body = in.readNBytes(in.readInt());
      return new Entry(
          businessId,
          id,
          kind,
          receivedAt,
          source,
          outcome,
          receipt,
          body,
          null,
          null,
          conversation);
    }
  }

  private static void writeText(DataOutputStream out, @Nullable String text) throws IOException {
    out.writeBoolean(text != null);
    if (text != null) {
      out.writeUTF(text);
    }
  }

  private static @Nullable String readText(DataInputStream in) throws IOException {
    return in.readBoolean() ? in.readUTF() : null;
  }

  private SpooledEntry() {}
}
