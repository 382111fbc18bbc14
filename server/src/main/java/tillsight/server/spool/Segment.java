package tillsight.server.spool;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * One file of the spool: records one after the other, added at its end by one thread and read by
 * another. Only what is safe on the disk is ever read.
 */
final class Segment {

  /** Where the first record lies, after the mark that says what kind of file this is. */
  static final long START = 8;

  private static final byte[] MARK = "tillspl1".getBytes(US_ASCII);
  private static final int CHUNK_BYTES = 1024 * 1024;

  private final Path path;
  private final FileChannel channel;
  private volatile long end;

  /**
   * Some records, in order.
   *
   * @param next where the one after them starts
   */
  record Chunk(List<SpoolRecord> records, long next) {}

  private Segment(Path path, FileChannel channel, long end) {
    this.path = path;
    this.channel = channel;
    this.end = end;
  }

  /** Makes an empty one, whose name is safe on the disk as well. */
  static Segment create(Path path) throws IOException {
    var channel = FileChannel.open(path, CREATE_NEW, READ, WRITE);
    try {
      write(channel, ByteBuffer.wrap(MARK), 0);
      channel.force(true);
      DurableFile.forceFolder(Objects.requireNonNull(path.toAbsolutePath().getParent()));
      return new Segment(path, channel, START);
    } catch (IOException e) {
      channel.close();
      Files.deleteIfExists(path);
      throw e;
    }
  }

  /** Opens one that is there, whatever state it is in. */
  static Segment open(Path path) throws IOException {
    var channel = FileChannel.open(path, READ, WRITE);
    return new Segment(path, channel, channel.size());
  }

  Path path() {
    return path;
  }

  /** Where what is safe on the disk ends. */
  long end() {
    return end;
  }

  /** Whether this is a file of ours at all. */
  boolean isMarked() throws IOException {
    return Arrays.equals(load(0, START).array(), MARK);
  }

  /**
   * Writes records behind the end, and says where they end once they are on the disk: {@link
   * #extend} makes them count. Writes none of them if it cannot write all; then nothing more is to
   * be added to this file.
   *
   * @param buffer to work with; holds the longest record at least
   */
  long append(List<SpoolRecord> records, ByteBuffer buffer) throws IOException {
    var position = end;
    buffer.clear();
    try {
      for (var record : records) {
        if (buffer.remaining() < Frames.size(record)) {
          position = flush(buffer, position);
        }
        Frames.put(buffer, record);
      }
      position = flush(buffer, position);
      channel.force(false);
      return position;
    } catch (IOException e) {
      cut(e);
      throw e;
    }
  }

  void extend(long newEnd) {
    end = newEnd;
  }

  /** Records from that place on: none only where there is no good one. */
  Chunk read(long from, int max) throws IOException {
    var bytes = load(from, Math.min(end - from, CHUNK_BYTES));
    var records = new ArrayList<SpoolRecord>();
    var at = 0;
    while (records.size() < max) {
      var record = Frames.at(bytes, at);
      if (record == null) {
        break;
      }
      records.add(record);
      at += Frames.size(record);
    }
    return new Chunk(records, from + at);
  }

  /** Where the next good record after that place starts, or the end if there is none. */
  long nextGood(long after) throws IOException {
    var bytes = load(after, end - after);
    for (var at = 1; at < bytes.limit(); at++) {
      if (Frames.at(bytes, at) != null) {
        return after + at;
      }
    }
    return end;
  }

  /** Whether what is there is the beginning of a record whose rest was never written. */
  boolean isTorn(long from) throws IOException {
    return !Frames.fits(load(from, end - from), 0);
  }

  /** Leaves out what comes after that place, on the disk as well. */
  void truncate(long at) throws IOException {
    channel.truncate(at);
    channel.force(true);
    end = at;
  }

  void delete() throws IOException {
    channel.close();
    Files.deleteIfExists(path);
  }

  void close() throws IOException {
    channel.close();
  }

  private long flush(ByteBuffer buffer, long position) throws IOException {
    var length = buffer.flip().limit();
    write(channel, buffer, position);
    buffer.clear();
    return position + length;
  }

  /** If even this fails, what is behind the end is found at the next start, and is no harm. */
  private void cut(IOException cause) {
    try {
      channel.truncate(end);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  private ByteBuffer load(long from, long length) throws IOException {
    var bytes = ByteBuffer.allocate(Math.toIntExact(length));
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, from + bytes.position()) < 0) {
        break;
      }
    }
    return bytes.flip();
  }

  private static void write(FileChannel channel, ByteBuffer bytes, long position)
      throws IOException {
    var at = position;
    while (bytes.hasRemaining()) {
      at += channel.write(bytes, at);
    }
  }
}
