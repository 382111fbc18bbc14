package tillsight.server.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of a slot, oldest first, and how far they are drained. One thread adds, another drains,
 * and any may ask. How far is not written down: after a restart the first file is drained from its
 * beginning, and PostgreSQL knows what it has already.
 */
final class Segments {

  private static final Logger log = LoggerFactory.getLogger(Segments.class);

  static final String ENDING = ".spool";

  /** Of records that a person has to look at. Renamed to end in {@link #ENDING} it counts again. */
  private static final String ASIDE = ".aside";

  private static final int DIGITS = 12;
  private static final Pattern NUMBERED = Pattern.compile("\\d{" + DIGITS + "}\\.");

  private final Path folder;
  private final Deque<Segment> files = new ArrayDeque<>();
  private @Nullable Segment aside;
  private long position = Segment.START;
  private long waiting;
  private long bytes;
  private @Nullable Instant oldest;
  private long number;
  private int setAside;

  /** Opens what is there. */
  Segments(Path folder) throws IOException {
    this.folder = folder;
    var names = named(folder, ENDING);
    for (var name : names) {
      var found = Recovery.of(name, name.equals(names.getLast()));
      if (found.records() == 0) {
        found.segment().delete();
        continue;
      }
      files.add(found.segment());
      waiting += found.records();
      bytes += found.segment().end();
      oldest = oldest == null ? found.oldest() : oldest;
    }
    setAside = named(folder, Recovery.DAMAGED).size() + named(folder, ASIDE).size();
    number = named(folder, "").stream().mapToLong(Segments::number).max().orElse(0);
  }

  static boolean areIn(Path folder) throws IOException {
    return !named(folder, ENDING).isEmpty();
  }

  /** A new file, to be written from now on; the one before it takes nothing more. */
  Segment add() throws IOException {
    var segment = Segment.create(unused(ENDING));
    synchronized (this) {
      files.add(segment);
      bytes += segment.end();
    }
    return segment;
  }

  /** These are safe now, in the newest file. */
  synchronized void grown(Segment newest, long end, List<SpoolRecord> records) {
    oldest = oldest == null ? records.getFirst().at() : oldest;
    waiting += records.size();
    bytes += end - newest.end();
    newest.extend(end);
  }

  Portion next(int max) throws IOException {
    Segment first;
    long from;
    List<Segment> done;
    synchronized (this) {
      done = finished();
      first = files.peekFirst();
      from = position;
    }
    delete(done);
    if (first == null || from >= first.end()) {
      return Portion.NOTHING;
    }
    var chunk = first.read(from, max);
    if (chunk.records().isEmpty()) {
      // It was good when it was opened or written: the disk has lost it since.
      return new Portion(List.of(), first, passDamage(first, from));
    }
    synchronized (this) {
      oldest = chunk.records().getFirst().at();
    }
    return new Portion(chunk.records(), first, chunk.next());
  }

  /** Forgets these. Yields the files that are done with, to be deleted. */
  synchronized List<Segment> drained(Portion portion) {
    if (files.peekFirst() == portion.segment()) {
      position = portion.next();
      waiting = Math.max(0, waiting - portion.records().size());
    }
    var done = finished();
    // Damage may have taken some that were counted.
    waiting = isDrained() ? 0 : waiting;
    oldest = waiting == 0 ? null : oldest;
    return done;
  }

  /** Whether nothing comes after these. */
  synchronized boolean endWith(Portion portion) {
    return files.size() == 1
        && files.getFirst() == portion.segment()
        && portion.next() >= files.getFirst().end();
  }

  /** Whether all that is safe in the files has been drained. */
  synchronized boolean isDrained() {
    return files.isEmpty() || (files.size() == 1 && position >= files.getFirst().end());
  }

  /** Takes all files out, to be deleted: nobody writes, and all is drained. */
  synchronized List<Segment> clear() {
    var done = new ArrayList<Segment>();
    while (!files.isEmpty()) {
      done.add(removeFirst());
    }
    waiting = 0;
    oldest = null;
    return done;
  }

  /** One that stays is drained again after the next start, which is no harm. */
  static void delete(List<Segment> done) {
    for (var segment : done) {
      try {
        segment.delete();
      } catch (IOException e) {
        log.warn("{} is drained and was not deleted: {}", segment.path(), e.getMessage());
      }
    }
  }

  void setAside(SpoolRecord record) throws IOException {
    var file = aside;
    if (file == null) {
      file = Segment.create(unused(ASIDE));
      aside = file;
      synchronized (this) {
        setAside++;
      }
    }
    file.extend(file.append(List.of(record), ByteBuffer.allocate(Frames.size(record))));
  }

  synchronized SpoolState state(Instant now) {
    var age = oldest == null ? Duration.ZERO : Duration.between(oldest, now);
    return new SpoolState(waiting, bytes, Math.max(0, age.toSeconds()), false, setAside);
  }

  void close() throws IOException {
    for (var segment : files) {
      segment.close();
    }
    if (aside != null) {
      aside.close();
    }
  }

  private long passDamage(Segment segment, long from) throws IOException {
    var next = segment.nextGood(from);
    Recovery.setAside(segment.path(), "%d bytes at %d are no record".formatted(next - from, from));
    synchronized (this) {
      setAside++;
    }
    return next;
  }

  /** All but the newest, which may still be written to, as soon as they are drained. */
  private List<Segment> finished() {
    var done = new ArrayList<Segment>();
    while (files.size() > 1 && position >= files.getFirst().end()) {
      done.add(removeFirst());
    }
    return done;
  }

  private Segment removeFirst() {
    var first = files.removeFirst();
    position = Segment.START;
    bytes -= first.end();
    return first;
  }

  private static List<Path> named(Path folder, String ending) throws IOException {
    try (var files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    }
  }

  private synchronized Path unused(String ending) {
    return folder.resolve("%012d%s".formatted(++number, ending));
  }

  private static long number(Path file) {
    var name = file.getFileName().toString();
    return NUMBERED.matcher(name).lookingAt() ? Long.parseLong(name.substring(0, DIGITS)) : 0;
  }
}
