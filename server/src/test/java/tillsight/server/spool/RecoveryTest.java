package tillsight.server.spool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is found in the files of a process that died, whatever state they are in. */
class RecoveryTest {

  private static final Instant AT = Instant.parse("2026-03-02T12:00:00Z");
  private static final List<String> TEXTS = List.of("the first", "the second", "and the third");

  @TempDir Path folder;
  private Path file;
  private byte[] whole;

  @BeforeEach
  void write() throws IOException {
    file = folder.resolve("000000000001.spool");
    whole = file(TEXTS);
  }

  @Test
  void readsBackWhatWasWritten() throws IOException {
    Files.write(file, whole);

    assertThat(texts(folder)).isEqualTo(TEXTS);
    assertThat(new Segments(folder).state(AT.plusSeconds(90)))
        .isEqualTo(new SpoolState(3, whole.length, 90, false, 0));
  }

  @Test
  void cutsATornTailAtEveryByteOfTheLastRecord() throws IOException {
    var lastStart = whole.length - size(2);
    for (var length = lastStart; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));

      assertThat(texts(folder)).as("cut at " + length).isEqualTo(TEXTS.subList(0, 2));
      assertThat(Files.size(file)).isEqualTo(lastStart);
      assertThat(new Segments(folder).state(AT).setAside()).isZero();
    }
  }

  @Test
  void cutsATailOfZeros() throws IOException {
    Files.write(file, Arrays.copyOf(whole, whole.length + 4096));

    assertThat(texts(folder)).isEqualTo(TEXTS);
    assertThat(Files.size(file)).isEqualTo(whole.length);
    assertThat(new Segments(folder).state(AT).setAside()).isZero();
  }

  @Test
  void goesOnAfterDamageAtAnyByteOfTheMiddleAndKeepsTheFile() throws IOException {
    var start = (int) Segment.START + size(0);
    for (var at = start; at < start + size(1); at++) {
      Files.write(file, damaged(at));

      assertThat(texts(folder)).as("damaged at " + at).containsExactly(TEXTS.get(0), TEXTS.get(2));
      assertThat(new Segments(folder).state(AT).setAside()).isEqualTo(1);
      assertThat(kept()).hasBinaryContent(damaged(at));
      Files.delete(kept());
    }
  }

  @Test
  void keepsTheFileIfItsLastRecordIsWholeButWrong() throws IOException {
    Files.write(file, damaged(whole.length - 1));

    assertThat(texts(folder)).isEqualTo(TEXTS.subList(0, 2));
    assertThat(kept()).exists();
  }

  @Test
  void takesAFileThatWasClosedAndEndsShortForDamage() throws IOException {
    Files.write(file, Arrays.copyOf(whole, whole.length - 3));
    Files.write(folder.resolve("000000000002.spool"), file(List.of("of a later file")));

    assertThat(texts(folder)).containsExactly("the first", "the second", "of a later file");
    assertThat(kept()).exists();
  }

  @Test
  void keepsWhatIsNoFileOfOurs() throws IOException {
    Files.write(file, "something else altogether".getBytes(UTF_8));

    assertThat(texts(folder)).isEmpty();
    assertThat(kept()).hasContent("something else altogether");
  }

  @Test
  void forgetsAFileThatWasOnlyJustMade() throws IOException {
    for (var length = 0; length <= Segment.START; length++) {
      Files.write(file, Arrays.copyOf(whole, length));

      assertThat(texts(folder)).isEmpty();
      assertThat(file).doesNotExist();
      assertThat(kept()).doesNotExist();
    }
  }

  @Test
  void passesDamageThatHappensWhileItWaits() throws IOException {
    Files.write(file, whole);
    var segments = new Segments(folder);
    Files.write(file, damaged((int) Segment.START + size(0) + 5));

    assertThat(drained(segments)).containsExactly(TEXTS.get(0), TEXTS.get(2));
    assertThat(segments.state(AT).setAside()).isEqualTo(1);
    assertThat(kept()).exists();
  }

  @Property(tries = 300)
  void losesNoRecordThatADamageDoesNotTouch(
      @ForAll @Size(min = 2, max = 12) List<@StringLength(min = 1, max = 40) String> texts,
      @ForAll @IntRange(min = 0, max = 100_000) int where,
      @ForAll @IntRange(min = 1, max = 255) int how)
      throws IOException {
    var own = Files.createTempDirectory("spool");
    try {
      var bytes = file(texts);
      var at = (int) Segment.START + where % (bytes.length - (int) Segment.START);
      bytes[at] ^= (byte) how;
      Files.write(own.resolve("000000000001.spool"), bytes);

      var hit = 0;
      for (var end = Segment.START; hit < texts.size(); hit++) {
        end += Frames.size(record(texts.get(hit)));
        if (at < end) {
          break;
        }
      }
      var untouched = new ArrayList<>(texts);
      untouched.remove(hit);
      assertThat(texts(own)).isEqualTo(untouched);
    } finally {
      delete(own);
    }
  }

  private Path kept() {
    return folder.resolve(file.getFileName() + ".damaged");
  }

  private byte[] damaged(int at) {
    var bytes = whole.clone();
    bytes[at] ^= 0x40;
    return bytes;
  }

  private static int size(int record) {
    return Frames.size(record(TEXTS.get(record)));
  }

  /** What a process that starts now would find and drain; the files stay. */
  private static List<String> texts(Path folder) throws IOException {
    var segments = new Segments(folder);
    try {
      return drained(segments);
    } finally {
      segments.close();
    }
  }

  private static List<String> drained(Segments segments) throws IOException {
    var texts = new ArrayList<String>();
    for (var portion = segments.next(2); !portion.isNothing(); portion = segments.next(2)) {
      portion.records().forEach(record -> texts.add(new String(record.payload(), UTF_8)));
      segments.drained(portion);
    }
    assertThat(segments.state(AT).waiting()).isZero();
    return texts;
  }

  private static SpoolRecord record(String text) {
    return new SpoolRecord(AT, text.getBytes(UTF_8));
  }

  private static byte[] file(List<String> texts) throws IOException {
    var made = Files.createTempDirectory("spool");
    try {
      var segment = Segment.create(made.resolve("file"));
      segment.append(
          texts.stream().map(RecoveryTest::record).toList(), ByteBuffer.allocate(1 << 20));
      segment.close();
      return Files.readAllBytes(made.resolve("file"));
    } finally {
      delete(made);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      files
          .sorted((one, other) -> other.compareTo(one))
          .forEach(
              file -> {
                try {
                  Files.delete(file);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }
}
