package tillsight.server.statement;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Looks a workbook over before anything is read out of it. A small file can unpack to more than any
 * machine holds, so what it says of its parts is checked first, and what comes out of them while it
 * does.
 */
final class Workbook {

  private static final int ENTRIES_MAX = 1_000;
  private static final long INFLATED_BYTES_MAX = 1L << 30;

  /**
   * How many times smaller than itself a part may be packed; text of real statements is 10 to 40.
   */
  private static final long RATIO_MAX = 150;

  /** Smaller parts do no harm however well they are packed. */
  private static final long RATIO_BYTES_MIN = 1L << 20;

  private static final String BOMB =
      "The workbook unpacks to far more than any statement holds, so it is not read. Export the"
          + " statement again; if it really is that large, export it as CSV.";
  private static final String CUT =
      "The workbook is cut off or damaged. Export or download it again.";
  private static final String ENCRYPTED =
      "The workbook is protected by a password. Take the password off and save it.";

  private final Path path;

  Workbook(Path path) {
    this.path = path;
  }

  /**
   * Unpacks all of it once, into nothing.
   *
   * @throws Damaged if it is no workbook, cannot be read whole, or is made to do harm
   */
  void check() throws IOException {
    try (var zip = new ZipFile(path.toFile())) {
      var entries = zip.stream().limit(ENTRIES_MAX + 1L).<ZipEntry>map(entry -> entry).toList();
      checkStated(entries);
      checkKind(zip);
      checkContents(zip, entries);
    } catch (ZipException e) {
      var encrypted = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("encrypted");
      throw Damaged.file(encrypted ? ENCRYPTED : CUT);
    } catch (IllegalArgumentException e) {
      throw Damaged.file(CUT);
    }
  }

  private void checkStated(List<ZipEntry> entries) throws IOException {
    var names = new HashSet<String>();
    var packed = 0L;
    var inflated = 0L;
    for (var entry : entries) {
      // The second part of a name would be passed over here, and may be the one that is read later.
      if (!names.add(entry.getName().toLowerCase(Locale.ROOT))) {
        throw Damaged.file(CUT);
      }
      packed += Math.max(0, entry.getCompressedSize());
      inflated += Math.max(0, entry.getSize());
      if (isTooDense(entry.getSize(), entry.getCompressedSize())) {
        throw Damaged.file(BOMB);
      }
    }
    // Parts that share their bytes are how the densest bombs are made.
    if (entries.size() > ENTRIES_MAX
        || inflated > INFLATED_BYTES_MAX
        || packed > Files.size(path)) {
      throw Damaged.file(BOMB);
    }
  }

  private static void checkKind(ZipFile zip) {
    if (zip.getEntry("xl/workbook.bin") != null) {
      throw Damaged.file("This is a binary workbook (.xlsb). Save it as XLSX or CSV.");
    }
    if (zip.getEntry("content.xml") != null) {
      throw Damaged.file("This is an OpenDocument sheet. Save it as XLSX or CSV.");
    }
    if (zip.getEntry("[Content_Types].xml") == null) {
      throw Damaged.file("This is a ZIP archive. Unpack it, and load the statement that is in it.");
    }
  }

  private static void checkContents(ZipFile zip, List<ZipEntry> entries) throws IOException {
    var left = INFLATED_BYTES_MAX;
    var markup = new Markup();
    var bytes = new byte[64 * 1024];
    for (var entry : entries) {
      var crc = new CRC32();
      var inflated = 0L;
      markup.begin();
      try (var in = Objects.requireNonNull(zip.getInputStream(entry))) {
        for (var read = in.read(bytes); read >= 0; read = in.read(bytes)) {
          inflated += read;
          left -= read;
          if (left < 0 || isTooDense(inflated, entry.getCompressedSize())) {
            throw Damaged.file(BOMB);
          }
          crc.update(bytes, 0, read);
          markup.look(bytes, read);
        }
      } catch (java.io.EOFException e) {
        throw Damaged.file(CUT);
      }
      if (entry.getCrc() >= 0 && crc.getValue() != entry.getCrc()) {
        throw Damaged.file(CUT);
      }
    }
  }

  private static boolean isTooDense(long inflated, long packed) {
    return inflated > RATIO_BYTES_MIN && inflated > RATIO_MAX * Math.max(1, packed);
  }
}
