package tillsight.server.statement;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How the text of a file is encoded: as its mark says, else UTF-8 if all of it is, else
 * Windows-1252, in which Excel saves.
 *
 * @param markBytes how many bytes the mark at its start takes
 */
record TextEncoding(Charset charset, int markBytes) {

  private static final int BUFFER_BYTES = 64 * 1024;
  private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

  /**
   * Reads the whole file to find out.
   *
   * @throws Damaged if it is no text
   */
  static TextEncoding of(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      var head = in.readNBytes(3);
      if (startsWith(head, 0xff, 0xfe)) {
        return new TextEncoding(UTF_16LE, 2);
      }
      if (startsWith(head, 0xfe, 0xff)) {
        return new TextEncoding(UTF_16BE, 2);
      }
    }
    var marked = isMarked(file);
    if (isUtf8(file)) {
      return new TextEncoding(UTF_8, marked ? 3 : 0);
    }
    if (marked) {
      throw Damaged.file(
          "The file says that it is UTF-8 text, and is not: it was changed or cut on its way. Export"
              + " it again.");
    }
    return new TextEncoding(WINDOWS_1252, 0);
  }

  Reader open(Path file) throws IOException {
    var in = Files.newInputStream(file);
    in.skipNBytes(markBytes);
    return new BufferedReader(new InputStreamReader(in, charset), BUFFER_BYTES);
  }

  private static boolean isMarked(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return startsWith(in.readNBytes(3), 0xef, 0xbb, 0xbf);
    }
  }

  private static boolean startsWith(byte[] head, int... bytes) {
    for (var i = 0; i < bytes.length; i++) {
      if (i >= head.length || (head[i] & 0xff) != bytes[i]) {
        return false;
      }
    }
    return true;
  }

  private static boolean isUtf8(Path file) throws IOException {
    var decoder =
        UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    var buffer = new byte[BUFFER_BYTES];
    var bytes = ByteBuffer.wrap(buffer);
    var chars = CharBuffer.allocate(BUFFER_BYTES);
    try (var in = Files.newInputStream(file)) {
      var last = false;
      while (!last) {
        last = fill(in, buffer, bytes);
        refuseBinary(bytes);
        bytes.flip();
        if (decoder.decode(bytes, chars, last).isError()) {
          return false;
        }
        bytes.compact();
        chars.clear();
      }
    }
    return bytes.position() == 0;
  }

  private static boolean fill(InputStream in, byte[] buffer, ByteBuffer bytes) throws IOException {
    var read = in.read(buffer, bytes.position(), bytes.remaining());
    if (read > 0) {
      bytes.position(bytes.position() + read);
    }
    return read < 0;
  }

  private static void refuseBinary(ByteBuffer bytes) {
    for (var i = 0; i < bytes.position(); i++) {
      if (bytes.get(i) == 0) {
        throw Damaged.file(
            "The file is no text that can be read. Export the statement as XLSX or CSV, or save it"
                + " as \"CSV UTF-8\".");
      }
    }
  }
}
