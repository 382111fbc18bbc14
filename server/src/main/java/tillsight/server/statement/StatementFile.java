package tillsight.server.statement;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A file that may be a statement: finds out what it is by what stands in it, not by its name. */
final class StatementFile {

  /** The largest file that is taken. */
  static final long BYTES_MAX = 256L * 1024 * 1024;

  private static final int HEAD_BYTES = 512;
  private static final byte[] ZIP = {'P', 'K', 3, 4};
  private static final byte[] OLE2 = {(byte) 0xd0, (byte) 0xcf, 0x11, (byte) 0xe0};
  private static final byte[] PDF = {'%', 'P', 'D', 'F'};

  private final Path path;
  private final @Nullable TextEncoding encoding;

  private StatementFile(Path path, @Nullable TextEncoding encoding) {
    this.path = path;
    this.encoding = encoding;
  }

  /**
   * Looks at a file.
   *
   * @throws Damaged if it is nothing that can be read, with what to do instead
   */
  static StatementFile open(Path path) throws IOException {
    var size = Files.size(path);
    if (size == 0) {
      throw Damaged.file("The file is empty. Export the statement again.");
    }
    if (size > BYTES_MAX) {
      throw Damaged.file(
          "The file is larger than %d MB. Export a shorter period, and load each part."
              .formatted(BYTES_MAX >> 20));
    }
    var head = head(path);
    if (startsWith(head, ZIP)) {
      new Workbook(path).check();
      return new StatementFile(path, null);
    }
    refuseOthers(path, head);
    return new StatementFile(path, TextEncoding.of(path));
  }

  /** Its rows from the first on; of a workbook those of the first sheet that has a header. */
  Sheet sheet() throws IOException {
    return encoding == null ? XlsxSheet.open(path) : CsvSheet.open(path, encoding);
  }

  private static void refuseOthers(Path path, byte[] head) throws IOException {
    if (startsWith(head, OLE2)) {
      throw Damaged.file(
          isEncrypted(path)
              ? "The workbook is protected by a password. Open it in Excel, take the password off"
                  + " under File > Info > Protect Workbook, and save it."
              : "This is an old Excel file (.xls). Open it in Excel and save it as XLSX or CSV.");
    }
    if (startsWith(head, PDF)) {
      throw Damaged.file("This is a PDF. Export the statement as XLSX or CSV.");
    }
    var text = new String(head, ISO_8859_1).replaceFirst("^\u00ef\u00bb\u00bf", "").stripLeading();
    if (text.startsWith("<") || text.toLowerCase(Locale.ROOT).startsWith("<!doctype")) {
      throw Damaged.file(
          "This is a web page, whatever its name says. Open it in Excel and save it as XLSX or CSV.");
    }
  }

  /** A protected workbook is an old-style file in which the real one lies under this name. */
  private static boolean isEncrypted(Path path) throws IOException {
    var name = "EncryptedPackage".getBytes(UTF_16LE);
    try (var in = Files.newInputStream(path)) {
      var bytes = new byte[64 * 1024];
      var kept = 0;
      for (var read = in.read(bytes, kept, bytes.length - kept);
          read > 0;
          read = in.read(bytes, kept, bytes.length - kept)) {
        var length = kept + read;
        if (contains(bytes, length, name)) {
          return true;
        }
        kept = Math.min(name.length, length);
        System.arraycopy(bytes, length - kept, bytes, 0, kept);
      }
      return false;
    }
  }

  private static boolean contains(byte[] bytes, int length, byte[] wanted) {
    for (var i = 0; i + wanted.length <= length; i++) {
      if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
        return true;
      }
    }
    return false;
  }

  private static byte[] head(Path path) throws IOException {
    try (var in = Files.newInputStream(path)) {
      return in.readNBytes(HEAD_BYTES);
    }
  }

  private static boolean startsWith(byte[] head, byte[] magic) {
    return head.length >= magic.length
        && Arrays.equals(head, 0, magic.length, magic, 0, magic.length);
  }
}
