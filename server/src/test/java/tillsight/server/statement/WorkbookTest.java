package tillsight.server.statement;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Workbooks that are damaged, or made to do harm. */
class WorkbookTest {

  private static final String BOMB = "unpacks to far more";
  private static final String CUT = "cut off or damaged";
  private static final int MEGA = 1024 * 1024;

  @TempDir Path folder;

  @Test
  void passesRealOnes() throws IOException {
    new Workbook(sample().write(folder.resolve("a.xlsx"))).check();
  }

  @Test
  void passesTextThatIsPackedWell() throws IOException {
    var statement = SampleStatement.of("600984");
    for (var i = 0; i < 20_000; i++) {
      statement.payment("UC2%07d".formatted(i), "01-03-2026 10:00:00", "5");
    }
    new Workbook(statement.workbook().write(folder.resolve("large.xlsx"))).check();
  }

  @Test
  void refusesABomb() throws IOException {
    var file = folder.resolve("bomb.xlsx");
    try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("[Content_Types].xml"));
      zip.closeEntry();
      zip.putNextEntry(new ZipEntry("xl/worksheets/sheet1.xml"));
      var zeros = new byte[MEGA];
      Arrays.fill(zeros, (byte) ' ');
      for (var i = 0; i < 64; i++) {
        zip.write(zeros);
      }
      zip.closeEntry();
    }
    assertThat(Files.size(file)).isLessThan(MEGA);

    refuses(file, BOMB);
  }

  /** What an entry says of its size is not believed. */
  @Test
  void refusesABombThatLiesAboutItsSize() throws IOException {
    var file = folder.resolve("liar.xlsx");
    try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("[Content_Types].xml"));
      var spaces = new byte[MEGA];
      Arrays.fill(spaces, (byte) ' ');
      for (var i = 0; i < 16; i++) {
        zip.write(spaces);
      }
      zip.closeEntry();
    }
    var bytes = Files.readAllBytes(file);
    var entry = lastIndexOf(bytes, "PK\u0001\u0002");
    Arrays.fill(bytes, entry + 24, entry + 28, (byte) 1);
    bytes[entry + 27] = 0;
    Files.write(file, bytes);

    assertThatThrownBy(() -> new Workbook(file).check()).isInstanceOf(Damaged.class);
  }

  @Test
  void refusesTooManyParts() throws IOException {
    var workbook = sample();
    for (var i = 0; i < 1_001; i++) {
      workbook.part("xl/media/%d.bin".formatted(i), "x");
    }

    refuses(workbook.write(folder.resolve("parts.xlsx")), BOMB);
  }

  @ParameterizedTest
  @CsvSource({"0.3", "0.9", "0.99"})
  void refusesWhatIsCutOff(double share) throws IOException {
    var bytes = Files.readAllBytes(sample().write(folder.resolve("whole.xlsx")));
    var file = folder.resolve("cut.xlsx");
    Files.write(file, Arrays.copyOf(bytes, (int) (bytes.length * share)));

    refuses(file, CUT);
  }

  @Test
  void refusesWhatWasChangedOnItsWay() throws IOException {
    var file = sample().write(folder.resolve("flipped.xlsx"));
    var bytes = Files.readAllBytes(file);
    for (var at = 60; at < 90; at++) {
      bytes[at] ^= 0x55;
    }
    Files.write(file, bytes);

    assertThatThrownBy(() -> new Workbook(file).check()).isInstanceOf(Damaged.class);
  }

  @Test
  void refusesProtectedParts() throws IOException {
    var file = sample().write(folder.resolve("locked.xlsx"));
    var bytes = Files.readAllBytes(file);
    for (var magic : new String[] {"PK\u0001\u0002", "PK\u0003\u0004"}) {
      bytes[lastIndexOf(bytes, magic) + (magic.charAt(2) == 1 ? 8 : 6)] |= 1;
    }
    Files.write(file, bytes);

    refuses(file, "protected by a password");
  }

  @Test
  void refusesOtherArchives() throws IOException {
    refuses(zip("statement.csv"), "is a ZIP archive. Unpack it");
    refuses(zip("content.xml"), "OpenDocument");
    refuses(zip("xl/workbook.bin"), "binary workbook");
    refuses(
        Files.write(folder.resolve("junk.xlsx"), "PK\u0003\u0004 and so on".getBytes(UTF_8)), CUT);
  }

  /** Each would fill the memory of a reader, or keep it busy for hours. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <row r="1"><c r="ZZZZZZ1"><v>1</v></c></row>
          <row r="1"><c r="&#90;&#90;&#90;&#90;1"><v>1</v></c></row>
          <row r="1"><x:c xmlns:x="u" a=">" r='ZZZZZZ1'/></row>
          <!DOCTYPE x [<!ENTITY a "aaaa">]>
          """)
  void refusesWhatNoSpreadsheetWrites(String xml) throws IOException {
    refuses(sample().raw(xml).write(folder.resolve("hostile.xlsx")), "that no statement has");
  }

  @Test
  void refusesEndlessThings() throws IOException {
    endless("<row r=\"9\"><c r=\"A9\" t=\"inlineStr\"><is><t>" + "x y".repeat(200_000), "texts");
    endless("<row r=\"9\">" + "<c/>".repeat(20_000), "columns");
    endless("<c><f>A1</f></c></row><row>".repeat(20_000), "formulas");
    endless("<c><f t=\"array\" ref=\"A1\">A1</f></c></row><row>".repeat(200), "formulas");
    var names = new StringBuilder();
    for (var i = 0; i < 10_000; i++) {
      names.append("<n%d/>".formatted(i));
    }
    endless(names.toString(), "names");
    endless("<c " + "x".repeat(10_000) + "/>", "texts");
  }

  @Test
  void seesThroughOtherEncodings() throws IOException {
    var file = folder.resolve("utf16.xlsx");
    var xml = "<row r=\"1\"><c r=\"ZZZZZZ1\"/></row>";
    try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("[Content_Types].xml"));
      zip.write(xml.getBytes(UTF_16LE));
      zip.closeEntry();
    }

    refuses(file, "columns that no statement has");
  }

  private void endless(String xml, String what) throws IOException {
    var file = folder.resolve("endless.xlsx");
    try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
      // Stored, so that it is not refused for being packed too well.
      var bytes = xml.getBytes(US_ASCII);
      var entry = new ZipEntry("[Content_Types].xml");
      var crc = new CRC32();
      crc.update(bytes);
      entry.setMethod(ZipEntry.STORED);
      entry.setSize(bytes.length);
      entry.setCrc(crc.getValue());
      zip.putNextEntry(entry);
      zip.write(bytes);
      zip.closeEntry();
    }
    refuses(file, "holds " + what);
  }

  private static void refuses(Path file, String detail) {
    assertThatThrownBy(() -> new Workbook(file).check())
        .isInstanceOf(Damaged.class)
        .hasMessageContaining(detail);
  }

  private static TestWorkbook sample() {
    return SampleStatement.of("600984")
        .payment("UC20000001", "01-03-2026 10:00:00", "1,250.00")
        .workbook();
  }

  private Path zip(String part) throws IOException {
    var file = folder.resolve("other.zip");
    try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry(part));
      zip.write('x');
      zip.closeEntry();
    }
    return file;
  }

  private static int lastIndexOf(byte[] bytes, String magic) {
    var wanted = magic.getBytes(US_ASCII);
    for (var at = bytes.length - wanted.length; at >= 0; at--) {
      if (Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
        return at;
      }
    }
    throw new IllegalStateException("not there");
  }
}
